/**
 * The best documents so far as a heap, the worst on top: lower score, then higher document.
 * @module
 */

/** Score that a document needs to be kept. */
export let threshold: f64 = 0;
/** Documents kept. */
export let size: u32 = 0;
let capacity: u32 = 0;
let heapDocs: usize = 0;
let heapScores: usize = 0;

/** @param least - a score that enough documents are known to reach */
export function begin(window: u32, least: f64, docs: usize, scores: usize): void {
  threshold = least;
  size = 0;
  capacity = window;
  heapDocs = docs;
  heapScores = scores;
}

function docAt(i: u32): u32 {
  return load<u32>(heapDocs + (i << 2));
}

function scoreAt(i: u32): f64 {
  return load<f64>(heapScores + (i << 3));
}

function put(i: u32, doc: u32, score: f64): void {
  store<u32>(heapDocs + (i << 2), doc);
  store<f64>(heapScores + (i << 3), score);
}
function worse(score: f64, doc: u32, otherScore: f64, otherDoc: u32): bool {
  return score < otherScore || (score == otherScore && doc > otherDoc);
}

/** Keeps a document that reaches the threshold, and raises the threshold where it can. */
export function collect(doc: u32, score: f64): void {
  if (size < capacity) {
    let child = size++;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!worse(score, doc, scoreAt(parent), docAt(parent))) break;
      put(child, docAt(parent), scoreAt(parent));
      child = parent;
    }
    put(child, doc, score);
  } else if (worse(scoreAt(0), docAt(0), score, doc)) {
    sink(size, doc, score);
  }
  if (size == capacity && scoreAt(0) > threshold) threshold = scoreAt(0);
}

/** Puts an entry in the place of the top of a heap of `end` entries, and down to where it belongs. */
function sink(end: u32, doc: u32, score: f64): void {
  let parent: u32 = 0;
  for (;;) {
    let child: u32 = 2 * parent + 1;
    if (child >= end) break;
    if (child + 1 < end && worse(scoreAt(child + 1), docAt(child + 1), scoreAt(child), docAt(child))) child++;
    if (!worse(scoreAt(child), docAt(child), score, doc)) break;
    put(parent, docAt(child), scoreAt(child));
    parent = child;
  }
  put(parent, doc, score);
}

/** Sorts the heap: best first. */
export function drain(): void {
  for (let end = size; end > 1; end--) {
    const doc = docAt(end - 1);
    const score = scoreAt(end - 1);
    put(end - 1, docAt(0), scoreAt(0));
    sink(end - 1, doc, score);
  }
}
