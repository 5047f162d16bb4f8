/**
 * For each trigram of a field's folded words the sum of the document frequencies of the words that have it, once for
 * each time that they have it: how common the letters are. Sums add up over fields and segments.
 * @module
 */
import { trigramCodes, trigramsOfWord, writeTrigrams } from "../../analysis/index.ts";
import { placeOf } from "../codec/binary-search.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { encodeOrdinals, readOrdinals } from "../codec/ordinal-list.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { FoldedUnits } from "../dictionary/folded-units.ts";
import type { StringTable } from "../dictionary/string-table.ts";

export class TrigramFrequencies {
  /** Ascending. */
  readonly #codes: Uint32Array;
  readonly #docFreqs: Uint32Array;

  constructor(codes: Uint32Array, docFreqs: Uint32Array) {
    this.#codes = codes;
    this.#docFreqs = docFreqs;
  }

  /** @param docFreqs - of each word */
  static count(words: StringTable, docFreqs: Uint32Array): TrigramFrequencies {
    const sums = new Uint32Array(trigramCodes);
    const folded = new FoldedUnits(words);
    const own = new Uint32Array(trigramsOfWord);
    for (let word = 0; word < docFreqs.length; word++) {
      const docFreq = docFreqs[word]!;
      if (docFreq === 0) continue;
      folded.read(word);
      const count = writeTrigrams(folded.units, 0, folded.end, own, 0);
      for (let i = 0; i < count; i++) sums[own[i]!]! += docFreq;
    }
    const codes = new GrowableUint32();
    for (let code = 0; code < trigramCodes; code++) if (sums[code] !== 0) codes.push(code);
    const found = codes.view().slice();
    return new TrigramFrequencies(
      found,
      found.map((code) => sums[code]!),
    );
  }

  /** Undefined where the file was written before there was such a section. */
  static read(file: SectionFile, field: number): TrigramFrequencies | undefined {
    const [codesSection, docFreqsSection] = namesOf(field);
    if (!file.has(codesSection)) return undefined;
    const codes = readOrdinals(file, codesSection, trigramCodes);
    const docFreqs = file.uint32(docFreqsSection);
    if (codes.length !== docFreqs.length) throw file.corrupt(`has no trigrams in section ${codesSection}`);
    return new TrigramFrequencies(codes, docFreqs);
  }

  /** 0 for a trigram that no word has. */
  of(code: number): number {
    const place = placeOf(this.#codes, code);
    return place < 0 ? 0 : this.#docFreqs[place]!;
  }

  /** Those of a field's part of the postings file. */
  sections(field: number): [string, SectionContent][] {
    const [codesSection, docFreqsSection] = namesOf(field);
    return [
      [codesSection, encodeOrdinals(this.#codes)],
      [docFreqsSection, this.#docFreqs],
    ];
  }
}

function namesOf(field: number): readonly [string, string] {
  return [`${field}.trigrams.codes`, `${field}.trigrams.docFreqs`];
}
