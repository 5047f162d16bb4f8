/**
 * Postings from the words of documents to bytes and back, against the plainest inversion; and bytes that are none.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteWriter } from "../../src/inverted-index/codec/byte-writer.ts";
import {
  ForwardBuffer,
  ForwardField,
  finishForward,
  forwardSections,
  WordFilter,
} from "../../src/inverted-index/forward/forward-field.ts";
import { noStem, valueBoundary } from "../../src/inverted-index/index.ts";
import {
  positionSections,
  postingsSections,
  StemPostings,
  WordPostings,
} from "../../src/inverted-index/postings/field-postings.ts";
import { type InvertedField, invert } from "../../src/inverted-index/postings/invert.ts";
import { ListWriter, listBytes, readList } from "../../src/inverted-index/postings/list-codec.ts";
import { PositionsWriter, readPositions } from "../../src/inverted-index/postings/position-codec.ts";
import { DirectoryWriter, TermDirectory } from "../../src/inverted-index/postings/term-directory.ts";
import { sectionFileOf } from "./section-file-of.ts";

/** A list by its gaps; frequencies that are folded into the gap and such that are not. */
const gap = fc.oneof(fc.nat(3), fc.nat(300), fc.nat(1 << 20));
const frequency = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 400 }));
const gapsAndFrequencies = fc.array(fc.tuple(gap, frequency), { minLength: 1, maxLength: 600, size: "max" });

function listOf(entries: readonly (readonly [number, number])[]): { number: number; frequency: number }[] {
  let number = -1;
  return entries.map(([gap, frequency]) => {
    number += gap + 1;
    return { number, frequency };
  });
}

function listBytesOf(lists: readonly { number: number; frequency: number }[][], out = new ByteWriter()): number[] {
  const writer = new ListWriter();
  return lists.map((list) => {
    for (const { number, frequency } of list) writer.add(number, frequency);
    writer.finish(out);
    return out.length;
  });
}

describe("a postings list", () => {
  it("comes back from its bytes, behind others and whatever their sizes", () => {
    fc.assert(
      fc.property(fc.array(gapsAndFrequencies, { minLength: 1, maxLength: 4 }), (many) => {
        const lists = many.map(listOf);
        const out = new ByteWriter();
        const ends = listBytesOf(lists, out);
        const bytes = listBytes(out.view().slice());
        lists.forEach((list, i) => {
          const numbers = new Uint32Array(list.length);
          const frequencies = new Uint8Array(list.length);
          const last = list.at(-1)!.number;
          expect(readList(bytes, ends[i - 1] ?? 0, ends[i]!, last + 1, numbers, frequencies)).toBe(true);
          expect(Array.from(numbers)).toEqual(list.map(({ number }) => number));
          expect(Array.from(frequencies)).toEqual(list.map(({ frequency }) => Math.min(255, frequency)));
          // A number beyond the limit is damage.
          expect(readList(bytes, ends[i - 1] ?? 0, ends[i]!, last, numbers, frequencies)).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["one document", 1, 1, 2],
    ["one document of many", 1, 100_000, 4],
    ["neighbours in whole blocks", 256, 1, 2 + 2 + 2 * 16],
  ])("of %s is small", (_, count, gap, bytes) => {
    const out = new ByteWriter();
    listBytesOf([listOf(Array.from({ length: count }, () => [gap, 1] as const))], out);
    expect(out.length).toBeLessThanOrEqual(bytes + (count > 128 ? 2 * 32 : 0));
  });

  it("ends, inside its bounds, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 400 }), fc.integer({ min: 1, max: 300 }), (bytes, count) => {
        const numbers = new Uint32Array(count);
        const isList = readList(listBytes(bytes.slice()), 0, bytes.length, 1000, numbers, new Uint8Array(count));
        if (isList) for (const number of numbers) expect(number).toBeLessThan(1000);
      }),
    );
  });
});

describe("a term directory", () => {
  it("finds each term's frequency and places, in any order", () => {
    const entry = fc.oneof(
      fc.constant(undefined),
      fc.record({ docFreq: fc.integer({ min: 1, max: 1 << 20 }), list: fc.nat(70_000), positions: fc.nat(200) }),
    );
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 300, size: "max" }),
        fc.array(fc.nat(400), { maxLength: 40 }),
        fc.boolean(),
        (entries, probes, hasPositions) => {
          const writer = new DirectoryWriter(entries.length, hasPositions);
          for (const each of entries) writer.add(each?.docFreq ?? 0, each?.list ?? 0, each?.positions ?? 0);
          const directory = new TermDirectory(writer.finish(), hasPositions);
          for (const term of [...probes, ...entries.keys(), ...probes]) {
            const wanted = entries[term];
            expect(directory.find(term)).toBe(wanted !== undefined);
            if (wanted === undefined) continue;
            const before = entries.slice(0, term);
            const listStart = before.reduce((sum, each) => sum + (each?.list ?? 0), 0);
            const positionsStart = before.reduce((sum, each) => sum + (each?.positions ?? 0), 0);
            expect(directory).toMatchObject({ docFreq: wanted.docFreq, listStart, listEnd: listStart + wanted.list });
            if (hasPositions)
              expect(directory).toMatchObject({ positionsStart, positionsEnd: positionsStart + wanted.positions });
          }
        },
      ),
    );
  });
});

