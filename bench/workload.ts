/**
 * Query classes from a list of questions and a sample of the corpus, by fixed rules and a fixed seed:
 *
 *     question, snippet, http   the question as it was typed
 *     once                      others of the questions, as many as there are left
 *     two-or, two-and, facets   its two longest words, in their order
 *     filter-sort               the same, in the category of some document, by number, descending
 *     phrase                    two neighbouring words of some document
 *     prefix, suggest           the first three letters of the question's longest word
 *     fuzzy                     that word with one letter replaced
 *
 * A word is a run of letters and marks. No engine's tokenizer takes part, so none is favoured.
 * @module
 */
import type { CorpusSample } from "./corpus.ts";
import type { BenchQuery, QueryClass } from "./peers/protocol.ts";
import { seededRandom } from "./seeded-random.ts";

const prefixLetters = 3;
const fuzzyLetters = 4;

/** At most `most` queries a class, spread evenly over the questions. */
export function queryClasses(
  questions: readonly string[],
  sample: readonly CorpusSample[],
  most: number,
): QueryClass[] {
  const all = questions.map((text) => text.replace(/\s+/gu, " ").trim()).filter((text) => wordsOf(text).length > 0);
  const asked = spread(all, most);
  const known = new Set(asked);
  const others = spread(
    [...new Set(all)].filter((text) => !known.has(text)),
    most,
  );
  const random = seededRandom("workload");
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

  const whole = asked.map((text): BenchQuery => ({ text }));
  const two = asked.map((text) => longest(text, 2).join(" "));
  const pairs = two.filter((text) => text.includes(" ")).map((text): BenchQuery => ({ text }));
  const one = asked.map((text) => longest(text, 1)[0]!);
  const prefixes = one
    .filter((word) => word.length >= prefixLetters)
    .map((word): BenchQuery => ({ text: word.slice(0, prefixLetters) }));
  const letters = [...new Set(one.join(""))].sort();
  const slips = one
    .filter((word) => word.length >= fuzzyLetters)
    .map((word): BenchQuery => {
      const at = 1 + Math.floor(random() * (word.length - 1));
      return { text: word.slice(0, at) + draw(letters) + word.slice(at + 1) };
    });
  const neighbours = sample.flatMap(({ text }) => text.match(/\p{L}{3,} \p{L}{3,}/gu)?.slice(0, 20) ?? []);
  const phrases = asked.flatMap((): BenchQuery[] => (neighbours.length === 0 ? [] : [{ text: draw(neighbours) }]));
  const filtered = pairs.map(({ text }): BenchQuery => ({ text, category: draw(sample).category }));

  const classes: QueryClass[] = [
    { name: "question", queries: whole },
    { name: "once", queries: others.map((text): BenchQuery => ({ text })), once: true },
    { name: "two-or", queries: pairs },
    { name: "two-and", queries: pairs },
    { name: "phrase", queries: phrases },
    { name: "prefix", queries: prefixes },
    { name: "fuzzy", queries: slips },
    { name: "filter-sort", queries: filtered },
    { name: "facets", queries: pairs },
    { name: "snippet", queries: whole },
    { name: "suggest", queries: prefixes },
    { name: "http", queries: whole },
  ];
  return classes.filter(({ queries }) => queries.length > 0);
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}]+/gu) ?? [];
}

function longest(text: string, count: number): string[] {
  const words = wordsOf(text);
  const kept = new Set([...words.keys()].sort((a, b) => words[b]!.length - words[a]!.length || a - b).slice(0, count));
  return words.filter((_, i) => kept.has(i));
}

function spread<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, i) => values[Math.floor((i * values.length) / most)]!);
}
