/**
 * Spelled form -> folded form. Comes in: a spelled word. Goes out: one spelling for the letters people interchange.
 * Invariant: idempotent; depends on the word alone; non-Arabic words come back as they are.
 *
 * أ إ آ join ا; ى joins ي; ة joins ه; the seats ؤ ئ ء join ء, so that مسؤول = مسئول and شؤون = شئون, while أ in the
 * middle still meets the bare ا that people type (رأس = راس). Where the seat itself varies (هيأة = هيئة, قرءان = قرآن,
 * شئ = شيء) the neighbouring letters decide.
 * @module
 */
import {
  ALEF,
  ALEF_HAMZA_ABOVE,
  ALEF_HAMZA_BELOW,
  ALEF_MADDA,
  ALEF_MAKSURA,
  HAMZA,
  HEH,
  TEH,
  TEH_MARBUTA,
  WAW,
  WAW_HAMZA,
  YEH,
  YEH_HAMZA,
} from "../unicode/arabic-letters.ts";

/** Folded form of a spelled word. */
export function fold(spelled: string): string {
  const length = spelled.length;
  let clean = 0;
  while (clean < length && !isFoldable(spelled.charCodeAt(clean))) clean++;
  if (clean === length) return spelled;
  let folded = spelled.slice(0, clean);
  for (let at = clean; at < length; at++) {
    const unit = spelled.charCodeAt(at);
    const before = folded.length === 0 ? 0 : folded.charCodeAt(folded.length - 1);
    switch (unit) {
      case ALEF_HAMZA_ABOVE:
      case ALEF_MADDA:
        folded += before === YEH && isFeminineEnding(spelled, at + 1, unit) ? HAMZA_LETTER : ALEF_LETTER;
        if (before === YEH && unit === ALEF_MADDA && folded.endsWith(HAMZA_LETTER)) folded += ALEF_LETTER;
        break;
      case ALEF_HAMZA_BELOW:
        folded += ALEF_LETTER;
        break;
      case ALEF_MAKSURA:
        folded += YEH_LETTER;
        break;
      case TEH_MARBUTA:
        folded += HEH_LETTER;
        break;
      case WAW_HAMZA:
      case YEH_HAMZA:
        folded += HAMZA_LETTER;
        break;
      case HAMZA:
        // ءا is another spelling of آ, except after a long vowel (قراءات) and as a tanwin's seat (جزءا).
        if (!(spelled.charCodeAt(at + 1) === ALEF && at + 2 < length && !isLongVowel(before))) folded += HAMZA_LETTER;
        break;
      default:
        folded += spelled[at];
    }
  }
  return withoutDoubledSeat(folded);
}

/** قاريء and شاطيء are written for قارئ and شاطئ; شيء and بطيء are not. */
function withoutDoubledSeat(folded: string): string {
  const last = folded.length - 1;
  const doubled = folded.charCodeAt(last) === HAMZA && folded.charCodeAt(last - 1) === YEH;
  return doubled && folded.charCodeAt(last - 3) === ALEF ? folded.slice(0, -2) + HAMZA_LETTER : folded;
}

const ALEF_LETTER = String.fromCharCode(ALEF);
const HAMZA_LETTER = String.fromCharCode(HAMZA);
const HEH_LETTER = String.fromCharCode(HEH);
const YEH_LETTER = String.fromCharCode(YEH);

function isFoldable(unit: number): boolean {
  return (unit >= HAMZA && unit <= YEH_HAMZA) || unit === TEH_MARBUTA || unit === ALEF_MAKSURA;
}

function isLongVowel(unit: number): boolean {
  return unit === ALEF || unit === WAW || unit === YEH;
}

/** هيأة and هيآت, beside هيئة and هيئات: the hamza before a feminine ending. */
function isFeminineEnding(spelled: string, at: number, hamza: number): boolean {
  const unit = spelled.charCodeAt(at);
  if (hamza === ALEF_MADDA) return unit === TEH;
  return unit === TEH_MARBUTA || unit === TEH || (unit === HEH && at === spelled.length - 1);
}
