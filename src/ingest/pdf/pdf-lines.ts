/**
 * Glyphs with places -> lines of text as they stand on the page, from left to right.
 * @module
 */
import type { Glyph } from "./pdf-glyphs.ts";

/** Of the font's size: a step across that begins a line, and a gap along it that parts two words. */
const newLineStep = 0.5;
const wordGap = 0.2;
/** Bold letters are drawn twice in old documents, a little apart. */
const doubleStrike = 0.15;

const combining = /^\p{M}+$/u;

/** Each line as units, one for a glyph; none is blank. */
export function linesOf(glyphs: readonly Glyph[]): string[][] {
  const lines: Glyph[][] = [];
  let line: Glyph[] = [];
  for (const glyph of glyphs) {
    // Controls are what a font's table has where it does not know the letter.
    if (!/[^\u0000-\u001f\u007f-\u009f]/.test(glyph.text)) continue;
    const last = line.at(-1);
    if (last !== undefined && !isOnLineOf(last, glyph)) {
      lines.push(line);
      line = [];
    }
    line.push(glyph);
  }
  lines.push(line);
  return lines.map(unitsOf).filter((units) => units.some((unit) => unit.trim() !== ""));
}

function isOnLineOf(last: Glyph, { across, size, angle }: Glyph): boolean {
  return angle === last.angle && Math.abs(across - last.across) <= Math.max(size, last.size) * newLineStep;
}

function unitsOf(line: readonly Glyph[]): string[] {
  // Stable: what stands in one place, a letter and its mark, keeps its order.
  const sorted = line.toSorted((a, b) => a.along - b.along);
  const units: string[] = [];
  let before: Glyph | undefined;
  let end = Number.POSITIVE_INFINITY;
  for (const glyph of sorted) {
    const { text, along, width, size } = glyph;
    if (combining.test(text) && units.length > 0) {
      units[units.length - 1] += text;
      continue;
    }
    const step = along - (before?.along ?? Number.NEGATIVE_INFINITY);
    if (text === before?.text && step < size * doubleStrike && step < width) continue;
    if (along - end > size * wordGap && before?.text.trim() !== "" && text.trim() !== "") units.push(" ");
    units.push(text.replace(/\s+/g, " "));
    end = before === undefined ? along + width : Math.max(end, along + width);
    before = glyph;
  }
  return units;
}
