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
} from "../../src/inverted-index/forward/forward-field.ts";
import { WordFilter } from "../../src/inverted-index/forward/word-filter.ts";
import { noStem, valueBoundary } from "../../src/inverted-index/index.ts";
import { postingsSections, StemPostings, WordPostings } from "../../src/inverted-index/postings/field-postings.ts";
import { type InvertedField, invert } from "../../src/inverted-index/postings/invert.ts";
import { readLeb128List } from "../../src/inverted-index/postings/leb128-lists.ts";
import { ListWriter, listBytes, listsPadding, readList } from "../../src/inverted-index/postings/list-codec.ts";
import { ListsWriter, type PostingsColumns } from "../../src/inverted-index/postings/lists.ts";
import { type FieldWords, startInversion, writeLists } from "../../src/inverted-index/postings/postings-kernel.ts";
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

const startNone = (): undefined => undefined;
const everyInversion = (field: FieldWords) => startInversion(field, 0);
const inOnePiece = ({ directory, lists }: PostingsColumns) => ({ directory, lists: Buffer.concat(lists) });

describe("a postings list", () => {
  it("comes back from its bytes, behind others and whatever their sizes", () => {
    fc.assert(
      fc.property(fc.array(gapsAndFrequencies, { minLength: 1, maxLength: 4 }), (many) => {
        const lists = many.map(listOf);
        const out = new ByteWriter();
        const ends = listBytesOf(lists, out);
        out.fixed(0, listsPadding);
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
    ["neighbours in whole blocks", 256, 0, 4],
    ["a hundred of a million", 100, 10_000, 2 + (100 * 15) / 8],
  ])("of %s is small", (_, count, gap, bytes) => {
    const out = new ByteWriter();
    listBytesOf([listOf(Array.from({ length: count }, () => [gap, 1] as const))], out);
    expect(out.length).toBeLessThanOrEqual(bytes);
  });

  it("has no bits for frequencies that are all 1, one for a few others, and two for many", () => {
    const sizeOf = (frequency: (i: number) => number): number => {
      const out = new ByteWriter();
      listBytesOf([listOf(Array.from({ length: 256 }, (_, i) => [1, frequency(i)] as const))], out);
      return out.length;
    };
    const once = 4 + 256 / 8;
    expect(sizeOf(() => 1)).toBe(once);
    expect(sizeOf((i) => (i % 64 === 0 ? 7 : 1))).toBe(once + 256 / 8 + 4);
    expect(sizeOf((i) => 1 + (i % 3))).toBe(once + (2 * 256) / 8);
  });

  it.each([
    ["that comes back to where it was", [5, 0xffffffff, 0]],
    ["that goes back", [5, 0xfffffffc, 1]],
    ["that goes up and comes back", [3, 0x7fffffec, 0x80000010]],
  ])("with a gap so large %s is damaged, though its last number is small", (_, gaps) => {
    const out = new ByteWriter();
    // No bits for frequencies, and Rice codes of 31 low bits: a value is a 1, or a zero and a 1, and 31 bits.
    out.byte(31);
    const bits = gaps.flatMap((gap) => [
      ...Array(gap >>> 31).fill(0),
      1,
      ...Array.from({ length: 31 }, (_, bit) => (gap >>> bit) & 1),
    ]);
    for (let i = 0; i < bits.length; i += 8)
      out.byte(bits.slice(i, i + 8).reduce((sum, bit, at) => sum | (bit << at), 0));
    const { length } = out;
    out.fixed(0, listsPadding);
    const bytes = listBytes(new Uint8Array([...out.view(), 0, 0, 0, 0]));
    expect(readList(bytes, 0, length, 10, new Uint32Array(3), new Uint8Array(3))).toBe(false);
  });

  it.each([
    ["of today", readList],
    ["of format 3", readLeb128List],
  ])("%s ends, inside its bounds, whatever the bytes are", (_, read) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 400 }), fc.integer({ min: 1, max: 300 }), (bytes, count) => {
        const numbers = new Uint32Array(count);
        const isList = read(listBytes(bytes.slice()), 0, bytes.length, 1000, numbers, new Uint8Array(count));
        if (isList) for (const number of numbers) expect(number).toBeLessThan(1000);
      }),
    );
  });
});

