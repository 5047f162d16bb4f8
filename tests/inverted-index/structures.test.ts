/**
 * The parts of a segment against the plainest thing that does the same.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold } from "../../src/analysis/index.ts";
import { openSectionFile, type SectionContent, writeSectionFile } from "../../src/inverted-index/codec/section-file.ts";
import { signatureBytes, signDocuments } from "../../src/inverted-index/columns/body-signatures.ts";
import { buildDictionary, Dictionary } from "../../src/inverted-index/dictionary/dictionary.ts";
import { decodeStrings, encodeStrings } from "../../src/inverted-index/dictionary/string-table.ts";
import { WordTable } from "../../src/inverted-index/dictionary/word-table.ts";
import { HandoverFiles } from "../../src/inverted-index/directory/handover-files.ts";
import { ForwardBuffer, type ForwardRows, finishForward } from "../../src/inverted-index/forward/forward-field.ts";
import { Bitmap, type StringTable } from "../../src/inverted-index/index.ts";
import { findCompaction, findMerge, mergeFactor } from "../../src/inverted-index/merge/merge-policy.ts";
import { editDistanceAtMost } from "../../src/search/rewrite/edit-distance.ts";
import { fuzzyWords } from "../../src/search/rewrite/fuzzy-words.ts";
import { TopDocs } from "../../src/search/top-k/top-docs.ts";
import { MemoryDirectory } from "./faults/memory-directory.ts";

function table(strings: readonly string[]): StringTable {
  return decodeStrings(encodeStrings(strings))!;
}

/** Any UTF-16, lone surrogates and empty strings too. */
const anyString = fc.string({ unit: "binary", maxLength: 12 });
const letters = fc.string({ unit: fc.constantFrom("م", "د", "ر", "س"), maxLength: 6 });

describe("string table", () => {
  it("gives back every string and finds it by halving, in the order of <", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyString, { maxLength: 40 }), anyString, (list, probe) => {
        const sorted = [...list].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
        const strings = table(sorted);
        expect(Array.from(sorted, (_, i) => strings.get(i))).toEqual(sorted);
        for (const text of [...sorted, probe]) {
          expect(strings.find(text)).toBe(sorted.indexOf(text));
          const bound = sorted.findIndex((each) => each >= text);
          expect(strings.lowerBound(text)).toBe(bound < 0 ? sorted.length : bound);
          sorted.forEach((each, i) => {
            expect(strings.equals(i, text)).toBe(each === text);
          });
        }
      }),
    );
  });

  it("is read, or refused, whatever the bytes are", () => {
    fc.assert(
      fc.property(
        fc.array(anyString, { maxLength: 12 }),
        fc.nat(),
        fc.nat(255),
        fc.nat(4),
        (list, place, byte, cut) => {
          const bytes = encodeStrings(list);
          expect(decodeStrings(Uint8Array.of(...bytes, byte))).toBeUndefined();
          bytes[place % bytes.length] = byte;
          const strings = decodeStrings(bytes.subarray(0, bytes.length - Math.min(cut, bytes.length)));
          for (let i = 0; i < (strings?.size ?? 0); i++) strings!.get(i);
        },
      ),
    );
  });

  it("holds strings longer than a decoder takes at once", () => {
    const long = "طويل".repeat(5000);
    expect(table(["", long, "ي"]).get(1)).toBe(long);
  });
});

describe("bitmap", () => {
  it("is a set", () => {
    const numbers = (size: number) => fc.uniqueArray(fc.nat(Math.max(0, size - 1)), { maxLength: size });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }).chain((size) => fc.tuple(fc.constant(size), numbers(size), numbers(size))),
        ([size, first, second]) => {
          const all = Array.from({ length: size }, (_, i) => i);
          const bitmap = (list: readonly number[]) => {
            const made = new Bitmap(size);
            for (const each of list) made.add(each);
            return made;
          };
          const members = (made: Bitmap) => all.filter((each) => made.has(each));
          const x = bitmap(first);
          expect(x.count()).toBe(first.length);
          expect(members(x.clone().and(bitmap(second)))).toEqual(
            all.filter((i) => first.includes(i) && second.includes(i)),
          );
          expect(members(x.clone().or(bitmap(second)))).toEqual(
            all.filter((i) => first.includes(i) || second.includes(i)),
          );
          const inverse = x.clone().not();
          expect(members(inverse)).toEqual(all.filter((i) => !first.includes(i)));
          expect(inverse.count()).toBe(size - first.length);
          expect(Bitmap.full(size).count()).toBe(size);
          for (const each of second) x.remove(each);
          expect(members(x)).toEqual(all.filter((i) => first.includes(i) && !second.includes(i)));
        },
      ),
    );
  });
});

