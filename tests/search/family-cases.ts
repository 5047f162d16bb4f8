/**
 * Cases of the families of Arabic search, checked on the whole engine. Comes in: rows of cases with a comma between.
 * Goes out: those that do not hold.
 *
 *     query > document             finds it            query ! document          does not find it
 *     query ^ better | worse       ranks it above      typed ~ document          is corrected to it, or finds it
 *     query # a (marked) text      lights up what stands in parentheses, and nothing else
 * @module
 */
import { analyzeWord, tokenize } from "../../src/analysis/index.ts";
import type { Index } from "../../src/engine/index.ts";
import { indexOf } from "./small-index.ts";

/** Family -> rows of a reason and its cases. */
export type FamilyCases = Readonly<Record<string, readonly (readonly [why: string, cases: string])[]>>;

interface Case {
  readonly q: string;
  readonly sign: string;
  readonly document: string;
}

export function casesOf(row: string): Case[] {
  return row.split(/, (?=[^~])/).map((text) => {
    const [, q, sign, document] = /^(.*?) ([>!^~#]) (.*)$/.exec(text.trim()) ?? [];
    if (q === undefined) throw new Error(`expected a query, a sign and a document, got ${JSON.stringify(text)}`);
    return { q: q.trim(), sign: sign!, document: document! };
  });
}

const plain = (document: string): string => document.replace(/[()]/g, "");

/** All documents of a family in one index, each text once. */
export async function familyIndex(rows: FamilyCases[string]): Promise<{ index: Index; texts: readonly string[] }> {
  const texts = [
    ...new Set(
      rows.flatMap(([, row]) =>
        casesOf(row).flatMap(({ sign, document }) =>
          sign === "^" ? document.split(" | ") : [sign === "#" ? plain(document) : document],
        ),
      ),
    ),
  ];
  return { index: await indexOf(texts), texts };
}

const stemsOf = (text: string): string[] => tokenize(text).flatMap(({ spelled }) => [...analyzeWord(spelled).stems]);

/** Whether a case holds. `texts`: the documents, whose places are their ids. */
export async function holds({ q, sign, document }: Case, index: Index, texts: readonly string[]): Promise<boolean> {
  if (sign === "#") return (await litUp(q, plain(document))) === marked(document);
  const corrects = sign === "~";
  const request = { q, limit: 1000, ...(corrects ? {} : { correct: "off" as const, strict: true }) };
  const { hits, correction } = await index.search(request);
  const placeOf = (text: string): number => hits.findIndex(({ id }) => id === String(texts.indexOf(text)));
  if (sign === ">") return placeOf(document) >= 0;
  if (sign === "!") return placeOf(document) < 0;
  if (corrects) {
    const meant = stemsOf(document);
    return placeOf(document) >= 0 || stemsOf(correction?.searched ?? "").some((stem) => meant.includes(stem));
  }
  const [better, worse] = document.split(" | ").map(placeOf) as [number, number];
  return better >= 0 && (worse < 0 || better < worse);
}

function marked(document: string): string {
  return [...document.matchAll(/\(([^)]*)\)/g)].map(([, text]) => text).join(" ");
}

async function litUp(q: string, text: string): Promise<string> {
  const { hits } = await (await indexOf([text])).search({ q, correct: "off" });
  return (hits[0]?.highlights?.["text"] ?? []).map(({ start, end }) => text.slice(start, end)).join(" ");
}
