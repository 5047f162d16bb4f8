/**
 * Broken plurals and their singulars, for search in both directions. Comes in: the lexicon's table. Goes out: pairs as
 * spelled, without article or marks, in the order of the patterns. Invariant: every singular once.
 * @module
 */
import { brokenPlurals as table } from "./lexicon-tables.ts";
import { decodeRows } from "./word-rows.ts";

/** A singular, then its plurals, the one on the earliest pattern first. */
export type BrokenPlural = readonly [singular: string, ...plurals: string[]];

/** All of them; read anew at each call. */
export function brokenPlurals(): BrokenPlural[] {
  const all: BrokenPlural[] = [];
  decodeRows(table, (singular, plurals) => all.push([singular, ...plurals.map(({ value }) => value)]));
  return all;
}
