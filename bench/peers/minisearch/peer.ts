/**
 * MiniSearch 7: BM25+, radix tree in memory. It ranks every match and returns them all; we take the first.
 * @module
 */

import type { SearchOptions } from "minisearch";
import MiniSearch from "minisearch";
import type { Answer, JsPeer } from "../js-peer.ts";
import { runPeer } from "../js-peer.ts";
import { arabicTerms, foldedWord } from "../light-stemming.ts";
import { packageVersion } from "../package-version.ts";

await runPeer((task): JsPeer => {
  const arabic = task.configuration === "arabic";
  const index = new MiniSearch({
    fields: ["text"],
    ...(arabic ? { tokenize: arabicTerms, processTerm: (term: string) => term } : {}),
  });
  // A prefix or a slip is not stemmed: half a word has no affixes.
  const unstemmed: SearchOptions = arabic ? { tokenize: (text) => [foldedWord(text)] } : {};
  const search = (text: string, limit: number, options: SearchOptions): Answer =>
    index
      .search(text, options)
      .slice(0, limit)
      .map((hit) => hit.id as string);
  return {
    version: packageVersion("minisearch"),
    persistent: false,
    absences: { "filter-sort": "filters, does not sort by a field" },
    async build(documents) {
      for await (const { id, text } of documents) index.add({ id, text });
    },
    open: async () => undefined,
    indexBytes: async () => undefined,
    close: async () => undefined,
    asks: async () => ({
      question: ({ text }, limit) => search(text, limit, {}),
      "two-or": ({ text }, limit) => search(text, limit, {}),
      "two-and": ({ text }, limit) => search(text, limit, { combineWith: "AND" }),
      prefix: ({ text }, limit) => search(text, limit, { ...unstemmed, prefix: true }),
      fuzzy: ({ text }, limit) => search(text, limit, { ...unstemmed, fuzzy: 1 }),
      suggest: ({ text }, limit) =>
        index
          .autoSuggest(text, unstemmed)
          .slice(0, limit)
          .map((suggestion) => suggestion.suggestion),
    }),
  };
});
