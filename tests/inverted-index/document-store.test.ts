/**
 * Stored documents: codes, packing, blocks and their reader.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteWriter } from "../../src/inverted-index/codec/byte-writer.ts";
import { writeCompactUnit } from "../../src/inverted-index/codec/compact-text.ts";
import { openSectionFile, writeSectionFile } from "../../src/inverted-index/codec/section-file.ts";
import { behindText, ContextCode, PairCounts } from "../../src/inverted-index/store/context-code.ts";
import { DocumentPacker, type PackedDocuments } from "../../src/inverted-index/store/document-packer.ts";
import { DocumentStore } from "../../src/inverted-index/store/document-store.ts";
import { huffmanLengths } from "../../src/inverted-index/store/huffman-lengths.ts";
import { StoreBuffer } from "../../src/inverted-index/store/store-buffer.ts";
import { MemoryDirectory } from "./faults/memory-directory.ts";
import { random } from "./faults/random.ts";

function encodeCompact(text: string): Uint8Array {
  const out = new ByteWriter();
  for (let i = 0; i < text.length; i++) writeCompactUnit(text.charCodeAt(i), out);
  return out.view().slice();
}

function codeOf(documents: readonly Uint8Array[]): ContextCode {
  const pairs = new PairCounts();
  for (const document of documents) pairs.add(document);
  return ContextCode.of(pairs);
}

function encoded(code: ContextCode, document: Uint8Array): Uint8Array {
  const out = new ByteWriter(1);
  code.encode(document, out);
  return out.view().slice();
}

/** With other bytes before it and behind it. */
function decoded(code: ContextCode, bytes: Uint8Array): Uint8Array {
  const around = new Uint8Array(3 + bytes.length + behindText).fill(0x5a);
  around.set(bytes, 3);
  return code.decode(around, 3, 3 + bytes.length);
}

const anyBytes = fc.uint8Array({ maxLength: 40 });
const fewBytes = fc.array(fc.constantFrom(1, 2, 3, 200), { maxLength: 60 }).map((list) => Uint8Array.from(list));
const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe("lengths of a Huffman code", () => {
  it("make a complete code of no longer words, the first symbol's among the longest", () => {
    const weights = fc.array(fc.oneof(fc.nat(5), fc.nat(1_000_000)), { minLength: 1, maxLength: 255 });
    fc.assert(
      fc.property(weights, (list) => {
        const lengths = huffmanLengths(Uint32Array.from([0, ...list]), 8);
        expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(8);
        expect(lengths[0]).toBe(Math.max(...lengths));
      }),
    );
  });

  it.each([
    ["powers of two have their own lengths", [0, 1, 2, 4, 8], [4, 4, 3, 2, 1]],
    ["two symbols have a bit each", [0, 1000], [1, 1]],
    ["equal weights have equal lengths", [1, 1, 1, 1], [2, 2, 2, 2]],
  ])("%s", (_, weights, lengths) => {
    expect([...huffmanLengths(Uint32Array.from(weights), 8)]).toEqual(lengths);
  });
});

