/**
 * Hash of a text.
 * @module
 */

/** FNV-1a over UTF-16 code units, 32 bits, the upper ones mixed into the lower. */
export function textHash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
