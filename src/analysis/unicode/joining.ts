/**
 * Letters that are not joined to the next one (Unicode: right-joining and non-joining), and ى, which ends a word.
 * Comes in: a spelled word. Goes out: whether a space behind it shows. Invariant: pure.
 * @module
 */
import {
  ALEF,
  ALEF_HAMZA_ABOVE,
  ALEF_HAMZA_BELOW,
  ALEF_MADDA,
  ALEF_MAKSURA,
  DAL,
  HAMZA,
  REH,
  TEH_MARBUTA,
  THAL,
  WAW,
  WAW_HAMZA,
  ZAIN,
} from "./arabic-letters.ts";

const UNJOINED: ReadonlySet<number> = new Set([
  ALEF,
  ALEF_HAMZA_ABOVE,
  ALEF_HAMZA_BELOW,
  ALEF_MADDA,
  ALEF_MAKSURA,
  DAL,
  HAMZA,
  REH,
  TEH_MARBUTA,
  THAL,
  WAW,
  WAW_HAMZA,
  ZAIN,
]);

/** Whether the next word looks apart from this one with no space between. */
export function endsUnjoined(spelled: string): boolean {
  return UNJOINED.has(spelled.charCodeAt(spelled.length - 1));
}
