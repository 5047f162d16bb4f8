/**
 * What a snapshot knows of a word: how many documents hold it, and how most of them write it. The only place of
 * corrections that reads dictionaries and postings.
 * @module
 */
import { analyzeOften, BoundedCache, fold } from "../../analysis/index.ts";
import { compareUnits, type Dictionary, type Snapshot } from "../../inverted-index/index.ts";

export interface AttestedWord {
  /** As most documents write it. */
  readonly text: string;
  /** Documents that hold it in any spelling, counted in the field that has most; deleted ones included. */
  readonly docs: number;
}

const cachedWords = 20_000;

export class LexicalEvidence {
  readonly #snapshot: Snapshot;
  readonly #fields: readonly string[];
  readonly #inflected = new BoundedCache<number>(cachedWords);
  readonly #written = new BoundedCache<AttestedWord>(cachedWords);

  constructor(snapshot: Snapshot, fields: readonly string[]) {
    this.#snapshot = snapshot;
    this.#fields = fields;
  }

  /** Live or not, all documents. */
  get documents(): number {
    return this.#snapshot.maxDoc;
  }

  get dictionaries(): readonly Dictionary[] {
    return this.#snapshot.segments.map(({ reader }) => reader.dictionary);
  }

  /** The word as it stands in texts, clitics and all; `docs` is 0 where no text holds it. */
  written(folded: string): AttestedWord {
    return this.#written.get(folded, () => {
      const spellings = new Map<string, number>();
      for (const { reader } of this.#snapshot.segments) {
        for (const ordinal of reader.dictionary.spellingsOf(folded)) {
          const docs = this.#mostOf((field) => reader.text.get(field)?.words.docFreq(ordinal) ?? 0);
          if (docs === 0) continue;
          const text = reader.dictionary.words.get(ordinal);
          spellings.set(text, (spellings.get(text) ?? 0) + docs);
        }
      }
      return majority(spellings);
    });
  }

  /** Documents that hold the word in any of its inflections. */
  inflected(spelled: string): number {
    return this.#inflected.get(spelled, () => {
      const { stems, folded } = analyzeOften(spelled);
      let docs = this.written(folded).docs;
      for (const stem of stems) docs = Math.max(docs, this.#ofStem(stem));
      return docs;
    });
  }

  #ofStem(stem: string): number {
    let docs = 0;
    for (const { reader } of this.#snapshot.segments) {
      const ordinal = reader.dictionary.stems.find(stem);
      if (ordinal >= 0) docs += this.#mostOf((field) => reader.text.get(field)?.stems.docFreq(ordinal) ?? 0);
    }
    return docs;
  }

  /**
   * The words of these stems without what is written before them (بالمدارس: مدارس), by folded form: how most
   * documents write it, and how many hold the whole word.
   */
  basesOf(wanted: ReadonlySet<string>): Map<string, AttestedWord> {
    const spellings = new Map<string, Map<string, number>>();
    for (const { reader } of this.#snapshot.segments) {
      const { dictionary } = reader;
      const ordinals = [...wanted].map((stem) => dictionary.stems.find(stem)).filter((ordinal) => ordinal >= 0);
      const words = ordinals.flatMap((stem) =>
        [...dictionary.wordsOfStem(stem)].filter((word) => dictionary.firstStem[word] === stem),
      );
      for (const word of words) {
        const docs = this.#mostOf((field) => reader.text.get(field)?.words.docFreq(word) ?? 0);
        const base = baseOf(dictionary.words.get(word));
        if (docs === 0 || base === "") continue;
        const folded = fold(base);
        const counts = spellings.get(folded) ?? new Map<string, number>();
        spellings.set(folded, counts.set(base, (counts.get(base) ?? 0) + docs));
      }
    }
    return new Map([...spellings].map(([folded, counts]) => [folded, majority(counts)]));
  }

  #mostOf(docsIn: (field: string) => number): number {
    let most = 0;
    for (const field of this.#fields) most = Math.max(most, docsIn(field));
    return most;
  }
}

/** The word behind its proclitics; "" where they are not simply written before it (للغة). */
function baseOf(spelled: string): string {
  const before = analyzeOften(spelled).proclitics.join("");
  return spelled.startsWith(before) ? spelled.slice(before.length) : "";
}

function majority(spellings: ReadonlyMap<string, number>): AttestedWord {
  let text = "";
  let docs = 0;
  let most = 0;
  for (const [spelling, count] of spellings) {
    docs += count;
    if (count < most || (count === most && compareUnits(spelling, text) > 0)) continue;
    most = count;
    text = spelling;
  }
  return { text, docs };
}
