/**
 * SQLite FTS5 through libsql. `default`: unicode61 over the text. `arabic`: the stems of the text in an FTS
 * table without content, the text beside it, as one does where a tokenizer cannot be loaded.
 * @module
 */
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import type { Answer, JsPeer } from "../js-peer.ts";
import { runPeer } from "../js-peer.ts";
import { arabicTerms, foldedWord } from "../light-stemming.ts";
import { packageVersion } from "../package-version.ts";

const words = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const quoted = (terms: readonly string[]): string[] => terms.map((term) => `"${term}"`);

await runPeer((task): JsPeer => {
  const arabic = task.configuration === "arabic";
  const file = join(task.index, "index.db");
  if (task.build !== undefined && existsSync(task.index)) rmSync(task.index, { recursive: true });
  mkdirSync(task.index, { recursive: true });
  const database = new Database(file);
  const terms = arabic ? arabicTerms : words;
  // A prefix is not stemmed: half a word has no affixes.
  const prefixOf = (text: string): string => (arabic ? foldedWord(text) : text);

  const asks = () => {
    const ranked = database.prepare(
      "SELECT d.id FROM (SELECT rowid AS hit, rank AS r FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT ?) JOIN docs d ON d.rowid = hit ORDER BY r",
    );
    const sorted = database.prepare(
      "SELECT d.id FROM fts JOIN docs d ON d.rowid = fts.rowid WHERE fts MATCH ? AND d.category = ? ORDER BY d.number DESC LIMIT ?",
    );
    const counted = database.prepare(
      "SELECT d.category, count(*) FROM fts JOIN docs d ON d.rowid = fts.rowid WHERE fts MATCH ? GROUP BY d.category ORDER BY 2 DESC LIMIT 10",
    );
    const snippets = database.prepare(
      "SELECT d.id, snippet(fts, 0, '<mark>', '</mark>', '...', 30) FROM fts JOIN docs d ON d.rowid = fts.rowid WHERE fts MATCH ? ORDER BY rank LIMIT ?",
    );
    const vocabulary = database.prepare(
      "SELECT term FROM vocab WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT ?",
    );
    const ids = (rows: unknown[]): Answer => (rows as { id: string }[]).map((row) => row.id);
    const top = (match: string, limit: number): Answer => (match === "" ? [] : ids(ranked.all(match, limit)));
    const any = (text: string): string => quoted(terms(text)).join(" OR ");
    const prefix = (text: string): string => (prefixOf(text) === "" ? "" : `"${prefixOf(text)}"*`);
    return {
      question: ({ text }: { text: string }, limit: number) => top(any(text), limit),
      once: ({ text }: { text: string }, limit: number) => top(any(text), limit),
      "two-or": ({ text }: { text: string }, limit: number) => top(any(text), limit),
      "two-and": ({ text }: { text: string }, limit: number) => top(quoted(terms(text)).join(" AND "), limit),
      phrase: ({ text }: { text: string }, limit: number) => {
        const phrase = terms(text).join(" ");
        return top(phrase === "" ? "" : `"${phrase}"`, limit);
      },
      prefix: ({ text }: { text: string }, limit: number) => top(prefix(text), limit),
      "filter-sort": ({ text, category }: { text: string; category?: string }, limit: number) => {
        const match = any(text);
        return match === "" ? [] : ids(sorted.all(match, category, limit));
      },
      facets: ({ text }: { text: string }, limit: number) => {
        const match = any(text);
        if (match !== "") counted.all(match);
        return top(match, limit);
      },
      ...(arabic
        ? {}
        : {
            snippet: ({ text }: { text: string }, limit: number) => {
              const match = any(text);
              return match === "" ? [] : ids(snippets.all(match, limit));
            },
          }),
      suggest: ({ text }: { text: string }, limit: number) => {
        const from = prefixOf(text);
        if (from === "") return [];
        const rows = vocabulary.all(from, `${from}\u{10FFFF}`, limit) as { term: string }[];
        return rows.map((row) => row.term);
      },
    };
  };

  return {
    version: `${(database.prepare("SELECT sqlite_version() AS v").get() as { v: string }).v}, libsql ${packageVersion("libsql")}`,
    persistent: true,
    absences: {
      fuzzy: "no edit distance in FTS5",
      ...(arabic ? { snippet: "the FTS table holds stems, not the text" } : {}),
    },
    async build(documents) {
      database.exec(`
        CREATE TABLE docs (rowid INTEGER PRIMARY KEY, id TEXT, text TEXT, category TEXT, number INTEGER);
        CREATE VIRTUAL TABLE fts USING fts5(text, ${arabic ? "content=''" : "content='docs'"});
        CREATE VIRTUAL TABLE vocab USING fts5vocab(fts, 'row');
        BEGIN`);
      const document = database.prepare("INSERT INTO docs VALUES (?, ?, ?, ?, ?)");
      const entry = database.prepare("INSERT INTO fts (rowid, text) VALUES (?, ?)");
      let rowid = 0;
      for await (const { id, text, category, number } of documents) {
        rowid += 1;
        document.run(rowid, id, text, category, number);
        entry.run(rowid, arabic ? arabicTerms(text).join(" ") : text);
      }
      database.exec("COMMIT");
      database.exec("INSERT INTO fts(fts) VALUES ('optimize')");
    },
    open: async () => undefined,
    indexBytes: async () => {
      const { bytes } = database.prepare("SELECT sum(length(CAST(text AS BLOB))) AS bytes FROM docs").get() as {
        bytes: number;
      };
      return { index_bytes: statSync(file).size, text_bytes: bytes };
    },
    close: async () => {
      database.close();
    },
    asks: async () => asks(),
  };
});
