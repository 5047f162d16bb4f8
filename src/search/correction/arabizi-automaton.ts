/**
 * Words of a trie that a word in Latin letters may stand for: the lattice of its writings, read along the trie.
 * @module
 */
import { type ArabiziLattice, unwrittenCost } from "../../analysis/index.ts";
import { maxUnits, type RowAutomaton } from "./word-trie.ts";

const tooMuch = 0xff00;

export class ArabiziAutomaton implements RowAutomaton {
  readonly budget: number;
  readonly vectors: undefined;
  readonly #width: number;
  readonly #last: number;
  readonly #places: number;
  readonly #rows: Uint16Array;
  /** Triples of from, to and cost, by letter. */
  readonly #arcs = new Map<number, number[]>();
  readonly #skips: readonly number[];
  readonly #unwritten = new Map<number, number>();

  constructor(lattice: ArabiziLattice, budget: number) {
    this.budget = budget;
    this.#width = lattice.nodes;
    this.#last = lattice.last;
    this.#places = lattice.places;
    const skips: number[] = [];
    for (const { from, to, cost, letter } of lattice.arcs) {
      if (letter === "") skips.push(from, to, cost);
      else {
        const unit = letter.charCodeAt(0);
        const known = this.#arcs.get(unit);
        if (known === undefined) this.#arcs.set(unit, [from, to, cost]);
        else known.push(from, to, cost);
      }
    }
    this.#skips = skips;
    this.#rows = new Uint16Array((maxUnits + 2) * this.#width).fill(tooMuch, 0, this.#width);
    this.#rows[0] = 0;
    this.#skip(0);
  }

  /** Vowels are written or not: letters alone say little. */
  excludes(): boolean {
    return false;
  }

  step(depth: number, letter: number): number {
    const above = depth * this.#width;
    const row = above + this.#width;
    const rows = this.#rows;
    rows.fill(tooMuch, row, row + this.#width);
    const arcs = this.#arcs.get(letter) ?? [];
    for (let i = 0; i < arcs.length; i += 3) {
      const cost = rows[above + arcs[i]!]! + arcs[i + 2]!;
      const to = row + arcs[i + 1]!;
      if (cost < rows[to]!) rows[to] = cost;
    }
    const unwritten = this.#unwrittenCost(letter);
    // Never at the very beginning: the article is no vowel.
    if (unwritten < tooMuch && depth > 0) {
      for (let i = 0; i < this.#places; i++) {
        const cost = rows[above + i]! + unwritten;
        if (cost < rows[row + i]!) rows[row + i] = cost;
      }
    }
    this.#skip(row);
    let least = tooMuch;
    for (let i = row; i < row + this.#width; i++) if (rows[i]! < least) least = rows[i]!;
    return least;
  }

  cost(depth: number): number {
    return this.#rows[depth * this.#width + this.#last]!;
  }

  /** Arcs without a letter; they stand in the order of their beginnings. */
  #skip(row: number): void {
    const rows = this.#rows;
    const skips = this.#skips;
    for (let i = 0; i < skips.length; i += 3) {
      const cost = rows[row + skips[i]!]! + skips[i + 2]!;
      const to = row + skips[i + 1]!;
      if (cost < rows[to]!) rows[to] = cost;
    }
  }

  #unwrittenCost(letter: number): number {
    let cost = this.#unwritten.get(letter);
    if (cost === undefined) {
      cost = unwrittenCost(String.fromCharCode(letter)) ?? tooMuch;
      this.#unwritten.set(letter, cost);
    }
    return cost;
  }
}
