/**
 * Letters of Arabic -> the presentation forms in which they join, as a terminal that does not join them needs.
 * arabic-persian-reshaper joins; what it gets wrong is kept from it (marks) or mended after it (final ى and ی).
 * It knows the letters of Arabic and Persian: others, such as Urdu's ٹ, stay as they are.
 * @module
 */
import reshaper from "arabic-persian-reshaper";
import type { TextSpan } from "./terminal-text.ts";

const ALEF_MAKSURA = 0x0649;
const FARSI_YEH = 0x06cc;
const ALEF_MAKSURA_FINAL = 0xfef0;
const FARSI_YEH_FINAL = 0xfbfd;
const LAM_ALEF_FIRST = 0xfef5;
const LAM_ALEF_LAST = 0xfefc;

/** Shaped text in logical order with, for each of its UTF-16 units, whether it belongs to a marked span. */
export interface ShapedText {
  readonly text: string;
  readonly marked: readonly boolean[];
}

/** Shapes across spans: a mark in the middle of a word does not change how its letters join. */
export function shapeArabic(spans: readonly TextSpan[]): ShapedText {
  let text = "";
  const marks: boolean[] = [];
  for (const span of spans) {
    const letters = withoutMarks(span.text);
    text += letters;
    for (let i = 0; i < letters.length; i++) marks.push(span.marked);
  }
  const joined = reshaper.ArabicShaper.convertArabic(text);
  const units: number[] = [];
  const marked: boolean[] = [];
  for (let i = 0, source = 0; i < joined.length; i++) {
    const unit = joined.charCodeAt(i);
    units.push(mended(unit, text.charCodeAt(source)));
    // A ligature of lam and alef stands for two letters: it is marked if either is.
    const letters = unit >= LAM_ALEF_FIRST && unit <= LAM_ALEF_LAST && unit !== text.charCodeAt(source) ? 2 : 1;
    marked.push(marks[source]! || (letters === 2 && marks[source + 1]!));
    source += letters;
  }
  return { text: units.map((unit) => String.fromCharCode(unit)).join(""), marked };
}

/** The package gives each of the two letters the final form of the other. */
function mended(unit: number, source: number): number {
  if (source === ALEF_MAKSURA && unit === FARSI_YEH_FINAL) return ALEF_MAKSURA_FINAL;
  if (source === FARSI_YEH && unit === ALEF_MAKSURA_FINAL) return FARSI_YEH_FINAL;
  return unit;
}

/** Composed first, so that a hamza written as a mark stays; then the package drops marks and doubles the alef of لَا. */
function withoutMarks(text: string): string {
  return text.normalize("NFC").replace(/(?=\p{Script_Extensions=Arabic})\p{M}/gu, "");
}
