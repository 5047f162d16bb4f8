/**
 * Pseudo-random numbers in [0, 1) from a name: the same draw in every run and on every machine (mulberry32
 * over an FNV-1a hash of the name).
 * @module
 */
export function seededRandom(name: string): () => number {
  let state = 0x811c9dc5;
  for (const unit of name) state = Math.imul(state ^ unit.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
