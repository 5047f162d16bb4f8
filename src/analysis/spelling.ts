/**
 * A token's slice of text -> its spelled form. Comes in: any string. Goes out: the same letters as people type them.
 * Invariant: idempotent, at most 255 units, no marks of the Arabic script, and أ إ آ ا, ى ي, ة ه, ؤ ئ still differ.
 * @module
 */

import { type AnalysisSteps, everyStep } from "./analysis-steps.ts";
import { fold } from "./arabic/letter-fold.ts";
import { hasUnwrittenAlef } from "./arabic/unwritten-alef.ts";
import { spellLatin } from "./latin/latin-spelling.ts";
import {
  ALEF,
  ARABIC_DECIMAL_SEPARATOR,
  ARABIC_THOUSANDS_SEPARATOR,
  HAMZA,
  HAMZA_BELOW,
  MADDA_ABOVE,
  YEH,
  YEH_HAMZA,
} from "./unicode/arabic-letters.ts";
import {
  ARABIC,
  charClass,
  classOfCodePoint,
  DIGIT,
  LATIN,
  MARK,
  OTHER,
  SEPARATOR,
  SURROGATE,
} from "./unicode/char-class.ts";
import { astralDigitValue, digitValue } from "./unicode/digits.ts";
import { plainArabic } from "./unicode/presentation-forms.ts";

/** Longest spelled form, in UTF-16 units. */
const MAX_UNITS = 255;
/** Units read of one slice: a word may carry several marks a letter, but not without end. */
const MAX_SLICE_UNITS = 4096;

const ALEF_LETTER = String.fromCharCode(ALEF);
/** Hamza of the Quran's spelling between two letters: شَيۡـٔٗا, شيئا. */
const HAMZA_ON_LINE = /\u0640\p{M}*?\u0654/gu;
const YEH_WITH_HAMZA = String.fromCharCode(YEH_HAMZA);
/**
 * The Quran's spelling has a small alef where ours has a letter, but for the few words that are written without one to
 * this day. Above ا and a final ى it is a mark; ى before another letter, and و before the last ة or ا, stand for the alef.
 */
const SUPERSCRIPT_ALEF = "\u0670";
const MAKSURA_OR_WAW_FOR_ALEF =
  /[\u0649\u06cc]\u0670(?=\P{M}|\p{M}+\P{M})|\u0648\p{M}*?\u0670\p{M}*(?:(?=\u0629)|\u0627)/gu;
const MARK_OF_ALEF = /(?<=[\u0649\u06cc\u0627]\p{M}*?)\u0670/gu;

/**
 * Hash of a token that stands for itself, as nearly every token of a text does: plain Arabic letters throughout. 0 where
 * its spelled form has to be found out. What differs in hash differs in spelling.
 */
export function plainHash(text: string, start: number, end: number): number {
  if (end - start > MAX_UNITS) return 0;
  let hash = end - start;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (!isPlainLetter(unit)) return 0;
    hash = Math.imul(hash ^ unit, 0x9e3779b1);
  }
  return hash === 0 ? 1 : hash;
}

function isPlainLetter(unit: number): boolean {
  return unit >= HAMZA && unit <= YEH && charClass[unit] === ARABIC && (unit <= 0x063a || unit >= 0x0641);
}

/** Spelled form of a token's slice; "" if nothing of the word remains. `steps` leave some out for measuring. */
export function spell(raw: string, steps: AnalysisSteps = everyStep): string {
  if (raw.length <= MAX_UNITS && isPlain(raw)) return raw;
  const slice = raw.length > MAX_SLICE_UNITS ? raw.slice(0, MAX_SLICE_UNITS) : raw;
  return cut(spellAs(leadingClass(slice), slice, steps));
}

function spellAs(kind: number, slice: string, steps: AnalysisSteps): string {
  switch (kind) {
    case ARABIC:
      return spellArabic(slice, steps);
    case LATIN:
      return spellLatin(slice);
    case DIGIT:
      return steps.digits ? spellNumber(slice) : slice;
    case OTHER:
      return spellOther(slice, steps);
    default:
      return "";
  }
}

