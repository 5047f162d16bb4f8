/**
 * The fragment of a text that shows best why it was found, as text with ranges and as escaped HTML.
 * @module
 */
import type { Snippet, TextRange } from "../../contract/index.ts";
import type { TextMatch } from "./token-matcher.ts";

/** UTF-16 units of a fragment, roughly: two to three lines of a result. */
const fragmentUnits = 220;
/** How far a fragment's edge may move to fall between words. */
const edgeUnits = 40;

/**
 * @param matches - ascending and disjoint, as `TokenMatcher` gives them
 * @param weights - worth of each group, so that a rare word outweighs a common one
 */
export function makeSnippet(
  field: string,
  text: string,
  matches: readonly TextMatch[],
  weights: readonly number[],
): Snippet {
  const window = bestWindow(text, matches, weights);
  const fragment = text.slice(window.start, window.end);
  const ranges = matches
    .filter(({ start, end }) => start >= window.start && end <= window.end)
    .map(({ start, end }) => ({ start: start - window.start, end: end - window.start }));
  return { field, text: fragment, html: toHtml(fragment, ranges), ranges };
}

function bestWindow(text: string, matches: readonly TextMatch[], weights: readonly number[]): TextRange {
  if (matches.length === 0) return clipToWords(text, 0, fragmentUnits);
  let best = { first: 0, last: 0, worth: -1 };
  for (let first = 0; first < matches.length; first++) {
    const seen = new Set<number>();
    let worth = 0;
    let last = first;
    for (let i = first; i < matches.length && matches[i]!.end - matches[first]!.start <= fragmentUnits; i++) {
      last = i;
      for (const group of matches[i]!.groups) {
        // A word that returns adds little: another word of the query is worth more than a repetition.
        worth += seen.has(group) ? 0.1 * weights[group]! : weights[group]!;
        seen.add(group);
      }
    }
    if (worth > best.worth) best = { first, last, worth };
  }
  const from = matches[best.first]!.start;
  const to = matches[best.last]!.end;
  const spare = Math.max(0, fragmentUnits - (to - from));
  const sentence = sentenceStart(text, from, spare);
  const start = sentence ?? Math.max(0, from - Math.floor(spare / 3));
  const clipped = clipToWords(text, start, Math.max(to, start + fragmentUnits));
  return { start: Math.min(clipped.start, from), end: Math.max(clipped.end, to) };
}

const sentenceEnds = ".!?؟؛\n";

/** Beginning of the sentence that holds `from`, where it is near enough. */
function sentenceStart(text: string, from: number, reach: number): number | undefined {
  for (let i = from - 1; i >= Math.max(0, from - reach); i--) {
    if (sentenceEnds.includes(text[i]!)) {
      let start = i + 1;
      while (start < from && /\s/.test(text[start]!)) start++;
      return start;
    }
  }
  return from <= reach ? 0 : undefined;
}

/** Moves both edges to spaces; never cuts a word that has one within reach, a surrogate pair or a mark from its letter. */
function clipToWords(text: string, from: number, to: number): TextRange {
  let start = from;
  if (start > 0 && !/\s/.test(text[start - 1]!)) {
    const space = text.slice(start, start + edgeUnits).search(/\s/);
    if (space >= 0) start += space + 1;
  }
  let end = Math.min(text.length, to);
  if (end < text.length && !/\s/.test(text[end]!)) {
    const tail = text.slice(Math.max(start, end - edgeUnits), end);
    const space = tail.search(/\s\S*$/);
    if (space >= 0) end = Math.max(start, end - edgeUnits) + space;
  }
  while (end < text.length && end > start && /[\p{M}\u0640\udc00-\udfff]/u.test(text[end]!)) end++;
  while (start > 0 && start < end && /[\p{M}\udc00-\udfff]/u.test(text[start]!)) start++;
  return { start, end: Math.max(start, end) };
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities.get(character)!);
}

/** Escaped text with `<mark>` around the ranges inside one `<bdi>`, so that it reads right in any page. */
function toHtml(text: string, ranges: readonly TextRange[]): string {
  let html = "";
  let at = 0;
  for (const { start, end } of ranges) {
    html += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return `<bdi dir="auto">${html}${escapeHtml(text.slice(at))}</bdi>`;
}
