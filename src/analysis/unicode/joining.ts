/**
 * Letters that are not joined to the next one (Unicode: right-joining and non-joining), and ى, which ends a word.
 * Comes in: a spelled word. Goes out: whether a space behind it shows. Invariant: pure.
 * @module
 */
import * as letters from "./arabic-letters.ts";

const UNJOINED: ReadonlySet<number> = new Set([
  letters.ALEF,
  letters.ALEF_HAMZA_ABOVE,
  letters.ALEF_HAMZA_BELOW,
  letters.ALEF_MADDA,
  letters.ALEF_MAKSURA,
  letters.DAL,
  letters.HAMZA,
  letters.REH,
  letters.TEH_MARBUTA,
  letters.THAL,
  letters.WAW,
  letters.WAW_HAMZA,
  letters.ZAIN,
]);

/** Whether the next word looks apart from this one with no space between. */
export function endsUnjoined(spelled: string): boolean {
  return UNJOINED.has(spelled.charCodeAt(spelled.length - 1));
}
