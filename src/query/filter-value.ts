/**
 * Reads a value of a filter in every way it allows.
 * @module
 */
import { arabicDecimalSeparator, bidiControls, minusSign } from "./code-points.ts";
import { toAsciiDigits } from "./decimal-digits.ts";
import type { FilterValue } from "./filter-ast.ts";
import { parseDate } from "./iso-date.ts";

const longestNumber = 64;
const bidiControl = new RegExp(`[${bidiControls}]`, "g");
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

export function filterValue(text: string, quoted: boolean, position: number): FilterValue {
  const number = parseNumber(text);
  const date = parseDate(text);
  return {
    text,
    quoted,
    ...(number === undefined ? {} : { number }),
    ...(date === undefined ? {} : { date }),
    position,
  };
}

/** A decimal number in digits of any script, with `.` or the Arabic separator; undefined where it is not finite. */
function parseNumber(text: string): number | undefined {
  if (text.length > longestNumber) return undefined;
  const ascii = toAsciiDigits(text.replace(bidiControl, "").trim())
    .replace(arabicDecimalSeparator, ".")
    .replace(minusSign, "-");
  const number = decimal.test(ascii) ? Number(ascii) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
