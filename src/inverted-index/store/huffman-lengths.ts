/**
 * Lengths of a Huffman code of bounded length.
 * @module
 */

/**
 * Bits of each symbol's word, at most `longest`. The code is complete: whatever bits there are begin with one of its
 * words. Where no weight is less than the first, its word is one of the longest.
 *
 * Source: the two queues of J. van Leeuwen, "On the construction of Huffman trees", 1976. Where a word comes out too
 * long the weights are halved, which brings them nearer to each other, and the code is made again.
 * @param weights - of at least two symbols, of at most 2 ** longest
 */
export function huffmanLengths(weights: Uint32Array, longest: number): Uint8Array {
  const current = weights.slice();
  for (;;) {
    const lengths = unboundedLengths(current);
    if (lengths.every((length) => length <= longest)) return lengths;
    for (let i = 0; i < current.length; i++) current[i] = (current[i]! >>> 1) | 1;
  }
}

function unboundedLengths(weights: Uint32Array): Uint8Array {
  const leaves = weights.length;
  const nodes = 2 * leaves - 1;
  // Leaves by weight in front; what joins two of the lightest follows, so that both queues are in order.
  const symbols = Array.from(weights.keys()).sort((a, b) => weights[a]! - weights[b]! || a - b);
  const weight = new Float64Array(nodes);
  for (let i = 0; i < leaves; i++) weight[i] = weights[symbols[i]!]!;
  const parent = new Uint16Array(nodes);
  let leaf = 0;
  let joined = leaves;
  for (let node = leaves; node < nodes; node++) {
    for (let child = 0; child < 2; child++) {
      const lightest = joined === node || (leaf < leaves && weight[leaf]! <= weight[joined]!) ? leaf++ : joined++;
      weight[node] = weight[node]! + weight[lightest]!;
      parent[lightest] = node;
    }
  }
  const depth = new Uint8Array(nodes);
  for (let node = nodes - 2; node >= 0; node--) depth[node] = depth[parent[node]!]! + 1;
  const lengths = new Uint8Array(leaves);
  for (let i = 0; i < leaves; i++) lengths[symbols[i]!] = depth[i]!;
  return lengths;
}