describe("a context code", () => {
  it("gives back any document, of those it was made of and others, also when it was read from its bytes", () => {
    const documents = fc.array(fc.oneof(anyBytes, fewBytes), { maxLength: 12 });
    fc.assert(
      fc.property(documents, documents, (own, others) => {
        const code = codeOf(own);
        const read = ContextCode.read(code.bytes)!;
        for (const document of [...own, ...others, everyByte]) {
          const bytes = encoded(code, document);
          expect(encoded(read, document)).toEqual(bytes);
          expect(decoded(read, bytes)).toEqual(document);
        }
      }),
    );
  });

  it("has room for a byte that any other may follow", () => {
    const pairs = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(7, byte, 7, byte));
    const code = codeOf(pairs);
    for (const pair of pairs) expect(decoded(code, encoded(code, pair))).toEqual(pair);
  });

  it("gives back a document longer than its scratch", () => {
    const long = new Uint8Array(100_000).map((_, i) => (i % 9 === 0 ? 32 : 140 + (i % 7)));
    const code = codeOf([long]);
    expect(encoded(code, long).length).toBeLessThan(long.length / 4);
    expect(decoded(code, encoded(code, long))).toEqual(long);
  });

  it("halves Arabic prose", () => {
    const prose = encodeCompact(
      "ذهب الولد إلى المدرسة في الصباح ثم عاد إلى البيت مع أصدقائه بعد انتهاء الدروس. ".repeat(20),
    );
    const code = codeOf([prose]);
    expect(encoded(code, prose).length).toBeLessThan(prose.length / 2);
  });

  it.each([
    ["cut off in its bytes", Uint8Array.of(65, 3, 1, 2)],
    ["cut off in its lengths", Uint8Array.of(65, 1, 1, 2, 0x12)],
    ["words for less than all bits", Uint8Array.of(65, 0, 1, 0x22)],
    ["words for more than all bits", Uint8Array.of(65, 1, 1, 2, 0x11, 0x01)],
    ["a word without bits", Uint8Array.of(65, 0, 1, 0x01)],
    ["a word that is too long", Uint8Array.of(65, 0, 1, 0x19)],
    ["an escape that is not among the longest", Uint8Array.of(65, 1, 1, 2, 0x21, 0x02)],
  ])("is refused where it has %s", (_, bytes) => {
    expect(ContextCode.read(bytes)).toBeUndefined();
  });
});

describe("a packer", () => {
  const arabic = (i: number) =>
    encodeCompact(`{"title":"الوثيقة ${i}","text":"${"قرأت كتابا قديما عن تاريخ المدينة ".repeat(9)}"}`);
  const english = (i: number) =>
    encodeCompact(`{"title":"Paper ${i}","text":"${"an old book about a city by the sea ".repeat(9)}"}`);
  const list = (make: (i: number) => Uint8Array, count: number) => Array.from({ length: count }, (_, i) => make(i));
  const bytesOf = (documents: readonly Uint8Array[]) => documents.reduce((sum, { length }) => sum + length, 0);
  const codedBytes = ({ chunks, codes }: PackedDocuments) => bytesOf(chunks) + bytesOf(codes);

  it("leaves few documents as they are", () => {
    const packer = new DocumentPacker();
    const { chunks, codes } = packer.pack([arabic(1), arabic(2)]);
    expect(chunks[0]).toEqual(new Uint8Array(Buffer.concat([arabic(1), arabic(2)])));
    expect(codes).toEqual([new Uint8Array(0)]);
  });

  it("makes a code once it has seen enough, and goes on with it", () => {
    const packer = new DocumentPacker();
    const packed = list(arabic, 60).map((document) => packer.pack([document, document, document, document]));
    const [first, second] = packed.map(({ codes }) => codes[0]!).filter((code) => code.length > 0);
    expect(first).toBeDefined();
    expect(second).toBe(first);
  });

  it("makes few codes of one kind of text, however little comes at once", () => {
    const packer = new DocumentPacker();
    const draw = random(2);
    const letters = [..."ابتدرسعفقكلمنهوي     "];
    const some = () => encodeCompact(Array.from({ length: 600 }, () => draw.pick(letters)).join(""));
    const codes = new Set(Array.from({ length: 200 }, () => packer.pack(Array.from({ length: 10 }, some)).codes[0]));
    expect(codes.size).toBeLessThan(6);
  });

  it("makes another where the text becomes one of another kind", () => {
    const packer = new DocumentPacker();
    const before = packer.pack(list(arabic, 100));
    const after = packer.pack(list(english, 100));
    expect(after.codes).not.toEqual(before.codes);
    expect(codedBytes(after)).toBeLessThan(0.6 * bytesOf(list(english, 100)));
  });

  it("makes another after it has served for long", () => {
    const packer = new DocumentPacker();
    const documents = list(arabic, 100);
    // The first is made of one such pack and serves 64 times as much; the next is made of four.
    const codes = new Set(Array.from({ length: 100 }, () => packer.pack(documents).codes[0]));
    expect(codes.size).toBe(2);
  });

  it("never takes more than the documents do", () => {
    const documents = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3000 }), { maxLength: 8 });
    const packer = new DocumentPacker();
    fc.assert(
      fc.property(documents, (list) => {
        expect(codedBytes(packer.pack(list))).toBeLessThanOrEqual(bytesOf(list));
      }),
    );
  });

  it("answers nothing with nothing", () => {
    const { offsets, starts, firstDocs } = new DocumentPacker().pack([]);
    expect([offsets.length, starts.length, firstDocs.length]).toEqual([0, 0, 0]);
  });
});

