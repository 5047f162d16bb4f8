/**
 * What a field of a document gains by holding words side by side, in order, that the query has between « » or “ ”.
 *
 *     bonus = sum over the query's quoted runs of  1.2 * 2.2 * F of the longest part of the run that stands together
 *
 * F is the sum over the part's words of weight times idf; a part has two words at least. A word that matches brings
 * at most 2.2 F in the first pass, so that of two documents with all words of a run the one that holds it together
 * ranks first, whatever their lengths and frequencies.
 * @module
 */
import { k1 } from "./bm25.ts";

/** A fifth more than the words can bring: room for what the other parts of the second pass add. */
const adjacencyWeight = 1.2;

export class AdjacencyBonus {
  readonly #runs: readonly (readonly number[])[];
  readonly #factors: readonly number[];
  /** Groups whose positions it reads. */
  readonly groups: ReadonlySet<number>;

  /**
   * @param runs - numbers of groups in the order of the query
   * @param factors - weight times idf of each group
   */
  constructor(runs: readonly (readonly number[])[], factors: readonly number[]) {
    this.#runs = runs;
    this.#factors = factors;
    this.groups = new Set(runs.flat());
  }

  /** @param positions - of each group in one field of a document, ascending */
  of(positions: readonly (readonly number[])[]): number {
    let sum = 0;
    for (const run of this.#runs) sum += this.#bestPart(run, positions);
    return adjacencyWeight * (k1 + 1) * sum;
  }

  /** Worth of the most that stands together; 0 where no two words do. */
  #bestPart(run: readonly number[], positions: readonly (readonly number[])[]): number {
    let best = 0;
    /** By the last position of a part that ends with the word before: what the part is worth. */
    let ending = new Map<number, number>();
    for (const group of run) {
      const worth = this.#factors[group]!;
      const next = new Map<number, number>();
      for (const position of positions[group]!) {
        const before = ending.get(position - 1);
        if (before !== undefined) best = Math.max(best, before + worth);
        next.set(position, (before ?? 0) + worth);
      }
      ending = next;
    }
    return best;
  }
}
