/**
 * Hashes of texts and of numbers.
 * @module
 */

/** FNV-1a over UTF-16 code units, 32 bits, the upper ones mixed into the lower. */
export function textHash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Finalizer of MurmurHash3: every bit of the input reaches every bit of the output. Signed. */
export function mixBits(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
