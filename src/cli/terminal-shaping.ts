/**
 * Text in logical order -> lines in visual order, for terminals that neither join Arabic letters nor reorder them
 * (Unicode Standard Annex 9). Lines are broken before they are reordered: the beginning of an Arabic text stays on
 * the first line. Marked letters stay marked wherever they land.
 * @module
 */
import bidiFactory, { type EmbeddingLevels } from "bidi-js";
import { type ShapedText, shapeArabic } from "./arabic-shaping.ts";
import type { TextSpan } from "./terminal-text.ts";

const bidi = bidiFactory();

/**
 * @param spans - one paragraph without controls
 * @param width - columns of a line; a column is taken as one UTF-16 unit
 * @returns lines from top to bottom, each from left to right; a broken right-to-left text is flush right
 */
export function shapeLines(spans: readonly TextSpan[], width: number): TextSpan[][] {
  const shaped = shapeArabic(spans);
  if (shaped.text === "") return [];
  const whole = bidi.getEmbeddingLevels(shaped.text, "auto");
  const level = whole.paragraphs[0]!.level;
  const lines = breakLines(shaped.text, width);
  const longest = Math.max(...lines.map(([start, end]) => end - start));
  return lines.map(([start, end]) => {
    const line = visualLine(shaped, whole.levels.slice(start, end), start, level);
    const padding = level % 2 === 1 ? longest - (end - start) : 0;
    return padding === 0 ? line : [{ text: " ".repeat(padding), marked: false }, ...line];
  });
}

/** Starts and ends of lines: at blanks, and inside a word only if it is longer than a line. */
function breakLines(text: string, width: number): [start: number, end: number][] {
  const lines: [number, number][] = [];
  let start = 0;
  while (text.length - start > width) {
    const blank = text.lastIndexOf(" ", start + width);
    const end = blank > start ? blank : start + width;
    lines.push([start, end]);
    start = text[end] === " " ? end + 1 : end;
  }
  lines.push([start, text.length]);
  return lines;
}

function visualLine(shaped: ShapedText, levels: Uint8Array, start: number, level: number): TextSpan[] {
  const text = shaped.text.slice(start, start + levels.length);
  const embedding: EmbeddingLevels = { levels, paragraphs: [{ start: 0, end: text.length - 1, level }] };
  const order = bidi.getReorderedIndices(text, embedding);
  keepPairs(text, order);
  const spans: { text: string; marked: boolean }[] = [];
  for (const i of order) {
    const unit = text[i]!;
    const shown = (levels[i]! & 1 && bidi.getMirroredCharacter(unit)) || unit;
    const marked = shaped.marked[start + i]!;
    const last = spans.at(-1);
    if (last?.marked === marked) last.text += shown;
    else spans.push({ text: shown, marked });
  }
  return spans;
}

/** Reordering works by UTF-16 units: the halves of a surrogate pair are put back in their order. */
function keepPairs(text: string, order: number[]): void {
  for (let at = 1; at < order.length; at++) {
    const [first, second] = [order[at - 1]!, order[at]!];
    const isReversedPair = first === second + 1 && text.codePointAt(second)! > 0xffff;
    if (isReversedPair) [order[at - 1], order[at]] = [second, first];
  }
}
