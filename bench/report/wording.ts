/**
 * Names and number formats that the page and the tables share.
 * @module
 */
import type { ClassName } from "../peers/protocol.ts";

export const classTitles: { readonly [name in ClassName]: string } = {
  question: "whole question, OR",
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
