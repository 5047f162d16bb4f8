/**
 * Weighted distance of a typed word to the words of a trie: what was typed is read as a slip for the word.
 *
 *           ""  م  د  ر  ص      a row is the cost of turning prefixes of what was typed (across)
 *      ""    0 10 20 ..         into the path walked so far (down)
 *      م    12  0 10
 *      د    22 10  0            the last cell is 4 for مدرس: ص for س
 *      ر    32 20 10  0
 *      س    42 30 20 10  4
 *
 * A swap of neighbours counts once (optimal string alignment); letters are compared by `SlipCosts`.
 * @module
 */
import {
  DOUBLED,
  FIRST_EXCHANGED,
  FIRST_OMITTED,
  FULL_EDIT,
  looseCost,
  SWAP,
  substitutionCost,
} from "../../analysis/index.ts";
import { countBits } from "../../inverted-index/index.ts";
import { classOf, leastEdit } from "./letter-classes.ts";
import { commonLetters, lanes, type TypedVectors, vectorLetters } from "./walk-kernel.ts";
import { maxUnits, type RowAutomaton } from "./word-trie.ts";

/** Costs by pairs of letters; letters outside the Arabic block cost one full edit against all others. */
export interface SlipCosts {
  /** `letterCount * index of one + index of the other`. */
  readonly substitution: Uint8Array;
  readonly loose: Uint8Array;
  readonly swap: number;
  /** A letter twice for once, or once for twice. */
  readonly doubled: number;
  /** The word's first letter left out. */
  readonly firstOmitted: number;
  /** What another first letter costs besides, where the two do not sound alike. */
  readonly firstExchanged: number;
  /** A letter typed before the word: never the whole of a slip, since و and ب are words. */
  readonly firstAdded: number;
}

const { first: firstLetter, count: letterCount } = commonLetters;

function letterIndex(unit: number): number {
  const index = unit - firstLetter;
  return index >= 0 && index < letterCount ? index : 0;
}

function arabicCosts(): SlipCosts {
  const letters = Array.from({ length: letterCount }, (_, i) => String.fromCharCode(firstLetter + i));
  const substitution = Uint8Array.from(letters.flatMap((a) => letters.map((b) => substitutionCost(a, b))));
  // Letters of other scripts share a place.
  substitution[0] = FULL_EDIT;
  return {
    substitution,
    loose: Uint8Array.from(letters, looseCost),
    swap: SWAP,
    doubled: DOUBLED,
    firstOmitted: FIRST_OMITTED,
    firstExchanged: FIRST_EXCHANGED,
    firstAdded: 0xff,
  };
}

/** What people's slips cost: tenths of an edit. */
export const slipCosts: SlipCosts = arabicCosts();

/** Every edit costs ten. */
export const plainEdits: SlipCosts = {
  substitution: new Uint8Array(letterCount * letterCount).fill(FULL_EDIT),
  loose: new Uint8Array(letterCount).fill(FULL_EDIT),
  swap: FULL_EDIT,
  doubled: FULL_EDIT,
  firstOmitted: FULL_EDIT,
  firstExchanged: 0,
  firstAdded: FULL_EDIT,
};

/** Dearer exchanges are of letters that only look alike or lie side by side. */
const soundsAlike = 4;
const tooMuch = 0xff00;
/** What stands for it in a byte. */
const beyond = 0xff;
/** Left of every row. */
const nowhere = -1;

export class SlipAutomaton implements RowAutomaton {
  readonly budget: number;
  readonly #typed: Uint16Array;
  /** Of the typed letters, for `SlipCosts`. */
  readonly #indexes: Uint8Array;
  readonly #costs: SlipCosts;
  readonly #width: number;
  /** Cost of each typed letter as one too many. */
  readonly #added: Uint16Array;
  readonly #rows: Uint16Array;
  /** Of the typed letters, and how many more or fewer a word within the budget may have. */
  readonly #classes: number;
  readonly #mostClasses: number;
  readonly #path = new Uint16Array(maxUnits + 1);
  /** Of each row the first and the last cell within the budget; the width and `nowhere` where there is none. */
  readonly #firsts = new Int16Array(maxUnits + 2);
  readonly #lasts = new Int16Array(maxUnits + 2);
  #vectors: TypedVectors | undefined;

