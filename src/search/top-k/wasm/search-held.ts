/**
 * The best of given documents: of a set, of a list, of those that all needed lists hold.
 * @module
 */
import { heldByDense, heldOfFew, keepAmong, putBits, shortestOf } from "./all-of-lists";
import { begin, drain, size, threshold } from "./best-documents";
import { LIST_BYTES, maximaOf, rowsOf, SLACK, STEPS, stepOf } from "./impact-list";
import { HEAD_BYTES, putHeads, scoreDocuments } from "./range-heads";

/**
 * Finds the best `window` of the documents in `held`, one u64 a range, in one walk through the ranges that have any;
 * returns how many there are, best first in `docs` and `scores`.
 */
export function searchHeld(
  lists: usize,
  count: u32,
  ranges: u32,
  window: u32,
  held: usize,
  heads: usize,
  docs: usize,
  scores: usize,
): u32 {
  begin(window, 0, docs, scores);
  for (let range: u32 = 0; range < ranges; range++) {
    const candidates = load<u64>(held + (range << 3));
    if (candidates != 0) scoreRange(lists, count, range, candidates, heads);
  }
  drain();
  return size;
}

/** The same of `size` documents that ascend. */
export function searchListed(
  lists: usize,
  count: u32,
  listed: usize,
  listedSize: u32,
  window: u32,
  heads: usize,
  docs: usize,
  scores: usize,
): u32 {
  begin(window, 0, docs, scores);
  scoreListed(lists, count, listed, listedSize, heads);
  drain();
  return size;
}

/**
 * The same of the documents that all needed lists hold; returns how many these are.
 * @param count - lists that score; those behind them, up to `all`, are only needed
 * @param among - u64 for each range: only these documents are found; all of them where it is 0
 */
export function searchAll(
  lists: usize,
  count: u32,
  all: u32,
  ranges: u32,
  window: u32,
  among: usize,
  few: usize,
  heads: usize,
  docs: usize,
  scores: usize,
): u32 {
  begin(window, 0, docs, scores);
  const shortest = shortestOf(lists, all);
  let total: u32 = 0;
  if (rowsOf(shortest) == 0) {
    total = heldOfFew(shortest, lists, all, few);
    if (among != 0) total = keepAmong(among, few, total);
    scoreListed(lists, count, few, total, heads);
  } else {
    let needed = putBits(lists, all, few);
    // The set is as one list more.
    if (among != 0) {
      store<u32>(few + ((<usize>needed) << 2), <u32>among);
      needed++;
    }
    for (let range: u32 = 0; range < ranges; range++) {
      const candidates = heldByDense(range, few, needed);
      if (candidates == 0) continue;
      total += <u32>popcnt(candidates);
      scoreRange(lists, count, range, candidates, heads);
    }
  }
  drain();
  return total;
}

function scoreListed(lists: usize, count: u32, listed: usize, listedSize: u32, heads: usize): void {
  for (let i: u32 = 0; i < listedSize; ) {
    const range = load<u32>(listed + (i << 2)) >> 6;
    let candidates: u64 = 0;
    for (; i < listedSize; i++) {
      const doc = load<u32>(listed + (i << 2));
      if (doc >> 6 != range) break;
      candidates |= (<u64>1) << (doc & 63);
    }
    scoreRange(lists, count, range, candidates, heads);
  }
}

/** Scores documents of a range; ranges come in their order. */
function scoreRange(lists: usize, count: u32, range: u32, documents: u64, heads: usize): void {
  if (boundOf(lists, count, range) < threshold * SLACK) return;
  const end = heads + <usize>count * HEAD_BYTES;
  const scored = putHeads(lists, count, range, end, true);
  // While any score will do, documents that no list holds are among the best as well.
  scoreDocuments(range, threshold > 0 ? documents & scored : documents, end);
}

/** No document of the range has more; of sparse lists the whole impact is taken, since it is not known yet. */
function boundOf(lists: usize, count: u32, range: u32): f64 {
  let bound: f64 = 0;
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    bound += <f64>stepOf(list) * (rowsOf(list) != 0 ? <f64>load<u8>(maximaOf(list) + range) : STEPS);
  }
  return bound;
}
