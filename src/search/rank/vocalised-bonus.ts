/**
 * Who types marks means them: documents that hold the word with the same marks rise above those that hold it with
 * others or without any. The marks stand in the stored text only, so the best candidates are read, and only for a
 * query that carries marks within a word (final ones are endings, and say nothing of the word).
 *
 *     bonus(q, d) = 1.2 * 2.2 * sum over vocalised words i of  F_i * agreement(i, d)
 *
 * agreement: the share of the query's marks that the best token of the document has, 0 where one contradicts.
 * @module
 */
import { analyzeOften, BoundedCache, spell, TokenCursor } from "../../analysis/index.ts";
import type { FieldValue } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { fieldValues } from "../match/field-values.ts";
import { agreementOfMarks, isVocalised } from "../match/marks.ts";
import type { QueryPlan } from "../rewrite/query-plan.ts";
import type { Ranked } from "../top-k/block-max-search.ts";
import { k1 } from "./bm25.ts";
import { fieldsKey, type WeightedField } from "./field-norms.ts";

/** Candidates whose text is read; independent of limit and offset, so that pages partition. */
const vocalisedDepth = 30;
/** Documents whose marked words are kept. */
const cachedDocuments = 20_000;
/** As for words side by side: more than the word's frequency can bring. */
const vocalisedWeight = 1.2;

interface VocalisedWord {
  readonly raw: string;
  readonly stems: readonly string[];
  /** Weight times idf. */
  readonly factor: number;
}

/** Whether the query has words whose marks are worth reading texts for. */
export function hasVocalisedWords(plan: QueryPlan): boolean {
  if (!plan.switches.features.has("vocalisation")) return false;
  return plan.groups.some(({ vocalised }, i) => vocalised && plan.scores[i]);
}

export class VocalisedBonus {
  readonly #snapshot: Snapshot;
  readonly #fields: readonly WeightedField[];
  readonly #words: readonly VocalisedWord[];
  /** Words with marks of the documents that were read: few words of few documents, and costly to come by. */
  readonly #marked: BoundedCache<readonly string[], number>;
  /** Agreement of each of the words with a token as it stands in a text: texts repeat their words. */
  readonly #known = new Map<string, readonly number[]>();

  /** @param factors - weight times idf of each group */
  constructor(snapshot: Snapshot, plan: QueryPlan, factors: readonly number[], fields: readonly WeightedField[]) {
    this.#snapshot = snapshot;
    this.#fields = fields;
    this.#marked = snapshot.derived.get(
      `marked words ${fieldsKey(fields)}`,
      () => new BoundedCache<readonly string[], number>(cachedDocuments),
    );
    this.#words = plan.groups.flatMap(({ text, vocalised, analysis }, i) =>
      plan.scores[i] && vocalised ? [{ raw: text, stems: analysis.stems, factor: factors[i]! }] : [],
    );
  }

  of(doc: number): number {
    const best = this.#words.map(() => 0);
    for (const raw of this.#marked.get(doc, () => this.#markedWords(doc))) {
      const agreement = this.#agreement(raw);
      for (let i = 0; i < best.length; i++) best[i] = Math.max(best[i]!, agreement[i]!);
    }
    const sum = this.#words.reduce((worth, { factor }, i) => worth + factor * best[i]!, 0);
    return vocalisedWeight * (k1 + 1) * sum;
  }

  /** Distinct words of the document's text that carry marks. */
  #markedWords(doc: number): readonly string[] {
    const { reader, base } = this.#snapshot.segmentOf(doc);
    const stored = reader.stored(doc - base) as { readonly [name: string]: FieldValue };
    const marked = new Set<string>();
    const cursor = new TokenCursor();
    for (const { name } of this.#fields) {
      for (const text of fieldValues(stored, name)) {
        cursor.reset(text);
        while (cursor.next()) {
          const raw = text.slice(cursor.start, cursor.end);
          if (isVocalised(raw)) marked.add(raw);
        }
      }
    }
    return [...marked];
  }

  #agreement(raw: string): readonly number[] {
    let agreement = this.#known.get(raw);
    if (agreement === undefined) {
      const { stems } = analyzeOften(spell(raw));
      agreement = this.#words.map((word) =>
        word.stems.some((stem) => stems.includes(stem)) ? agreementOfMarks(word.raw, raw) : 0,
      );
      this.#known.set(raw, agreement);
    }
    return agreement;
  }
}

/** The ranking with the bonus added to its best, which it may only reorder among themselves. */
export function rescoreVocalised(ranked: Ranked, bonus: VocalisedBonus): Ranked {
  const depth = Math.min(vocalisedDepth, ranked.docs.length);
  const best = Array.from({ length: depth }, (_, i) => ({
    doc: ranked.docs[i]!,
    score: ranked.scores[i]! + bonus.of(ranked.docs[i]!),
  })).sort((a, b) => b.score - a.score || a.doc - b.doc);
  const docs = ranked.docs.slice();
  const scores = ranked.scores.slice();
  best.forEach(({ doc, score }, i) => {
    docs[i] = doc;
    scores[i] = score;
  });
  return { docs, scores };
}