describe("positions", () => {
  const places = fc
    .array(fc.oneof(fc.nat(9), fc.nat(300), fc.nat(100_000)), { minLength: 1, maxLength: 300 })
    .map((gaps) => Uint32Array.from(gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, each) => sum + each + 1, 0))));

  it("of any posting come back, near the beginning and far from it", () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 100 }), (postings) => {
        const writer = new PositionsWriter();
        const out = new ByteWriter();
        out.byte(7);
        for (const each of postings) writer.add(each, 0, each.length);
        writer.finish(out);
        const frequencies = Uint8Array.from(postings, ({ length }) => Math.min(255, length));
        postings.forEach((each, i) => {
          const read: number[] = [];
          expect(readPositions(out.view(), 1, out.length, frequencies, i, read)).toBe(each.length);
          expect(read).toEqual(Array.from(each));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("end, whatever the bytes are", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ min: 1, minLength: 1, maxLength: 80 }),
        (bytes, freqs) => {
          const read: number[] = [];
          const count = readPositions(bytes, 0, bytes.length, freqs, freqs.length - 1, read);
          expect(read.length).toBeLessThanOrEqual(bytes.length);
          if (count >= 0) expect(count).toBe(read.length);
        },
      ),
    );
  });
});

interface Posting {
  readonly doc: number;
  readonly positions: number[];
}

