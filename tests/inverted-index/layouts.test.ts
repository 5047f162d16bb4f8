/**
 * Small layouts of bytes and tables against the plainest thing that does the same.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldValue } from "../../src/contract/index.ts";
import { ByteWriter } from "../../src/inverted-index/codec/byte-writer.ts";
import { decodeCompact, writeCompactUnit } from "../../src/inverted-index/codec/compact-text.ts";
import { decodeOrdinals, encodeOrdinals, mostOrdinals } from "../../src/inverted-index/codec/ordinal-list.ts";
import { orderOfKeys } from "../../src/inverted-index/dictionary/order-of-keys.ts";
import { TokenTable } from "../../src/inverted-index/dictionary/token-table.ts";
import { contentHash } from "../../src/inverted-index/segment/content-hash.ts";
import { storedJson } from "../../src/inverted-index/segment/stored-json.ts";

/** Any UTF-16, lone surrogates too, and much that begins alike. */
const anyString = fc.oneof(
  fc.string({ unit: "binary", maxLength: 14 }),
  fc.string({ unit: fc.constantFrom("م", "د", "ر", "َ", "٣", "3", "x"), maxLength: 14 }),
  fc.string({ unit: fc.constantFrom("\u0000", "ا"), maxLength: 9 }),
);

function encodeCompact(text: string): Uint8Array {
  const out = new ByteWriter();
  for (let i = 0; i < text.length; i++) writeCompactUnit(text.charCodeAt(i), out);
  return out.view().slice();
}

describe("compact text", () => {
  it("gives back any text", () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(decodeCompact(encodeCompact(text))).toBe(text);
      }),
    );
  });

  it("takes a byte for a letter of Arabic or ASCII", () => {
    const text = 'قال: "fihris" ١٢';
    expect(encodeCompact(text).length).toBe(text.length);
  });
});

describe("an order", () => {
  it("comes back from its differences", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(400), fc.nat(mostOrdinals - 1)), { maxLength: 60 }), (list) => {
        const order = Uint32Array.from(list);
        const bytes = encodeOrdinals(order);
        expect(decodeOrdinals(bytes, mostOrdinals)).toEqual(order);
        // A number that is cut off, one that is not below the limit.
        expect(decodeOrdinals(Uint8Array.of(...bytes, 0x80), mostOrdinals)).toBeUndefined();
        if (list.length > 0) expect(decodeOrdinals(bytes, Math.max(...list))).toBeUndefined();
      }),
    );
  });

  it("of keys is that of <, and of their places where they are equal", () => {
    fc.assert(
      fc.property(fc.array(anyString, { maxLength: 60 }), (keys) => {
        const places = keys.map((_, i) => i);
        places.sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
        expect(Array.from(orderOfKeys(keys))).toEqual(places);
      }),
    );
  });
});

describe("a token table", () => {
  it("knows every token by its units alone, whatever stands around it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyString, anyString, anyString), { maxLength: 80 }), (list) => {
        const table = new TokenTable();
        const made = new Map<string, number>();
        for (const [before, token, after] of [...list, ...list]) {
          const text = before + token + after;
          const value = table.get(text, before.length, before.length + token.length, (raw) => {
            expect(raw).toBe(token);
            expect(made.has(raw)).toBe(false);
            // The largest value stands for a token of which nothing remains.
            made.set(raw, made.size === 0 ? 0xffffffff : made.size);
            return made.get(raw)!;
          });
          expect(value).toBe(made.get(token));
        }
      }),
    );
  });

  it("holds more tokens than it began with room for", () => {
    const table = new TokenTable();
    const tokens = Array.from({ length: 20_000 }, (_, i) => i.toString(2).replaceAll("1", "م").replaceAll("0", "ن"));
    for (const [i, token] of tokens.entries()) expect(table.get(token, 0, token.length, () => i)).toBe(i);
    for (const [i, token] of tokens.entries()) expect(table.get(token, 0, token.length, () => -1)).toBe(i);
  });
});

describe("a version", () => {
  it("is 16 hexadecimal digits that change with any byte and with the length", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 20 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, place, change) => {
          const hash = contentHash(bytes);
          expect(hash).toMatch(/^[0-9a-f]{16}$/);
          expect(contentHash(Uint8Array.of(...bytes, 0))).not.toBe(hash);
          if (bytes.length === 0) return;
          bytes[place % bytes.length]! ^= change;
          expect(contentHash(bytes)).not.toBe(hash);
        },
      ),
    );
  });

  it("has no pairs among documents that differ little", () => {
    const documents = Array.from({ length: 20_000 }, (_, i) => Buffer.from(`{"n":${i},"text":"${"x".repeat(i % 9)}"}`));
    for (const half of [0, 8]) {
      const halves = new Set(documents.map((document) => contentHash(document).slice(half, half + 8)));
      expect(halves.size).toBeGreaterThan(documents.length - 5);
    }
  });
});

describe("stored JSON", () => {
  it("is what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyString, fc.oneof(anyString, fc.jsonValue()))), (list) => {
        const fields = Object.entries(Object.fromEntries(list)) as [string, FieldValue][];
        expect(decodeCompact(storedJson(fields))).toBe(JSON.stringify(Object.fromEntries(list)));
      }),
    );
  });

  it.each([
    ["quotes and backslashes", 'قال "نعم" \\ ثم مضى'],
    ["lines and tabs", "سطر\nآخر\tوثالث\r\n"],
    ["other scripts and signs", "« é — ﷺ “é” 日本 😀 \ud800"],
  ])("keeps %s", (_, text) => {
    expect(decodeCompact(storedJson([["text", text]]))).toBe(JSON.stringify({ text }));
  });
});

describe("a byte writer", () => {
  it("grows by what it is given", () => {
    const out = new ByteWriter(1);
    out.bytes(new Uint8Array(5000).fill(7));
    out.varint(0xffffffff);
    out.fixed(0x010203, 4);
    expect(out.length).toBe(5009);
    expect(Array.from(out.view().subarray(4999))).toEqual([7, 0xff, 0xff, 0xff, 0xff, 0x0f, 3, 2, 1, 0]);
  });
});
