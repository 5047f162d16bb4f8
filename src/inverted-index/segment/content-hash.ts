/**
 * A hash of bytes, 64 bits as 16 hexadecimal digits: tells versions of a document apart. It guards against chance,
 * not against somebody who looks for two documents with one hash.
 * @module
 */

const digits = Buffer.alloc(8);

/** Two lanes of 32 bits, each mixed as in MurmurHash3 (Appleby, 2011) with constants of its own. */
export function contentHash(bytes: Uint8Array): string {
  const { length } = bytes;
  let first = length;
  let second = ~length;
  for (let i = 0; i < length; i += 4) {
    // Beyond the end there are zeros; the length tells them from bytes that are.
    const units =
      i + 4 <= length
        ? bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
        : (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16);
    const one = Math.imul(units, 0xcc9e2d51);
    const two = Math.imul(units, 0x239b961b);
    first ^= (one << 15) | (one >>> 17);
    second ^= (two << 16) | (two >>> 16);
    first = (Math.imul((first << 13) | (first >>> 19), 0x1b873593) + 0x561ccd1b) | 0;
    second = (Math.imul((second << 17) | (second >>> 15), 0x38b34ae5) + 0x0bcaa747) | 0;
  }
  // Each lane takes in the other, so that no digit depends on half of the state.
  first = finished(first + Math.imul(second, 0x85ebca6b));
  second = finished(second + Math.imul(first, 0xc2b2ae35));
  digits.writeUInt32BE(first, 0);
  digits.writeUInt32BE(second, 4);
  return digits.toString("hex");
}

function finished(lane: number): number {
  let hash = lane;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
