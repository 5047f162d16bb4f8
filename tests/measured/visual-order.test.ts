/**
 * Real texts in reading order: none of them is turned round.
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { plainLetters } from "../../src/ingest/visual-order/plain-letters.ts";
import { repairDocument } from "../../src/ingest/visual-order/repair-document.ts";
import { shared } from "./measured-sets.ts";

test.each(["news/corpus.jsonl.gz", "books/corpus.jsonl.gz", "arcd/corpus.jsonl", "qrcd/corpus.jsonl"])("%s", (path) => {
  const bytes = readFileSync(join(shared, "data", path));
  const lines = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().trimEnd().split("\n");
  const turned: unknown[] = [];
  for (const line of lines) {
    const { _id, title = "", text } = JSON.parse(line) as { _id: string; title?: string; text: string };
    const repaired = repairDocument({ id: _id, title, text });
    if (repaired["title"] !== plainLetters(title) || repaired["text"] !== plainLetters(text)) turned.push(_id);
  }
  expect(turned).toEqual([]);
});
