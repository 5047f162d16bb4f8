/**
 * The numbers of documents' bodies, by which two texts of one template are told from two copies: the forecasts and the
 * exchange rates of two days share their words and differ in their figures, while a copy repeats the figures it keeps.
 * @module
 */
import { bodyFields, type Snapshot, valueBoundary } from "../../inverted-index/index.ts";

/** Numbers that one text does not have from the other: fewer may be a correction or another dateline. */
const leastMissing = 2;
/** Of the numbers of the text that has fewer, so much is found in a copy. */
const leastShare = 0.6;
/** Texts of one template have about as many numbers; an edited copy may have other ones in what was added. */
const leastBalance = 0.75;

export class BodyNumbers {
  readonly #snapshot: Snapshot;
  readonly #known = new Map<number, readonly string[]>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** Whether most numbers of the one body are not in the other; bodies with fewer than two numbers never differ. */
  differ(one: number, other: number): boolean {
    const [fewer, more] = [this.#of(one), this.#of(other)].sort((a, b) => a.length - b.length) as [
      readonly string[],
      readonly string[],
    ];
    if (fewer.length < leastMissing || fewer.length < leastBalance * more.length) return false;
    const left = new Map<string, number>();
    for (const number of more) left.set(number, (left.get(number) ?? 0) + 1);
    let shared = 0;
    for (const number of fewer) {
      const count = left.get(number) ?? 0;
      if (count === 0) continue;
      shared++;
      left.set(number, count - 1);
    }
    return fewer.length - shared >= leastMissing && shared < leastShare * fewer.length;
  }

  /** Numbers of a document's body in order, as spelled but for the point, which some write between thousands. */
  #of(doc: number): readonly string[] {
    let numbers = this.#known.get(doc);
    if (numbers === undefined) {
      numbers = this.#read(doc);
      this.#known.set(doc, numbers);
    }
    return numbers;
  }

  #read(doc: number): readonly string[] {
    const { reader, base } = this.#snapshot.segmentOf(doc);
    const { words } = reader.dictionary;
    // The dictionary is sorted by UTF-16 units, and digits of all scripts are spelled in ASCII.
    const first = words.lowerBound("0");
    const end = words.lowerBound(":");
    for (const field of bodyFields) {
      const forward = reader.text.get(field)?.forward;
      const row = forward?.rowOf(doc - base) ?? -1;
      if (forward === undefined || row < 0 || forward.lengths[row] === 0) continue;
      const count = forward.read(row);
      const numbers: string[] = [];
      for (let i = 0; i < count; i++) {
        const word = forward.tokens[i]!;
        if (word !== valueBoundary && word >= first && word < end) numbers.push(words.get(word).replace(".", ""));
      }
      return numbers;
    }
    return [];
  }
}