describe("the store", () => {
  async function stored(buffer: StoreBuffer, damage: (blocks: Uint8Array) => void = () => {}): Promise<DocumentStore> {
    const addresses = buffer.addressSections();
    const blocks = new Uint8Array(Buffer.concat(buffer.chunks));
    damage(blocks);
    const directory = new MemoryDirectory();
    const write = (part: string, sections: Parameters<typeof writeSectionFile>[4]) =>
      writeSectionFile(directory, `s00000001.${part}`, part, "s00000001", sections, null);
    await write("columns", new Map(addresses));
    await write("store", new Map([["blocks", blocks]]));
    const open = (part: string) => openSectionFile(directory, `s00000001.${part}`, part, "s00000001");
    return new DocumentStore(open("store"), open("columns").load());
  }

  const documents = Array.from({ length: 400 }, (_, i) => `وثيقة ${i} `.repeat((i * 37) % 900) + i);

  function filled(list: readonly string[]): StoreBuffer {
    const buffer = new StoreBuffer();
    for (const text of list) buffer.add(encodeCompact(text));
    return buffer;
  }

  it("gives back every document, in any order", async () => {
    const store = await stored(filled(documents));
    for (let i = 0; i < documents.length; i++) {
      const doc = (i * 61) % documents.length;
      expect(store.get(doc)).toBe(documents[doc]);
    }
  });

  it("gives back documents of any size, empty ones too", async () => {
    const texts = fc.array(fc.oneof(fc.constant(""), fc.string({ maxLength: 30 }), fc.constantFrom(...documents)));
    await fc.assert(
      fc.asyncProperty(texts, async (list) => {
        const store = await stored(filled(list));
        expect(list.map((_, doc) => store.get(doc))).toEqual(list);
      }),
      { numRuns: 40 },
    );
  });

  it("takes in what was packed elsewhere, before and behind its own", async () => {
    const buffer = filled(["قبل"]);
    const halves = [documents.slice(0, 150), documents.slice(150), []];
    const packer = new DocumentPacker();
    for (const half of halves) buffer.append(packer.pack(half.map(encodeCompact)));
    buffer.add(encodeCompact("بعد"));
    const all = ["قبل", ...documents, "بعد"];
    const store = await stored(buffer);
    expect(all.map((_, doc) => store.get(doc))).toEqual(all);
    const copied = new StoreBuffer();
    copied.copy(store, (doc) => doc !== 200, store.sizeBytes);
    const copy = await stored(copied);
    const kept = all.filter((_, doc) => doc !== 200);
    expect(kept.map((_, doc) => copy.get(doc))).toEqual(kept);
  });

  it("keeps a code once, however often it comes", () => {
    const buffer = new StoreBuffer();
    const packer = new DocumentPacker();
    const half = documents.slice(0, 200).map(encodeCompact);
    const { codes } = packer.pack(half);
    for (let i = 0; i < 3; i++) buffer.append({ ...packer.pack(half), codes: codes.map((code) => code.slice()) });
    expect(buffer.packed().codes).toEqual(codes);
  });

  it("copies what is kept of another", async () => {
    const source = await stored(filled(documents));
    for (const keep of [() => true, (doc: number) => doc % 90 !== 3, () => false]) {
      const buffer = filled(["قبل"]);
      buffer.copy(source, keep, source.sizeBytes);
      const kept = ["قبل", ...documents.filter((_, doc) => keep(doc))];
      const copy = await stored(buffer);
      expect(kept.map((_, doc) => copy.get(doc))).toEqual(kept);
    }
  });

  const words = ["ذهب", "الولد", "إلى", "المدرسة", "القديمة", "صباحا", "وعاد", "مساء", "مع", "رفاقه", "ثم", "قرأ"];
  const text = (i: number, first = 0) =>
    Array.from({ length: 60 }, (_, k) => words[first + ((i * 7 + k * (1 + (i % 9))) % (12 - first))]).join(" ");
  const merge = async (stores: readonly DocumentStore[]) => {
    const merged = new StoreBuffer();
    const all = stores.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const store of stores) merged.copy(store, () => true, all);
    return merged;
  };
  const codesIn = (buffer: StoreBuffer) => buffer.packed().codes.filter(({ length }) => length > 0);

  it("packs anew what many small stores have", async () => {
    const small = await Promise.all(Array.from({ length: 40 }, (_, i) => stored(filled([text(i), text(i + 1)]))));
    const merged = await merge(small);
    expect(codesIn(merged).length).toBe(1);
    expect(merged.sizeBytes).toBeLessThan(80 * 300 * 0.6);
    const copy = await stored(merged);
    expect(copy.get(41)).toBe(text(21));
  });

  it("keeps a code that many documents share", async () => {
    const large = await stored(filled(Array.from({ length: 2400 }, (_, i) => text(i))));
    const half = new StoreBuffer();
    half.copy(large, (doc) => doc % 2 === 0, large.sizeBytes);
    expect(codesIn(half)).toEqual([large.codeOf(0)?.bytes]);
  });

  it("has few codes in the end, however many stores were merged that had one each", async () => {
    const one = (i: number) => stored(filled(Array.from({ length: 500 }, (_, k) => text(i * 500 + k, i % 5))));
    const tens: DocumentStore[] = [];
    for (let ten = 0; ten < 4; ten++) {
      const merged = await merge(await Promise.all(Array.from({ length: 10 }, (_, i) => one(10 * ten + i))));
      expect(codesIn(merged).length).toBeGreaterThan(1);
      tens.push(await stored(merged));
    }
    const all = await merge(tens);
    expect(codesIn(all).length).toBeLessThanOrEqual(4);
    const store = await stored(all);
    for (const doc of [0, 499, 500, 7777, 19_999]) expect(store.get(doc)).toBe(text(doc, Math.floor(doc / 500) % 5));
  });

  it("has its documents still where they could not be packed", async () => {
    class FullMemory extends DocumentPacker {
      fails = 1;
      override pack(list: readonly Uint8Array[]): PackedDocuments {
        if (this.fails-- > 0) throw new RangeError("Array buffer allocation failed");
        return super.pack(list);
      }
    }
    const buffer = new StoreBuffer(new FullMemory());
    for (const each of documents.slice(0, 9)) buffer.add(encodeCompact(each));
    expect(() => buffer.addressSections()).toThrow(RangeError);
    expect(buffer.docCount).toBe(9);
    const store = await stored(buffer);
    expect(documents.slice(0, 9).map((_, doc) => store.get(doc))).toEqual(documents.slice(0, 9));
  });

  it("refuses a damaged block", async () => {
    const store = await stored(filled(documents), (blocks) => {
      blocks[blocks.length - 1]! ^= 1;
    });
    expect(store.get(0)).toBe(documents[0]);
    expect(() => store.get(documents.length - 1)).toThrow(expect.objectContaining({ code: "index_corrupt" }));
  });
});