describe("an inverted field", () => {
  const value = fc.array(fc.nat(5), { maxLength: 8 });
  const document = fc.array(value, { minLength: 1, maxLength: 3 });
  /** Stems of the six words: the second reading of words 1 and 4. */
  const first = Uint32Array.of(0, 1, 2, 0, 3, 2);
  const second = Uint32Array.of(noStem, 2, noStem, noStem, 0, noStem);
  const stems = { wordOrder: Uint32Array.of(0, 1, 2, 3, 4, 5), first, second, stemCount: 4 };
  const docCount = 10_000;

  function forwardOf(documents: readonly (readonly (readonly number[])[])[], gap: number) {
    const buffer = new ForwardBuffer();
    documents.forEach((values, i) => {
      for (const words of values) {
        buffer.startValue(i * gap);
        for (const word of words) buffer.push(word);
      }
    });
    return finishForward(buffer, Uint32Array.of(0, 1, 2, 3, 4, 5));
  }

  /** Positions of each term by document: values are 100 apart. */
  function naive(
    documents: readonly (readonly (readonly number[])[])[],
    gap: number,
    termsOf: (word: number) => readonly number[],
  ): Map<number, Posting[]> {
    const lists = new Map<number, Posting[]>();
    documents.forEach((values, i) => {
      let position = 0;
      values.forEach((words, v) => {
        if (v > 0) position += 100;
        for (const word of words) {
          for (const term of termsOf(word)) {
            const list = lists.get(term) ?? [];
            lists.set(term, list);
            if (list.at(-1)?.doc !== i * gap) list.push({ doc: i * gap, positions: [] });
            list.at(-1)!.positions.push(position);
          }
          position++;
        }
      });
    });
    return lists;
  }

  const stemsOf = (word: number) => [first[word]!, second[word]!].filter((stem) => stem !== noStem);

  async function opened(field: InvertedField) {
    const postings = await sectionFileOf("postings", postingsSections(0, field, undefined));
    const positions = await sectionFileOf("positions", positionSections(0, field));
    const stemPostings = new StemPostings(postings, positions, 0, docCount);
    return { stems: stemPostings, words: new WordPostings(postings, 0, stemPostings, first) };
  }

  it("has the documents of stems and of words, and every position", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 40 }),
        async (documents, gap, rangeSize) => {
          const read = await opened(invert(forwardOf(documents, gap), stems, rangeSize));
          const cases = [
            { terms: read.stems, expected: naive(documents, gap, stemsOf), count: 4 },
            { terms: read.words, expected: naive(documents, gap, (word) => [word]), count: 6 },
          ];
          for (const { terms, expected, count } of cases) {
            const docFreqs = new Uint32Array(count).fill(5);
            terms.addDocFreqs(docFreqs);
            for (let term = 0; term < count; term++) {
              const wanted = expected.get(term) ?? [];
              const list = terms.get(term);
              expect(terms.docFreq(term)).toBe(wanted.length);
              expect(docFreqs[term]).toBe(wanted.length + 5);
              if (wanted.length === 0) expect(list).toBeUndefined();
              else expect(Array.from(list!.docs.subarray(list!.from, list!.to))).toEqual(wanted.map(({ doc }) => doc));
              wanted.forEach(({ positions }, i) => {
                expect(list!.freqs[list!.from + i]).toBe(positions.length);
                if (terms !== read.stems) return;
                const places: number[] = [];
                expect(read.stems.readPositions(list!, list!.from + i, places)).toBe(positions.length);
                expect(places).toEqual(positions);
              });
            }
            expect(terms.get(count)).toBeUndefined();
          }
        },
      ),
    );
  });

  it("reaches over blocks, and counts at most 255 but keeps all positions", async () => {
    const many = Array.from({ length: 300 }, (_, i) => [[0, 2, ...Array<number>(i % 7).fill(0)]]);
    many.push([Array<number>(400).fill(0)]);
    const read = await opened(invert(forwardOf(many, 1), stems));
    const expected = naive(many, 1, stemsOf);
    for (const term of [0, 2]) {
      const list = read.stems.get(term)!;
      expected.get(term)!.forEach(({ positions }, i) => {
        const places: number[] = [];
        read.stems.readPositions(list, i, places);
        expect(places).toEqual(positions);
        expect(list.freqs[i]).toBe(Math.min(255, positions.length));
      });
    }
  });

  it("that is damaged under a right checksum is told of", async () => {
    const field = invert(
      forwardOf(
        Array.from({ length: 300 }, () => [[0, 2, 3, 0]]),
        1,
      ),
      stems,
    );
    let told = 0;
    for (const lists of [field.stems.lists, field.words.lists, field.positions]) {
      for (let at = 0; at < lists.length; at += 3) {
        const before = lists[at]!;
        lists[at] = before ^ (1 << (at % 8));
        const read = await opened(field);
        try {
          for (let term = 0; term < 6; term++) {
            read.words.get(term);
            const list = read.stems.get(term);
            if (list !== undefined) read.stems.readPositions(list, list.to - 1, []);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: "index_corrupt" });
          told++;
        }
        lists[at] = before;
      }
    }
    expect(told).toBeGreaterThan(50);
  });

  it("comes back row by row, the rarest words too", async () => {
    const wordCount = 200_000;
    const word = fc.oneof(fc.nat(9), fc.nat(wordCount - 1), fc.constant(wordCount - 1));
    const ranks = Uint32Array.from({ length: wordCount }, (_, i) => i);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.array(word), { minLength: 1, maxLength: 3 })), async (documents) => {
        const buffer = new ForwardBuffer();
        documents.forEach((values, doc) => {
          for (const words of values) {
            buffer.startValue(3 * doc);
            for (const each of words) buffer.push(each);
          }
        });
        const rows = finishForward(buffer, ranks);
        const file = await sectionFileOf("forward", forwardSections("0", rows, wordCount));
        const forward = new ForwardField(file, "0");
        expect(forward.docs).toEqual(rows.docs);
        expect(forward.lengths).toEqual(rows.lengths);
        rows.docs.forEach((_, row) => {
          const tokens = rows.tokens.subarray(rows.starts[row], rows.starts[row + 1]);
          expect(forward.tokens.slice(0, forward.read(row))).toEqual(tokens);
        });
        expect(() => forward.read(rows.docs.length)).toThrow(/no row/);
      }),
      { numRuns: 30 },
    );
  });

  it("finds a set of words with their positions, those that only share a bit beside them", async () => {
    const wordCount = 200_000;
    const word = fc.oneof(fc.nat(9), fc.integer({ min: wordCount - 3, max: wordCount - 1 }));
    const ranks = Uint32Array.from({ length: wordCount }, (_, i) => i);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.array(word), { minLength: 1, maxLength: 3 }), { minLength: 1 }),
        fc.uniqueArray(word),
        fc.integer({ min: 1, max: 3 }),
        async (documents, wanted, gap) => {
          const buffer = new ForwardBuffer();
          documents.forEach((values, doc) => {
            for (const words of values) {
              buffer.startValue(gap * doc);
              for (const each of words) buffer.push(each);
            }
          });
          const rows = finishForward(buffer, ranks);
          const forward = new ForwardField(await sectionFileOf("forward", forwardSections("0", rows, wordCount)), "0");
          const filter = new WordFilter();
          const keys = wanted.map((each) => forward.keyOf(each));
          for (const key of keys) filter.add(key);
          documents.forEach((values, doc) => {
            const found = forward.find(forward.rowOf(gap * doc), filter);
            const expected = values.flatMap((words, v) => {
              const before = values.slice(0, v).reduce((sum, { length }) => sum + length + 100, 0);
              return words.flatMap((each, i) => (wanted.includes(each) ? [[forward.keyOf(each), before + i]] : []));
            });
            const all = Array.from({ length: found }, (_, i) => [forward.keys[i]!, forward.positions[i]!]);
            expect(all.filter(([key]) => keys.includes(key!))).toEqual(expected);
          });
          if (gap > 1) expect(forward.rowOf(1)).toBe(-1);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("gives a code of their own to so many words at most as there are codes", async () => {
    // Every word occurs three times: none is more frequent than another.
    const wordCount = 70_000;
    const buffer = new ForwardBuffer();
    buffer.startValue(0);
    for (let i = 0; i < 3 * wordCount; i++) buffer.push(i % wordCount);
    const rows = finishForward(
      buffer,
      Uint32Array.from({ length: wordCount }, (_, i) => i),
    );
    const forward = new ForwardField(await sectionFileOf("forward", forwardSections("0", rows, wordCount)), "0");
    expect(forward.read(0)).toBe(rows.tokens.length);
    expect(rows.tokens.every((token, i) => forward.tokens[i] === token)).toBe(true);
  });

  it("knows the boundaries between values, which are no words", () => {
    const field = forwardOf([[[0], [], [1, 2]]], 1);
    expect(Array.from(field.tokens)).toEqual([0, valueBoundary, valueBoundary, 1, 2]);
    expect(Array.from(field.lengths)).toEqual([3]);
  });
});