  /** @param typed - folded, at most 255 units */
  constructor(typed: string, budget: number, costs: SlipCosts) {
    this.budget = budget;
    this.#typed = Uint16Array.from(typed, (letter) => letter.charCodeAt(0));
    this.#indexes = Uint8Array.from(this.#typed, letterIndex);
    this.#costs = costs;
    this.#classes = this.#typed.reduce((classes, unit) => classes | classOf(unit), 0);
    this.#mostClasses = Math.floor(budget / leastEdit);
    this.#width = typed.length + 1;
    this.#rows = new Uint16Array((maxUnits + 1) * this.#width);
    this.#added = this.#typed.map((unit, i) => {
      if (i === 0) return costs.firstAdded;
      const loose = costs.loose[letterIndex(unit)]!;
      return unit === this.#typed[i - 1] ? Math.min(costs.doubled, loose) : loose;
    });
    const rows = this.#rows;
    for (let j = 1; j <= typed.length; j++) {
      rows[j] = Math.min(tooMuch, rows[j - 1]! + this.#added[j - 1]!);
      if (rows[j]! <= budget) this.#lasts[0] = j;
    }
  }

  step(depth: number, letter: number): number {
    const { budget } = this;
    const width = this.#width;
    const rows = this.#rows;
    const typed = this.#typed;
    const indexes = this.#indexes;
    const { substitution, swap, firstExchanged } = this.#costs;
    const path = this.#path;
    path[depth] = letter;
    const above = depth * width;
    const row = above + width;
    const before = depth === 0 ? 0 : path[depth - 1]!;
    const ofLetter = letterIndex(letter) * letterCount;
    const added = this.#added;
    const omitted = this.#omitted(depth, letter, before);
    // Where the rows above are within the budget; only there does anything reach this row.
    const firstAbove = this.#firsts[depth]!;
    const lastAbove = this.#lasts[depth]!;
    const firstBefore = depth === 0 ? width : this.#firsts[depth - 1]!;
    const lastBefore = depth === 0 ? nowhere : this.#lasts[depth - 1]!;
    const from = Math.min(width, firstAbove, firstBefore + 2);
    const to = Math.min(width - 1, Math.max(lastAbove + 1, lastBefore + 2));
    let first = width;
    let last = nowhere;
    let least = tooMuch;
    let j = from;
    let left = tooMuch;
    let diagonal = tooMuch;
    if (from > 0) {
      rows[row + from - 1] = tooMuch;
      diagonal = rows[above + from - 1]!;
    }
    for (; j <= to; j++) {
      const up = rows[above + j]!;
      let cost = up + omitted;
      if (j > 0) {
        const unit = typed[j - 1]!;
        if (unit === letter) {
          if (diagonal < cost) cost = diagonal;
          // A swap that the next letter completes reaches back behind this row.
          if (j - 2 >= firstAbove && rows[above + j - 2]! + swap < least) least = rows[above + j - 2]! + swap;
        } else {
          const exchanged = substitution[ofLetter + indexes[j - 1]!]!;
          const isFirst = depth === 0 && j === 1 && exchanged > soundsAlike;
          const withExchanged = diagonal + exchanged + (isFirst ? firstExchanged : 0);
          if (withExchanged < cost) cost = withExchanged;
          if (unit === before && j - 2 >= firstBefore && j - 2 <= lastBefore && typed[j - 2] === letter) {
            const swapped = rows[above - width + j - 2]! + swap;
            if (swapped < cost) cost = swapped;
          }
        }
        const withAdded = left + added[j - 1]!;
        if (withAdded < cost) cost = withAdded;
      }
      if (cost > tooMuch) cost = tooMuch;
      rows[row + j] = cost;
      left = cost;
      diagonal = up;
      if (cost > budget) continue;
      if (first === width) first = j;
      last = j;
      if (cost < least) least = cost;
    }
    if (j < width && j - 2 >= firstAbove && j - 2 <= lastAbove && typed[j - 1] === letter)
      least = Math.min(least, rows[above + j - 2]! + swap);
    // Right of what is reached from above only letters too many go on.
    for (; j < width; j++) {
      left = Math.min(tooMuch, left + added[j - 1]!);
      rows[row + j] = left;
      if (left > budget) break;
      if (first === width) first = j;
      last = j;
    }
    this.#firsts[depth + 1] = first;
    this.#lasts[depth + 1] = last;
    return least;
  }

  excludes(classes: number): boolean {
    const typed = this.#classes;
    // One exchange may take a class from each of the two words, so that only the greater number counts.
    return Math.max(countBits(typed & ~classes), countBits(classes & ~typed)) > this.#mostClasses;
  }

  get vectors(): TypedVectors | undefined {
    if (this.#width > lanes || this.budget >= beyond) return undefined;
    this.#vectors ??= this.#makeVectors();
    return this.#vectors;
  }

  #makeVectors(): TypedVectors {
    const length = this.#width - 1;
    const typed = this.#typed;
    const { substitution, loose, swap, doubled, firstOmitted, firstExchanged } = this.#costs;
    const ownLetters = [...new Set(typed.filter((_, i) => this.#indexes[i] === 0))];
    const bytes = new Uint8Array((3 * lanes + 1) * vectorLetters + 5 * lanes).fill(beyond);
    const part = (from: number, size: number): Uint8Array => bytes.subarray(from, from + size);
    const costs = part(0, lanes * vectorLetters);
    const firstCosts = part(costs.length, lanes * vectorLetters);
    const typedHere = part(2 * costs.length, lanes * vectorLetters).fill(0);
    for (let letter = 0; letter < letterCount + ownLetters.length; letter++) {
      const index = letter < letterCount ? letter : 0;
      const unit = letter < letterCount ? firstLetter + letter : ownLetters[letter - letterCount];
      for (let j = 1; j <= length; j++) {
        // Letters that share number 0 are told apart where they were typed.
        const isTyped = letter > 0 && typed[j - 1] === unit;
        const exchanged = isTyped ? 0 : substitution[index * letterCount + this.#indexes[j - 1]!]!;
        const at = letter * lanes + j;
        costs[at] = exchanged;
        firstCosts[at] = exchanged + (j === 1 && exchanged > soundsAlike ? firstExchanged : 0);
        if (isTyped) typedHere[at] = beyond;
      }
    }
    const omitted = part(3 * costs.length, vectorLetters).fill(loose[0]!);
    omitted.set(loose.subarray(0, letterCount));
    const added = part(3 * costs.length + vectorLetters, 4 * lanes);
    for (let j = 1; j <= length; j++) added[j] = Math.min(beyond, this.#added[j - 1]!);
    for (let step = 1, row = lanes; row < added.length; step *= 2, row += lanes) {
      for (let j = 2 * step; j <= length; j++) {
        added[row + j] = Math.min(beyond, added[row - lanes + j]! + added[row - lanes + j - step]!);
      }
    }
    const firstRow = part(bytes.length - lanes, lanes);
    for (let j = 0; j <= length; j++) firstRow[j] = Math.min(beyond, this.#rows[j]!);
    return {
      bytes,
      ownLetters,
      budget: this.budget,
      length,
      swap,
      doubled,
      firstOmitted,
      mostAdded: Math.floor(this.budget / Math.max(1, Math.min(...this.#added))),
      classes: this.#classes,
      mostClasses: this.#mostClasses,
    };
  }

  cost(depth: number): number {
    return this.#lasts[depth] === this.#width - 1 ? this.#rows[(depth + 1) * this.#width - 1]! : tooMuch;
  }

  /** Cost of the word's letter that was not typed. */
  #omitted(depth: number, letter: number, before: number): number {
    const { doubled, loose, firstOmitted } = this.#costs;
    if (depth === 0) return firstOmitted;
    return letter === before ? Math.min(doubled, loose[letterIndex(letter)]!) : loose[letterIndex(letter)]!;
  }
}