/** Plain Arabic, lower-case ASCII or ASCII digits throughout: what nearly every token of a text is. */
function isPlain(raw: string): boolean {
  const first = raw.charCodeAt(0);
  if (first >= HAMZA && first <= YEH) {
    for (let at = 0; at < raw.length; at++) if (!isPlainLetter(raw.charCodeAt(at))) return false;
    return true;
  }
  const [low, high] = first >= 0x61 ? [0x61, 0x7a] : [0x30, 0x39];
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    if (unit < low || unit > high) return false;
  }
  return raw.length > 0;
}

/** Class of the first letter or digit; surrogates count as letters of another script. */
function leadingClass(raw: string): number {
  for (let at = 0; at < raw.length; at++) {
    const kind = charClass[raw.charCodeAt(at)] as number;
    if (kind === SURROGATE) return OTHER;
    if (kind >= ARABIC && kind <= OTHER) return kind;
  }
  return 0;
}

function spellArabic(raw: string, steps: AnalysisSteps): string {
  // Decomposed hamza and madda are letters, not marks: compose them before marks go.
  const text = hasDecomposedHamza(raw) ? raw.normalize("NFC").replace(HAMZA_ON_LINE, YEH_WITH_HAMZA) : raw;
  let spelled = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = charClass[unit];
    if (kind === ARABIC) spelled += (steps["letter-forms"] ? plainArabic(unit) : undefined) ?? text[at];
    else if (kind === MARK && !steps.marks) spelled += text[at];
  }
  return steps.marks && text.includes(SUPERSCRIPT_ALEF) && !hasUnwrittenAlef(fold(spelled))
    ? spellArabic(
        text
          .replace(MAKSURA_OR_WAW_FOR_ALEF, ALEF_LETTER)
          .replace(MARK_OF_ALEF, "")
          .replaceAll(SUPERSCRIPT_ALEF, ALEF_LETTER),
        steps,
      )
    : spelled;
}

function hasDecomposedHamza(raw: string): boolean {
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    if (unit >= MADDA_ABOVE && unit <= HAMZA_BELOW) return true;
  }
  return false;
}

/** Digits in ASCII, one full stop for the decimal separator, no thousands separators. */
function spellNumber(raw: string): string {
  let spelled = "";
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    const value = digitValue(unit);
    if (value >= 0) spelled += value;
    else if ((unit === ARABIC_DECIMAL_SEPARATOR || unit === 0x2e) && isDecimalPoint(raw, at)) spelled += ".";
    else if (unit === ARABIC_THOUSANDS_SEPARATOR || unit === 0x2c) continue;
  }
  return spelled;
}

function isDecimalPoint(raw: string, at: number): boolean {
  return at > 0 && at + 1 < raw.length && digitValue(raw.charCodeAt(at + 1)) >= 0;
}

/** Other scripts: compatibility composition and lower case, their own marks kept. */
function spellOther(raw: string, steps: AnalysisSteps): string {
  const text = withAsciiDigits(raw.normalize("NFKC").toLowerCase().normalize("NFKC"));
  const kind = leadingClass(text);
  // Mathematical letters and digits turn out to be plain ones.
  if (kind !== OTHER) return kind === SEPARATOR ? raw : spellAs(kind, text, steps);
  let spelled = "";
  for (const char of text) {
    const codePoint = char.codePointAt(0) as number;
    const unitClass = codePoint > 0xffff ? classOfCodePoint(codePoint) : (charClass[codePoint] as number);
    if (unitClass === OTHER || unitClass === MARK) spelled += char;
  }
  return spelled;
}

function withAsciiDigits(text: string): string {
  let digits = "";
  for (const char of text) {
    const value = char.length > 1 ? astralDigitValue(char.codePointAt(0) as number) : -1;
    digits += value >= 0 ? value : char;
  }
  return digits;
}

function cut(spelled: string): string {
  if (spelled.length <= MAX_UNITS) return spelled;
  const end = isHighSurrogate(spelled.charCodeAt(MAX_UNITS - 1)) ? MAX_UNITS - 1 : MAX_UNITS;
  return spelled.slice(0, end);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
