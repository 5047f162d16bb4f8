/**
 * Decimal digits of any script. Comes in: a code unit or code point. Goes out: 0 to 9, or -1.
 * Invariant: the table covers the basic plane; other planes are found by walking to the start of their run,
 * since Unicode lays decimal digits out in contiguous runs of ten (Unicode Standard, section 4.6).
 * @module
 */
const DECIMAL = /^\p{Nd}$/u;

/** Value of each basic-plane digit plus one; 0 for everything else. Superscripts, subscripts and circled digits count. */
const digitTable: Uint8Array = buildDigitTable();

function buildDigitTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  let runLength = 0;
  for (let unit = 0x30; unit < 0x10000; unit++) {
    if (unit === 0x0e80) unit = 0x0ed0;
    if (unit === 0x2c00) unit = 0xa600;
    if (unit === 0xac00) unit = 0xff00;
    const char = String.fromCharCode(unit);
    if (DECIMAL.test(char)) {
      table[unit] = (runLength % 10) + 1;
      runLength++;
      continue;
    }
    runLength = 0;
    if ((unit >= 0xb2 && unit <= 0xb9) || (unit >= 0x2070 && unit <= 0x2089) || (unit >= 0x2460 && unit <= 0x2468)) {
      const compatible = char.normalize("NFKC");
      if (compatible.length === 1 && compatible >= "0" && compatible <= "9") table[unit] = Number(compatible) + 1;
    }
  }
  return table;
}

/** Value of a decimal digit given as a UTF-16 code unit, or -1. */
export function digitValue(codeUnit: number): number {
  return (digitTable[codeUnit] as number) - 1;
}

/** Value of a decimal digit beyond the basic plane, or -1. */
export function astralDigitValue(codePoint: number): number {
  if (!DECIMAL.test(String.fromCodePoint(codePoint))) return -1;
  let start = codePoint;
  while (DECIMAL.test(String.fromCodePoint(start - 1))) start--;
  return (codePoint - start) % 10;
}
