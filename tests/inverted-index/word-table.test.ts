/**
 * The words that a writer has met: the same stems, whoever analyses them.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyStep } from "../../src/analysis/index.ts";
import { noStem } from "../../src/inverted-index/dictionary/stems-of-words.ts";
import { type Analyst, stemsOfEach, WordTable } from "../../src/inverted-index/dictionary/word-table.ts";
import { random } from "./faults/random.ts";

const draw = random(11);
const letters = [..."ابتدرسعفقكلمنهويةى"];
/** So many that they are analysed together several times. */
const words = [
  ...new Set(
    Array.from({ length: 9000 }, () => Array.from({ length: 3 + draw.below(5) }, () => draw.pick(letters)).join("")),
  ),
];

function stemsIn(table: WordTable): (readonly string[])[] {
  const { first, second } = table.stemsOfWords();
  return table.words.map((_, word) =>
    [first[word]!, second[word]!].filter((stem) => stem !== noStem).map((stem) => table.stems[stem]!),
  );
}

/** Says of each request whether it takes it, and answers those that it has in a drawn order, some of them late or never. */
class DrawnAnalyst implements Analyst {
  readonly #takes: () => boolean;
  readonly #answers: () => boolean;
  readonly #taken: { number: number; words: readonly string[] }[] = [];
  #count = 0;

  constructor(takes: () => boolean, answers: () => boolean) {
    this.#takes = takes;
    this.#answers = answers;
  }

  take(asked: readonly string[]): number | undefined {
    if (!this.#takes()) return undefined;
    this.#taken.push({ number: this.#count, words: asked });
    return this.#count++;
  }

  answer(): ReturnType<Analyst["answer"]> {
    if (this.#taken.length === 0 || !this.#answers()) return undefined;
    const { number, words: asked } = this.#answers() ? this.#taken.shift()! : this.#taken.pop()!;
    return { number, stems: stemsOfEach(asked, everyStep) };
  }
}

describe("a table of words", () => {
  const expected = stemsOfEach(words, everyStep);

  it("has the stems of each word", () => {
    const table = new WordTable();
    for (const word of words) table.ofSpelled(word);
    expect(stemsIn(table)).toEqual(expected);
  });

  it("has the same with an analyst who takes what he likes and answers when he likes", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.boolean()), (takes, answers) => {
        const analyst = new DrawnAnalyst(
          () => takes.next().value,
          () => answers.next().value,
        );
        const table = new WordTable(everyStep, analyst);
        for (const word of words.slice(0, 6000)) table.ofSpelled(word);
        expect(stemsIn(table)).toEqual(expected.slice(0, 6000));
        // Late answers are for words that are known by now.
        for (const word of words.slice(6000)) table.ofSpelled(word);
        expect(stemsIn(table)).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  it("takes no answer that another table has asked for", () => {
    const analyst = new DrawnAnalyst(
      () => true,
      () => late,
    );
    let late = false;
    const first = new WordTable(everyStep, analyst);
    for (const word of words) first.ofSpelled(word);
    late = true;
    const second = new WordTable(everyStep, analyst);
    for (const word of [...words].reverse()) second.ofSpelled(word);
    expect(stemsIn(second)).toEqual([...expected].reverse());
  });
});
