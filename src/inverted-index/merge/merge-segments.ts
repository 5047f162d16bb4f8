/**
 * Live documents of several segments to one builder, in order. Words are carried over by the forward index:
 * nothing is tokenised again, and a distinct word is analysed once.
 * @module
 */
import type { Bitmap } from "../columns/bitmap.ts";
import { signatureBytes } from "../columns/body-signatures.ts";
import { noWord } from "../dictionary/token-table.ts";
import { valueBoundary } from "../forward/forward-field.ts";
import { SegmentBuilder } from "../segment/segment-builder.ts";
import type { SegmentReader } from "../segment/segment-reader.ts";

const gone = 0xffffffff;

export function mergeSegments(sources: readonly { reader: SegmentReader; live: Bitmap | undefined }[]): SegmentBuilder {
  const builder = new SegmentBuilder();
  reserveTexts(builder, sources);
  const storedBytes = sources.reduce((sum, { reader }) => sum + reader.store.sizeBytes, 0);
  for (const { reader, live } of sources) {
    const docMap = new Uint32Array(reader.docCount).fill(gone);
    const { signatures } = reader;
    for (let doc = 0; doc < reader.docCount; doc++) {
      if (live !== undefined && !live.has(doc)) continue;
      docMap[doc] = builder.startDocument(reader.ids.get(doc), reader.ids.version(doc));
      builder.signatures.bytes(signatures.subarray(doc * signatureBytes, (doc + 1) * signatureBytes));
    }
    builder.store.copy(reader.store, (doc) => docMap[doc] !== gone, storedBytes);
    copyText(reader, builder, docMap);
    copyValues(reader, builder, docMap);
  }
  return builder;
}

/** What is collected of a text field grows to the size of all sources: known before, it grows once. */
function reserveTexts(builder: SegmentBuilder, sources: readonly { reader: SegmentReader }[]): void {
  const sizes = new Map<string, number>();
  for (const { reader } of sources)
    for (const [name, { forward }] of reader.text) sizes.set(name, (sizes.get(name) ?? 0) + forward.codeCount);
  for (const [name, size] of sizes) builder.textField(name).tokens.reserve(size);
}

function copyText(reader: SegmentReader, builder: SegmentBuilder, docMap: Uint32Array): void {
  const wordMap = new Uint32Array(reader.dictionary.words.size).fill(noWord);
  for (const [name, { forward }] of reader.text) {
    const target = builder.textField(name);
    for (let row = 0; row < forward.docs.length; row++) {
      const doc = docMap[forward.docs[row]!]!;
      if (doc === gone) continue;
      target.startValue(doc);
      const count = forward.read(row);
      for (let i = 0; i < count; i++) {
        const word = forward.tokens[i]!;
        if (word === valueBoundary) {
          target.startValue(doc);
          continue;
        }
        let mapped = wordMap[word]!;
        if (mapped === noWord) {
          mapped = builder.adoptWord(reader.dictionary.words.get(word), reader.dictionary.stemsOf(word));
          wordMap[word] = mapped;
        }
        target.push(mapped);
      }
    }
  }
}

function copyValues(reader: SegmentReader, builder: SegmentBuilder, docMap: Uint32Array): void {
  for (const [name, column] of reader.keyword) {
    const values = new Map<number, string>();
    for (let i = 0; i < column.docs.length; i++) {
      const doc = docMap[column.docs[i]!]!;
      if (doc === gone) continue;
      const ordinal = column.ordinals[i]!;
      let value = values.get(ordinal);
      if (value === undefined) {
        value = column.values.get(ordinal);
        values.set(ordinal, value);
      }
      builder.addKeyword(doc, name, value);
    }
  }
  for (const [name, column] of reader.number) {
    for (let i = 0; i < column.docs.length; i++) {
      const doc = docMap[column.docs[i]!]!;
      if (doc !== gone) builder.addNumber(doc, name, column.values[i]!);
    }
  }
  for (const [name, column] of reader.date) {
    for (let i = 0; i < column.docs.length; i++) {
      const doc = docMap[column.docs[i]!]!;
      if (doc !== gone) builder.addDate(doc, name, column.values[i]!);
    }
  }
}
