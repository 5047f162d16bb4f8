/**
 * Decimal digits of any script to their ASCII counterparts.
 * @module
 */

const decimalDigit = /\p{Nd}/u;
const decimalDigits = /\p{Nd}/gu;

/**
 * Value of one decimal digit, 0 to 9. Unicode encodes decimal digits in ascending runs of ten (UAX #44,
 * Numeric_Type=Decimal), so the distance to the beginning of the run tells the value.
 */
export function digitValue(digit: string): number {
  const codePoint = digit.codePointAt(0) as number;
  let first = codePoint;
  while (decimalDigit.test(String.fromCodePoint(first - 1))) first--;
  return (codePoint - first) % 10;
}

/** The text with every decimal digit written in ASCII. */
export function toAsciiDigits(text: string): string {
  return text.replace(decimalDigits, (digit) => (digit >= "0" && digit <= "9" ? digit : String(digitValue(digit))));
}