describe("a writer of lists", () => {
  const number = fc.tuple(
    gap,
    fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { arbitrary: fc.integer({ min: 1, max: 300 }), weight: 1 }),
  );
  const list = fc.array(number, { maxLength: 300, size: "max" });

  function written(lists: readonly { number: number; frequency: number }[][], write?: typeof writeLists) {
    const writer = new ListsWriter(write);
    for (const each of lists) {
      for (const { number, frequency } of each) writer.add(number, frequency);
      writer.endTerm();
    }
    return writer.finish();
  }

  it("writes with the kernel what it writes without", () => {
    fc.assert(
      fc.property(fc.array(list, { maxLength: 12 }), (many) => {
        const lists = many.map(listOf);
        const numbers = lists.map((each) =>
          Uint32Array.from(each.flatMap(({ number, frequency }) => Array<number>(frequency).fill(number))),
        );
        const whole = new ListsWriter(writeLists);
        for (const each of numbers) whole.addTerm(each, 0, each.length);
        const plain = written(lists, () => undefined);
        expect(inOnePiece(written(lists, writeLists))).toEqual(inOnePiece(plain));
        expect(inOnePiece(whole.finish())).toEqual(inOnePiece(plain));
      }),
      { numRuns: 200 },
    );
  });

  it("has room for lists longer than what it writes together, and for many without a posting", () => {
    const long = listOf(Array.from({ length: 90_000 }, (_, i) => [i % 5, 1 + (i % 2)] as const));
    const short = Array.from({ length: 20_000 }, (_, i) => listOf(i % 3 === 0 ? [] : [[i, 1]]));
    for (const lists of [
      [...short, long, ...short],
      [long, long],
    ])
      expect(inOnePiece(written(lists, writeLists))).toEqual(inOnePiece(written(lists, () => undefined)));
  });
});

describe("a term directory", () => {
  it("finds each term's frequency and place, in any order", () => {
    const entry = fc.oneof(
      fc.constant(undefined),
      fc.record({ docFreq: fc.integer({ min: 1, max: 1 << 20 }), list: fc.nat(70_000) }),
    );
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 300, size: "max" }),
        fc.array(fc.nat(400), { maxLength: 40 }),
        (entries, probes) => {
          const writer = new DirectoryWriter();
          for (const each of entries) writer.add(each?.docFreq ?? 0, each?.list ?? 0);
          const directory = new TermDirectory(writer.finish());
          for (const term of [...probes, ...entries.keys(), ...probes]) {
            const wanted = entries[term];
            expect(directory.find(term)).toBe(wanted !== undefined);
            if (wanted === undefined) continue;
            const listStart = entries.slice(0, term).reduce((sum, each) => sum + (each?.list ?? 0), 0);
            expect(directory).toMatchObject({ docFreq: wanted.docFreq, listStart, listEnd: listStart + wanted.list });
          }
        },
      ),
    );
  });
});

