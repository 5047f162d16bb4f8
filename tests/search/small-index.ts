/**
 * An index of a few documents in memory, for tests of what is found and in which order.
 * @module
 */
import { onTestFinished } from "vitest";
import type { DocumentInput, SearchRequest } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

/** Holds the documents, committed; a text stands for a document of that text alone, its place for its id. */
export async function indexOf(documents: readonly (DocumentInput | string)[]): Promise<Index> {
  const index = await Index.openDirectory(new MemoryDirectory());
  onTestFinished(() => index.close());
  await index.add(documents.map((each, i) => (typeof each === "string" ? { id: i, text: each } : each)));
  await index.commit();
  return index;
}

/** Ids in the order of the ranking. */
export async function ranked(index: Index, request: string | SearchRequest): Promise<string[]> {
  const { hits } = await index.search(typeof request === "string" ? { q: request } : request);
  return hits.map(({ id }) => id);
}

/** Ids, sorted. */
export async function found(index: Index, request: string | SearchRequest): Promise<string[]> {
  const asked = typeof request === "string" ? { q: request } : request;
  return (await ranked(index, { limit: 1000, correct: "off", ...asked })).sort();
}

/** Words that mean nothing here, for long documents. */
export function filler(words: number): string {
  const some = ["سهل", "جبل", "نهر", "شجرة", "طريق", "صخرة", "غابة", "ساحل"];
  return Array.from({ length: words }, (_, i) => some[(i * 7 + Math.floor(i / 8)) % some.length]).join(" ");
}
