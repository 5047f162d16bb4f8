/**
 * Is the difference of two systems over the same queries more than chance?
 * @module
 */

export interface Significance {
  /** Mean of `a` minus mean of `b`. */
  readonly difference: number;
  /** Two-sided p-value, from 1 / 100,001 to 1. */
  readonly p: number;
}

const permutations = 100_000;
const seed = 0x9e3779b9;

/**
 * Paired randomisation test (Fisher; for retrieval, Smucker, Allan & Carterette, CIKM 2007): if the systems
 * were the same, each query's difference could as well have the other sign. 100,000 random sign patterns
 * from a fixed seed, so the same figures always give the same p; p = (patterns at least as extreme + 1) /
 * (patterns + 1), which never reports 0 (Phipson & Smyth 2010).
 *
 * `a` and `b` hold one value a query, in the same order. Throws RangeError where their lengths differ.
 */
export function pairedSignificance(a: readonly number[], b: readonly number[]): Significance {
  if (a.length !== b.length) {
    throw new RangeError(`paired values of equal length expected, got ${a.length} and ${b.length}`);
  }
  if (a.length === 0) return { difference: 0, p: 1 };
  const differences = a.map((value, i) => value - b[i]!);
  const total = differences.reduce((sum, one) => sum + one, 0);
  const moving = Float64Array.from(differences.filter((one) => one !== 0));
  // Sums of the same numbers in another order differ in the last bits; those are ties, not less extreme.
  const extreme = Math.abs(total) - 1e-12 * moving.length;
  const nextBits = xorshift32(seed);
  let count = 0;
  for (let round = 0; round < permutations; round++) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < moving.length; i++) {
      if ((i & 31) === 0) bits = nextBits();
      sum += (bits & 1) === 0 ? moving[i]! : -moving[i]!;
      bits >>>= 1;
    }
    if (Math.abs(sum) >= extreme) count += 1;
  }
  return { difference: total / a.length, p: (count + 1) / (permutations + 1) };
}

/** Marsaglia 2003, shifts 13, 17, 5: 32 signs a step. */
function xorshift32(start: number): () => number {
  let state = start | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
}
