/**
 * The query classes as requests to Fihris. Where other engines return ids, it is asked for ids too; the class
 * `snippet` asks for whole hits.
 *
 * Fihris remembers how it read a query. A repeated query must be read again, as by every other engine, so each
 * asking adds another number of blanks, which mean nothing.
 * @module
 */
import type { Engine, SearchRequest } from "../../../src/contract/index.ts";
import type { Answer, Ask } from "../js-peer.ts";
import type { ClassName } from "../protocol.ts";

const mostBlanks = 64;
const idsOnly = { snippet: false, stored: false };

/** @param firstPass - plain BM25 over stems, without rescoring and alternatives */
export function fihrisAsks(engine: Engine, firstPass: boolean): Partial<Record<ClassName, Ask>> {
  const asked = new Map<string, number>();
  const again = (q: string): string => {
    const times = asked.get(q) ?? 0;
    asked.set(q, times + 1);
    return q + " ".repeat(times % mostBlanks);
  };
  // Assigned, since spreading objects costs microseconds that are not the engine's.
  const hits = async (request: SearchRequest & { q: string }): Promise<Answer> => {
    const response = await engine.search(Object.assign(request, { firstPass, q: again(request.q) }));
    return response.hits.map((hit) => hit.id);
  };
  const ids = (request: SearchRequest & { q: string }): Promise<Answer> => hits(Object.assign(request, idsOnly));
  const both: Partial<Record<ClassName, Ask>> = {
    question: ({ text: q }, limit) => ids({ q, limit, syntax: "plain" }),
    once: ({ text: q }, limit) => ids({ q, limit, syntax: "plain" }),
    "two-or": ({ text: q }, limit) => ids({ q, limit, syntax: "plain" }),
    "two-and": ({ text: q }, limit) => ids({ q, limit, syntax: "plain", operator: "and", strict: true }),
    phrase: ({ text }, limit) => ids({ q: `"${text}"`, limit, strict: true }),
    prefix: ({ text }, limit) => ids({ q: `${text}*`, limit, strict: true }),
  };
  if (firstPass) return both;
  return {
    ...both,
    fuzzy: ({ text }, limit) => ids({ q: `${text}~1`, limit, strict: true }),
    "filter-sort": ({ text: q, category }, limit) =>
      ids({ q, limit, syntax: "plain", filter: `category = ${JSON.stringify(category)}`, sort: "number:desc" }),
    facets: ({ text: q }, limit) => ids({ q, limit, syntax: "plain", facets: ["category"] }),
    snippet: ({ text: q }, limit) => hits({ q, limit, syntax: "plain", snippet: true }),
    suggest: async ({ text }, limit) => {
      const { suggestions } = await engine.suggest(text, { limit });
      return suggestions.map((suggestion) => suggestion.text);
    },
  };
}