interface Posting {
  readonly doc: number;
  count: number;
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
    return finishForward(buffer);
  }

  /** How often each document holds each term. */
  function naive(
    documents: readonly (readonly (readonly number[])[])[],
    gap: number,
    termsOf: (word: number) => readonly number[],
  ): Map<number, Posting[]> {
    const lists = new Map<number, Posting[]>();
    documents.forEach((values, i) => {
      for (const term of values.flat().flatMap(termsOf)) {
        const list = lists.get(term) ?? [];
        lists.set(term, list);
        if (list.at(-1)?.doc !== i * gap) list.push({ doc: i * gap, count: 0 });
        list.at(-1)!.count++;
      }
    });
    return lists;
  }

  const stemsOf = (word: number) => [first[word]!, second[word]!].filter((stem) => stem !== noStem);

  async function opened(field: InvertedField) {
    const postings = await sectionFileOf("postings", postingsSections(0, field));
    const stemPostings = new StemPostings(postings, 0, docCount);
    return { stems: stemPostings, words: new WordPostings(postings, 0, stemPostings, first) };
  }

  it("has the documents of stems and of words, and how often they hold them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (documents, gap, withKernel) => {
          const read = await opened(invert(forwardOf(documents, gap), stems, withKernel ? everyInversion : startNone));
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
              wanted.forEach((posting, i) => {
                expect(list!.freqs[list!.from + i]).toBe(posting.count);
              });
            }
            expect(terms.get(count)).toBeUndefined();
          }
        },
      ),
    );
  });

  it("is the same bytes with the kernel and without", () => {
    const wordCount = 500;
    const random = fc.integer({ min: 0, max: 2 ** 31 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 12 }),
        random,
        (rowCount, length, seed) => {
          // Few words are frequent, and some stems have many of them: of lists of every length, in and out of order.
          let state = seed;
          const next = (below: number): number => {
            state = (Math.imul(state, 1103515245) + 12345) >>> 0;
            return Math.floor((state / 2 ** 32) * below);
          };
          const rows = Array.from({ length: rowCount }, () => [
            Array.from({ length: next(length) }, () => Math.floor(wordCount * (next(1000) / 1000) ** 4)),
          ]);
          const stemCount = 120;
          const many = {
            wordOrder: Uint32Array.from({ length: wordCount }, (_, word) => wordCount - 1 - word),
            first: Uint32Array.from({ length: wordCount }, () => next(next(stemCount) + 1)),
            second: Uint32Array.from({ length: wordCount }, (_, word) =>
              word % 3 === 0 ? stemCount + (word % 5) : noStem,
            ),
            stemCount: stemCount + 6,
          };
          const field = forwardOf(rows, 1 + next(3));
          const plain = invert(field, many, startNone);
          const kernel = invert(field, many, everyInversion);
          for (const part of ["stems", "words"] as const) {
            expect(Buffer.concat(kernel[part].lists)).toEqual(Buffer.concat(plain[part].lists));
            expect(kernel[part].directory).toEqual(plain[part].directory);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("reaches over blocks, and counts at most 255", async () => {
    const many = Array.from({ length: 300 }, (_, i) => [[0, 2, ...Array<number>(i % 7).fill(0)]]);
    many.push([Array<number>(400).fill(0)]);
    const read = await opened(invert(forwardOf(many, 1), stems));
    const expected = naive(many, 1, stemsOf);
    for (const term of [0, 2]) {
      const list = read.stems.get(term)!;
      expected.get(term)!.forEach(({ count }, i) => {
        expect(list.freqs[i]).toBe(Math.min(255, count));
      });
    }
  });

  it("that is damaged under a right checksum is told of", async () => {
    const field = invert(
      forwardOf(
        // Gaps of many sizes and frequencies that are escaped.
        Array.from({ length: 900 }, (_, i) => [(i * i) % 7 < 3 ? [0, 2, 3, ...Array<number>(i % 11).fill(0)] : [3]]),
        1,
      ),
      stems,
    );
    let told = 0;
    for (const [lists] of [field.stems.lists, field.words.lists] as [Uint8Array, Uint8Array][]) {
      for (let at = 0; at < lists.length; at += 3) {
        const before = lists[at]!;
        lists[at] = before ^ (1 << (at % 8));
        const read = await opened(field);
        try {
          for (let term = 0; term < 6; term++) {
            read.words.get(term);
            read.stems.get(term);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: "index_corrupt" });
          told++;
        }
        lists[at] = before;
      }
    }
    expect(told).toBeGreaterThan(30);
  });

  it("comes back row by row, the rarest words too", async () => {
    const wordCount = 200_000;
    const word = fc.oneof(fc.nat(9), fc.nat(wordCount - 1), fc.constant(wordCount - 1));
    // Words are collected in another order than the dictionary has them in.
    const ranks = Uint32Array.from({ length: wordCount }, (_, i) => wordCount - 1 - i);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.array(word), { minLength: 1, maxLength: 3 })), async (documents) => {
        const buffer = new ForwardBuffer();
        documents.forEach((values, doc) => {
          for (const words of values) {
            buffer.startValue(3 * doc);
            for (const each of words) buffer.push(each);
          }
        });
        const rows = finishForward(buffer);
        const file = await sectionFileOf("forward", forwardSections("0", rows, ranks));
        const forward = new ForwardField(file, "0");
        expect(forward.docs).toEqual(rows.docs);
        expect(forward.lengths).toEqual(rows.lengths);
        rows.docs.forEach((_, row) => {
          const tokens = rows.tokens
            .slice(rows.starts[row], rows.starts[row + 1])
            .map((token) => (token === valueBoundary ? token : ranks[token]!));
          expect(forward.tokens.slice(0, forward.read(row))).toEqual(tokens);
        });
        expect(() => forward.read(rows.docs.length)).toThrow(/no row/);
      }),
      { numRuns: 30 },
    );
  });

  it("knows each document's row, wherever documents without the field stand", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(12)).map((docs) => docs.sort((x, y) => x - y)),
        async (docs) => {
          const buffer = new ForwardBuffer();
          for (const doc of docs) buffer.startValue(doc);
          const rows = finishForward(buffer);
          const forward = new ForwardField(
            await sectionFileOf("forward", forwardSections("0", rows, new Uint32Array(0))),
            "0",
          );
          for (let doc = 0; doc < 15; doc++) expect(forward.rowOf(doc)).toBe(docs.indexOf(doc));
        },
      ),
      { numRuns: 100 },
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
          const rows = finishForward(buffer);
          const forward = new ForwardField(await sectionFileOf("forward", forwardSections("0", rows, ranks)), "0");
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
    const rows = finishForward(buffer);
    const ranks = Uint32Array.from({ length: wordCount }, (_, i) => i);
    const forward = new ForwardField(await sectionFileOf("forward", forwardSections("0", rows, ranks)), "0");
    expect(forward.read(0)).toBe(rows.tokens.length);
    expect(rows.tokens.every((token, i) => forward.tokens[i] === token)).toBe(true);
  });

  it("knows the boundaries between values, which are no words", () => {
    const field = forwardOf([[[0], [], [1, 2]]], 1);
    expect(Array.from(field.tokens)).toEqual([0, valueBoundary, valueBoundary, 1, 2]);
    expect(Array.from(field.lengths)).toEqual([3]);
  });
});
