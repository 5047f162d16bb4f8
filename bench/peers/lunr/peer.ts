/**
 * Lunr 2 with the Arabic of lunr-languages; `default` is Lunr as it comes, whose trimmer drops every letter
 * outside ASCII. Queries go through the query builder, so that nothing in a question is read as an operator.
 * @module
 */
import { createRequire } from "node:module";
import type { Answer, JsPeer } from "../js-peer.ts";
import { runPeer } from "../js-peer.ts";
import { packageVersion } from "../package-version.ts";

interface Clause {
  readonly presence?: number;
  readonly wildcard?: number;
  readonly editDistance?: number;
  readonly usePipeline?: boolean;
}
interface LunrIndex {
  query(build: (query: { term(term: unknown, clause: Clause): void }) => void): { ref: string }[];
}
interface Builder {
  ref(name: string): void;
  field(name: string): void;
  use(plugin: unknown): void;
  add(document: object): void;
  build(): LunrIndex;
  pipeline: { add(...functions: unknown[]): void };
  searchPipeline: { add(...functions: unknown[]): void };
}
interface Lunr {
  readonly Builder: new () => Builder;
  readonly Query: { presence: { REQUIRED: number; OPTIONAL: number }; wildcard: { TRAILING: number } };
  tokenizer(text: string): unknown[];
  readonly ar: unknown;
  readonly trimmer: unknown;
  readonly stopWordFilter: unknown;
  readonly stemmer: unknown;
}

const require = createRequire(import.meta.url);
const lunr = require("lunr") as Lunr;
(require("lunr-languages/lunr.stemmer.support") as (target: Lunr) => void)(lunr);
(require("lunr-languages/lunr.ar") as (target: Lunr) => void)(lunr);

await runPeer((task): JsPeer => {
  const builder = new lunr.Builder();
  builder.ref("id");
  builder.field("text");
  if (task.configuration === "arabic") {
    builder.use(lunr.ar);
  } else {
    builder.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer);
    builder.searchPipeline.add(lunr.stemmer);
  }
  let index: LunrIndex;
  const search = (text: string, limit: number, clause: Clause): Answer => {
    const words = lunr.tokenizer(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim());
    return index
      .query((query) => {
        // A copy for each word: the builder writes the word into the clause that it is given.
        for (const word of words) query.term(word, { ...clause });
      })
      .slice(0, limit)
      .map((hit) => hit.ref);
  };
  const { presence, wildcard } = lunr.Query;
  const any = { presence: presence.OPTIONAL };
  return {
    version: packageVersion("lunr"),
    persistent: false,
    absences: { phrase: "no phrases", "filter-sort": "neither filters nor sorts", suggest: "no suggestions" },
    async build(documents) {
      for await (const { id, text } of documents) builder.add({ id, text });
      index = builder.build();
    },
    open: async () => undefined,
    indexBytes: async () => undefined,
    close: async () => undefined,
    asks: async () => ({
      question: ({ text }, limit) => search(text, limit, any),
      "two-or": ({ text }, limit) => search(text, limit, any),
      "two-and": ({ text }, limit) => search(text, limit, { presence: presence.REQUIRED }),
      prefix: ({ text }, limit) => search(text, limit, { ...any, wildcard: wildcard.TRAILING, usePipeline: false }),
      fuzzy: ({ text }, limit) => search(text, limit, { ...any, editDistance: 1, usePipeline: false }),
    }),
  };
});
