/**
 * FlexSearch 0.8. Its score is a slot by first position, not BM25; OR is its `suggest: true`.
 * @module
 */
import { Document } from "flexsearch";
import type { Answer, JsPeer } from "../js-peer.ts";
import { runPeer } from "../js-peer.ts";
import { arabicTerms } from "../light-stemming.ts";
import { packageVersion } from "../package-version.ts";
import type { BenchDocument } from "../protocol.ts";

type Stored = { id: string; text: string };

await runPeer((task): JsPeer => {
  const index = new Document<Stored>({
    document: { id: "id", store: ["text"], index: ["text"] },
    ...(task.configuration === "arabic" ? { encode: arabicTerms } : {}),
  });
  const search = (text: string, limit: number, any: boolean): Answer =>
    index.search(text, { limit, suggest: any, pluck: "text" }) as string[];
  return {
    version: packageVersion("flexsearch"),
    persistent: false,
    absences: {
      phrase: "no phrases",
      prefix: "only with tokenize: forward, an index of every prefix",
      fuzzy: "only with encoders for Latin letters",
      "filter-sort": "filters by tags, does not sort",
    },
    async build(documents: AsyncIterable<BenchDocument>) {
      for await (const { id, text } of documents) index.add({ id, text });
    },
    open: async () => undefined,
    indexBytes: async () => undefined,
    close: async () => undefined,
    asks: async () => ({
      question: ({ text }, limit) => search(text, limit, true),
      "two-or": ({ text }, limit) => search(text, limit, true),
      "two-and": ({ text }, limit) => search(text, limit, false),
      snippet: ({ text }, limit) => {
        const highlight = { template: "<mark>$1</mark>", boundary: { total: 200 } };
        const hits = index.search(text, { limit, suggest: true, pluck: "text", enrich: true, highlight });
        return (hits as unknown as { id: string }[]).map((hit) => hit.id);
      },
    }),
  };
});
