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

/** @param firstPass - plain BM25 over stems, without rescoring and alternatives */
export function fihrisAsks(engine: Engine, firstPass: boolean): Partial<Record<ClassName, Ask>> {
  const asked = new Map<string, number>();
  const again = (q: string): string => {
    const times = asked.get(q) ?? 0;
    asked.set(q, times + 1);
    return q + " ".repeat(times % mostBlanks);
  };
  const ids = async (request: SearchRequest & { readonly q: string }): Promise<Answer> => {
    const only = request.snippet ? {} : { snippet: false, stored: false };
    const response = await engine.search({ ...only, ...request, firstPass, q: again(request.q) });
    return response.hits.map((hit) => hit.id);
  };
  const both: Partial<Record<ClassName, Ask>> = {
    question: ({ text: q }, limit) => ids({ q, limit, syntax: "plain" }),
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
    snippet: ({ text: q }, limit) => ids({ q, limit, syntax: "plain", snippet: true }),
    suggest: async ({ text }, limit) => {
      const { suggestions } = await engine.suggest(text, { limit });
      return suggestions.map((suggestion) => suggestion.text);
    },
  };
}
