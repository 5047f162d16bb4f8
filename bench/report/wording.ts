/**
 * Names and number formats that the page and the tables share.
 * @module
 */
import type { ClassName } from "../peers/protocol.ts";

export const classTitles: { readonly [name in ClassName]: string } = {
  question: "whole question, OR",
  once: "question asked once",
  "two-or": "two words, OR",
  "two-and": "two words, AND",
  phrase: "phrase",
  prefix: "prefix",
  fuzzy: "fuzzy",
  "filter-sort": "filter and sort",
  facets: "facets",
  snippet: "snippets",
  suggest: "suggestions",
  http: "HTTP",
};

/** What a class asks, in words of a reader who has not seen the code. */
export const classDescriptions: { readonly [name in ClassName]: string } = {
  question: "The question as a person typed it; a document needs any one of its words.",
  once: "Questions that the running process has not met before; others had warmed it. Nothing of them is remembered.",
  "two-or": "The question's two longest words; a document needs one of them.",
  "two-and": "The same two words; a document needs both.",
  phrase: "Two words that stand side by side in some document.",
  prefix: "Words that begin with three given letters.",
  fuzzy: "A word with one letter typed wrong.",
  "filter-sort": "Two words in one category, ordered by a number instead of by relevance.",
  facets: "Two words, and how many of their documents lie in each category.",
  snippet: "The whole question, with the passage of each hit that matches, highlighted.",
  suggest: "Completions of three letters.",
  http: "The whole question asked of the engine's own server over a kept connection; whole hits as JSON.",
};

/** Three significant digits, "-" where nothing was measured. */
export function milliseconds(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "-";
  if (value === 0) return "0";
  return value >= 100 ? value.toFixed(0) : value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(value))));
}

export function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}
