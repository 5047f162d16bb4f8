/** Frequencies of trigrams as a segment stores them, against a count over its documents. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { fold, trigramsOf } from "../../src/analysis/index.ts";
import { Index } from "../../src/engine/index.ts";
import { openSnapshot } from "../../src/inverted-index/index.ts";
import { TrigramFrequencies } from "../../src/inverted-index/postings/trigram-frequencies.ts";
import { MemoryDirectory } from "./faults/memory-directory.ts";

/** Letters that are folded and such that are not, and words that have a trigram twice. */
const word = fc.string({ unit: fc.constantFrom(..."بتأةى"), minLength: 1, maxLength: 12 });
const texts = fc.array(fc.array(word, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 });

it("are the sums of the document frequencies of the words that have them", async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (documents) => {
      const directory = new MemoryDirectory();
      const index = await Index.openDirectory(directory);
      for (const [i, words] of documents.entries()) await index.add({ id: `d${i}`, text: words.join(" ") });
      await index.commit();
      const expected = new Map<number, number>();
      for (const words of documents) {
        for (const each of new Set(words))
          for (const code of trigramsOf(fold(each))) expected.set(code, (expected.get(code) ?? 0) + 1);
      }
      const snapshot = openSnapshot(directory);
      const { reader } = snapshot.segments[0]!;
      const field = reader.text.get("text")!;
      const docFreqs = new Uint32Array(reader.dictionary.words.size);
      field.words.addDocFreqs(docFreqs);
      const counted = TrigramFrequencies.count(reader.dictionary.words, docFreqs);
      for (const [code, docFreq] of expected) {
        expect(field.trigrams.of(code)).toBe(docFreq);
        expect(counted.of(code)).toBe(docFreq);
      }
      expect(field.trigrams.of(trigramsOf("ظظظ")[1]!)).toBe(0);
      snapshot.closeFor(undefined);
      await index.close();
    }),
    { numRuns: 40 },
  );
});