describe("section file", () => {
  const section = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.uint16Array({ maxLength: 20 }),
    fc.uint32Array({ maxLength: 20 }),
    fc.float64Array({ maxLength: 20 }),
    fc.array(fc.uint8Array({ maxLength: 10 }), { maxLength: 4 }),
  );
  it("gives back every array, whatever its length and alignment", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(anyString, section), { selector: ([name]) => name, maxLength: 6 }),
        fc.jsonValue(),
        async (list, meta) => {
          fc.pre(list.every(([name]) => name.isWellFormed() && name !== "__proto__"));
          const directory = new MemoryDirectory();
          const sections = new Map<string, SectionContent>(list);
          const written = await writeSectionFile(directory, "s00000001.store", "store", "s00000001", sections, meta);
          expect(directory.sizeBytes("s00000001.store")).toBe(written.bytes);
          const file = openSectionFile(directory, "s00000001.store", "store", "s00000001").load();
          expect(file.checksum).toBe(written.checksum);
          expect(JSON.stringify(file.meta)).toBe(JSON.stringify(meta));
          for (const [name, content] of sections) {
            if (content instanceof Uint16Array) expect(Array.from(file.uint16(name))).toEqual(Array.from(content));
            else if (content instanceof Uint32Array) expect(Array.from(file.uint32(name))).toEqual(Array.from(content));
            else if (content instanceof Float64Array)
              expect(Array.from(file.float64(name))).toEqual(Array.from(content));
            else {
              const bytes = Buffer.concat(Array.isArray(content) ? content : [content as Uint8Array]);
              expect(Buffer.from(file.bytes(name)).equals(bytes)).toBe(true);
              const partly = openSectionFile(directory, "s00000001.store", "store", "s00000001");
              partly.load((section) => section === name);
              const handed = new HandoverFiles(new Map([["s00000001.store", partly.shared]]), directory);
              const taken = openSectionFile(handed, "s00000001.store", "store", "s00000001").load(
                (section) => section === name,
              );
              for (const each of [file, partly, taken]) {
                const read = new Uint8Array(bytes.length);
                each.read(name, 0, read);
                expect(Buffer.from(read).equals(bytes)).toBe(true);
                expect(each.sizeOf(name)).toBe(bytes.length);
                expect(() => each.read(name, 1, read)).toThrow(/no bytes/);
              }
              if (bytes.length > 0) expect(() => partly.bytes(name)).toThrow(/is not loaded/);
              expect(partly.isWhole).toBe(bytes.length === 0);
              partly.close();
            }
            expect(() => (content instanceof Float64Array ? file.bytes(name) : file.float64(name))).toThrow(
              /no section/,
            );
          }
          file.verify();
          file.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("top documents", () => {
  it("are the first of the sorted ones, ties by document", () => {
    const scored = fc.array(
      fc.integer({ min: 0, max: 6 }).map((tenths) => tenths / 10),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(scored, fc.nat(70), fc.boolean(), (scores, capacity, backwards) => {
        const top = new TopDocs(capacity);
        const docs = scores.map((_, doc) => doc);
        for (const doc of backwards ? [...docs].reverse() : docs) top.collect(doc, scores[doc]!);
        const best = [...docs].sort((x, y) => scores[y]! - scores[x]! || x - y).slice(0, capacity);
        const drained = top.drain();
        expect(Array.from(drained.docs)).toEqual(best);
        expect(Array.from(drained.scores)).toEqual(best.map((doc) => scores[doc]!));
      }),
    );
  });
});

/** Optimal string alignment, straight from its definition. */
function distance(x: string, y: string): number {
  if (x === "" || y === "") return x.length + y.length;
  const options = [
    distance(x.slice(1), y) + 1,
    distance(x, y.slice(1)) + 1,
    distance(x.slice(1), y.slice(1)) + (x[0] === y[0] ? 0 : 1),
  ];
  if (x.length > 1 && y.length > 1 && x[0] === y[1] && x[1] === y[0])
    options.push(distance(x.slice(2), y.slice(2)) + 1);
  return Math.min(...options);
}

describe("edit distance", () => {
  it("is the least number of insertions, deletions, substitutions and swaps", () => {
    const short = fc.string({ unit: fc.constantFrom("م", "د", "ر"), maxLength: 5 });
    fc.assert(
      fc.property(short, short, fc.nat(3), (x, y, most) => {
        expect(editDistanceAtMost(x, y, most)).toBe(distance(x, y) <= most);
      }),
    );
  });
});

describe("dictionary", () => {
  async function dictionaryOf(words: readonly string[]): Promise<Dictionary> {
    const collected = new WordTable();
    for (const word of words) collected.ofSpelled(word);
    const directory = new MemoryDirectory();
    const { sections } = buildDictionary(collected, Uint32Array.from(collected.words.keys())).finish();
    await writeSectionFile(directory, "s00000001.dictionary", "dictionary", "s00000001", sections, null);
    return new Dictionary(openSectionFile(directory, "s00000001.dictionary", "dictionary", "s00000001").load());
  }

  const spelled = fc.string({
    unit: fc.constantFrom("أ", "ا", "إ", "م", "د", "ة", "ه", "ى", "ي"),
    minLength: 1,
    maxLength: 5,
  });

  it("finds the words within so many edits that a scan finds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.oneof(letters, spelled).filter((word) => word !== ""),
          { maxLength: 60 },
        ),
        letters,
        fc.constantFrom(1, 2),
        async (words, query, edits) => {
          const dictionary = await dictionaryOf(words);
          const found = fuzzyWords(dictionary, query, edits, 1000).map(({ ordinal, edits: cost }) => [
            dictionary.words.get(ordinal),
            cost,
          ]);
          const expected = words
            .map((word): [string, number] => [word, distance(fold(word), query)])
            .filter(([, cost]) => cost > 0 && cost <= edits);
          expect(found.sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it("finds spellings of one folded form, and prefixes of it, that a scan finds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(spelled, { maxLength: 40 }), spelled, async (words, probe) => {
        const dictionary = await dictionaryOf(words);
        const folded = fold(probe);
        const names = (ordinals: readonly number[]) => ordinals.map((ordinal) => dictionary.words.get(ordinal)).sort();
        expect(names(dictionary.spellingsOf(folded))).toEqual(words.filter((word) => fold(word) === folded).sort());
        expect(names(dictionary.wordsWithPrefix(folded, 1000))).toEqual(
          words.filter((word) => fold(word).startsWith(folded)).sort(),
        );
        expect(dictionary.wordsWithPrefix(folded, 2).length).toBeLessThanOrEqual(2);
        expect(Array.from({ length: dictionary.words.size }, (_, i) => dictionary.words.get(i))).toEqual(
          [...words].sort(),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("merge policy", () => {
  const candidate = fc.record({
    docCount: fc.integer({ min: 1, max: 1_000_000 }),
    share: fc.integer({ min: 0, max: 100 }),
  });
  const segment = candidate.map(({ docCount, share }) => {
    return { docCount, deleted: Math.floor((docCount * share) / 100), bytes: docCount * 400 };
  });

  it.each([
    ["after each commit", findMerge],
    ["for a compaction", findCompaction],
  ] as const)("comes to an end, over neighbours only, under the size of a file: %s", (_, find) => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 40 }), (list) => {
        const segments = [...list];
        for (let merges = 0; ; merges++) {
          expect(merges).toBeLessThan(200);
          const range = find(segments);
          if (range === undefined) break;
          const [from, to] = range;
          expect(from).toBeLessThan(to);
          const sources = segments.slice(from, to);
          expect(sources).toHaveLength(to - from);
          const bytes = sources.reduce((sum, each) => sum + each.bytes, 0);
          if (sources.length > 1) expect(bytes).toBeLessThanOrEqual(2 ** 30);
          const docCount = sources.reduce((sum, each) => sum + each.docCount - each.deleted, 0);
          segments.splice(
            from,
            to - from,
            ...(docCount === 0 ? [] : [{ docCount, deleted: 0, bytes: docCount * 400 }]),
          );
        }
      }),
    );
  });

  it("merges so many small segments into one, and no fewer", () => {
    const small = { docCount: 10, deleted: 0, bytes: 1000 };
    expect(findMerge(Array(mergeFactor - 1).fill(small))).toBeUndefined();
    expect(findMerge(Array(mergeFactor).fill(small))).toEqual([0, mergeFactor]);
    expect(findMerge([{ ...small, deleted: 6 }])).toEqual([0, 1]);
    expect(findMerge([{ ...small, deleted: 5 }])).toBeUndefined();
  });
});

describe("signatures of documents", () => {
  const rows = (list: readonly (readonly [number, readonly number[]])[]): ForwardRows => {
    const buffer = new ForwardBuffer();
    for (const [doc, words] of list) {
      buffer.startValue(doc);
      buffer.append(Uint32Array.from(words));
    }
    return finishForward(buffer);
  };
  const hashes = Int32Array.from({ length: 50 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) & ~1);
  const long = Array.from({ length: 40 }, (_, i) => i);

  it("are of the first body field that has a word, and 0 without one", () => {
    const text = rows([
      [0, long],
      [2, []],
      [4, long.slice(0, 7)],
    ]);
    const title = rows([
      [0, [41]],
      [1, long],
      [2, [42]],
      [4, [41]],
    ]);
    const signatures = signDocuments(6, [text, title], hashes);
    const of = (doc: number) => signatures.subarray(doc * signatureBytes, (doc + 1) * signatureBytes);
    expect(of(1)).toEqual(of(0));
    expect(of(2)).toEqual(signDocuments(1, [rows([[0, [42]]])], hashes));
    expect(of(4)).toEqual(signDocuments(1, [rows([[0, long.slice(0, 7)]])], hashes));
    expect(new Set([0, 2, 4].map((doc) => of(doc).join())).size).toBe(3);
    for (const doc of [3, 5]) expect(of(doc)).toEqual(new Uint8Array(signatureBytes));
  });

  it("run over the boundary of two values", () => {
    const two = rows([
      [0, long.slice(0, 30)],
      [0, long.slice(30)],
    ]);
    expect(signDocuments(1, [two], hashes)).toEqual(signDocuments(1, [rows([[0, long]])], hashes));
  });
});
