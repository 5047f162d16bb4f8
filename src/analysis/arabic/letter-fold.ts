/**
 * Spelled form -> folded form. Comes in: a spelled word. Goes out: one spelling for the letters people interchange.
 * Invariant: idempotent; depends on the word alone; non-Arabic words come back as they are.
 *
 * أ إ آ join ا; ى joins ي; ة joins ه; the seats ؤ ئ ء join ئ, so that مسؤول = مسئول and شؤون = شئون, while أ in the
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
  NOON,
  REH,
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
  if (clean === length) return withoutDoubledSeat(spelled);
  let folded = spelled.slice(0, clean);
  for (let at = clean; at < length; at++) {
    const unit = spelled.charCodeAt(at);
    const before = folded.length === 0 ? 0 : folded.charCodeAt(folded.length - 1);
    switch (unit) {
      case ALEF_HAMZA_ABOVE:
      case ALEF_MADDA:
        folded += before === YEH && isFeminineEnding(spelled, at + 1, unit) ? HAMZA_SEAT : ALEF_LETTER;
        if (before === YEH && unit === ALEF_MADDA && folded.endsWith(HAMZA_SEAT)) folded += ALEF_LETTER;
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
        folded += HAMZA_SEAT;
        break;
      case HAMZA:
        // ءا is another spelling of آ, except after a long vowel (قراءات), as a tanwin's seat (جزءا), and in a dual.
        if (!isMadda(spelled, at, before)) folded += HAMZA_SEAT;
        break;
      default:
        folded += spelled[at];
    }
  }
  return withoutDoubledSeat(folded);
}

/** Whether the units of a spelled word are its folded form. */
export function isFolded(units: Uint16Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) if (isFoldable(units[i]!)) return false;
  return end === from || units[end - 1] !== YEH_HAMZA;
}

/** قاريء and شاطيء are written for قارئ and شاطئ; شيء and بطيء are not. */
function withoutDoubledSeat(folded: string): string {
  let end = folded.length - 1;
  if (folded.charCodeAt(end) !== YEH_HAMZA) return folded;
  while (folded.charCodeAt(end - 1) === YEH && folded.charCodeAt(end - 3) === ALEF) end--;
  return folded.slice(0, end) + HAMZA_SEAT;
}

const ALEF_LETTER = String.fromCharCode(ALEF);
const HAMZA_SEAT = String.fromCharCode(YEH_HAMZA);
const HEH_LETTER = String.fromCharCode(HEH);
const YEH_LETTER = String.fromCharCode(YEH);

function isFoldable(unit: number): boolean {
  return (unit >= HAMZA && unit < YEH_HAMZA) || unit === TEH_MARBUTA || unit === ALEF_MAKSURA;
}

function isLongVowel(unit: number): boolean {
  return unit === ALEF || unit === WAW || unit === YEH;
}

function isMadda(spelled: string, hamza: number, before: number): boolean {
  if (spelled.charCodeAt(hamza + 1) !== ALEF || hamza + 2 >= spelled.length || isLongVowel(before)) return false;
  // جزءان, beside قرءان, the only word of its shape.
  const dual = hamza + 3 === spelled.length && spelled.charCodeAt(hamza + 2) === NOON && before !== REH;
  return !(dual && hamza > 1);
}

/** هيأة and هيآت, beside هيئة and هيئات: the hamza before a feminine ending. */
function isFeminineEnding(spelled: string, at: number, hamza: number): boolean {
  const unit = spelled.charCodeAt(at);
  if (hamza === ALEF_MADDA) return unit === TEH;
  return unit === TEH_MARBUTA || unit === TEH || (unit === HEH && at === spelled.length - 1);
}
