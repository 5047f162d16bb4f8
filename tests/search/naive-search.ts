/**
 * A search that scans: everything is recomputed from the texts by analysis, nothing is looked up. What the engine
 * answers must be what this answers.
 * @module
 */
import { analyzeWord, tokenize } from "../../src/analysis/index.ts";
import { b, k1 } from "../../src/search/rank/bm25.ts";
import { byteToLength, lengthToByte } from "../../src/search/rank/field-norms.ts";

export interface NaiveDocument {
  readonly id: string;
  /** Deleted documents count for statistics until they are merged away. */
  readonly live: boolean;
  readonly fields: { readonly title?: string; readonly text?: string | readonly string[]; readonly n?: number };
}

export interface NaiveQuery {
  readonly should: readonly string[];
  readonly must?: readonly string[];
  readonly mustNot?: readonly string[];
  readonly phrase?: { readonly words: readonly string[]; readonly slop: number };
  readonly operator?: "or" | "and";
  readonly accept?: (document: NaiveDocument) => boolean;
}

const weights = { title: 2, text: 1 } as const;
type Field = keyof typeof weights;
const fieldNames = Object.keys(weights) as Field[];

/** Stems by position, one list for each value of the field. */
function stemsOf(document: NaiveDocument, field: Field): readonly (readonly string[])[][] {
  const value = document.fields[field] ?? [];
  const values = typeof value === "string" ? [value] : value;
  return values.map((text) => tokenize(text).map(({ spelled }) => analyzeWord(spelled).stems));
}

function frequency(document: NaiveDocument, field: Field, stem: string): number {
  const count = stemsOf(document, field)
    .flat()
    .filter((stems) => stems.includes(stem)).length;
  return Math.min(255, count);
}

function lengthOf(document: NaiveDocument): number {
  return fieldNames.reduce((sum, field) => sum + weights[field] * stemsOf(document, field).flat().length, 0);
}

export function naiveSearch(documents: readonly NaiveDocument[], query: NaiveQuery): Map<string, number> {
  const lengths = documents.map(lengthOf);
  const holders = lengths.filter((length) => length > 0);
  const average = holders.length === 0 ? 1 : holders.reduce((sum, length) => sum + length, 0) / holders.length;
  const words = [...new Set([...query.should, ...(query.must ?? []), ...(query.phrase?.words ?? [])])];
  const groups = words.map((word) => {
    const { stems, functionWord } = analyzeWord(word);
    const docFreqs = stems.flatMap((stem) =>
      fieldNames.map((field) => documents.filter((document) => frequency(document, field, stem) > 0).length),
    );
    const docFreq = Math.max(...docFreqs);
    const idf = Math.log(1 + (documents.length - docFreq + 0.5) / (docFreq + 0.5));
    return { word, stems, factor: idf * (functionWord ? 0.2 : 1), optional: functionWord };
  });
  const x = (document: NaiveDocument, stems: readonly string[]) =>
    stems.reduce(
      (sum, stem) =>
        sum + fieldNames.reduce((all, field) => all + weights[field] * frequency(document, field, stem), 0),
      0,
    );
  const holds = (document: NaiveDocument, word: string) => x(document, analyzeWord(word).stems) > 0;
  const scores = new Map<string, number>();
  documents.forEach((document, i) => {
    if (!document.live || query.accept?.(document) === false) return;
    const required = groups.filter(({ word, optional }) => query.should.includes(word) && !optional);
    const counted = required.length > 0 ? required : groups.filter(({ word }) => query.should.includes(word));
    const matched = counted.filter(({ word }) => holds(document, word)).length;
    const demanding = (query.must?.length ?? 0) > 0 || query.phrase !== undefined;
    // Particles are asked for only where the query has nothing else.
    const least = query.operator === "and" ? counted.length : Math.min(1, counted.length);
    const needed = demanding && (query.operator === "or" || required.length === 0) ? 0 : least;
    if (matched < needed) return;
    if (query.must?.some((word) => !holds(document, word))) return;
    if (query.mustNot?.some((word) => holds(document, word))) return;
    if (query.phrase !== undefined && !holdsPhrase(document, query.phrase.words, query.phrase.slop)) return;
    const length = byteToLength(lengthToByte(lengths[i]!));
    let score = 0;
    // Particles are scored by the second pass, unless the query has nothing else.
    const content = groups.filter(({ optional }) => !optional);
    for (const { stems, factor } of content.length > 0 ? content : groups) {
      const frequencies = x(document, stems);
      score += (factor * (k1 + 1) * frequencies) / (frequencies + k1 * (1 - b + (b * length) / average));
    }
    scores.set(document.id, score);
  });
  return scores;
}

/** Tries every choice of places. */
function holdsPhrase(document: NaiveDocument, words: readonly string[], slop: number): boolean {
  const wanted = words.map((word) => analyzeWord(word).stems);
  return fieldNames.some((field) =>
    stemsOf(document, field).some((tokens) => {
      const places = wanted.map((stems) =>
        tokens.flatMap((own, position) => (own.some((stem) => stems.includes(stem)) ? [position] : [])),
      );
      const choose = (term: number, first: number, last: number): boolean =>
        term === places.length ||
        places[term]!.some(
          (place) =>
            (term === 0 || (place > last && place - first - term <= slop)) &&
            choose(term + 1, term === 0 ? place : first, place),
        );
      return choose(0, 0, -1);
    }),
  );
}
