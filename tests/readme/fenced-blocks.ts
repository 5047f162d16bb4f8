/**
 * The fenced code blocks of a Markdown page, in order.
 * @module
 */
import { readFileSync } from "node:fs";

export interface FencedBlock {
  readonly language: string;
  readonly code: string;
}

export const readme: string = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

export function fencedBlocks(page: string): FencedBlock[] {
  const found = page.matchAll(/^```(\w+)\n(.*?)^```$/gms);
  return [...found].map(([, language, code]) => ({ language: language!, code: code! }));
}
