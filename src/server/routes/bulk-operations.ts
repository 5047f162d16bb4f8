/**
 * Many documents at once: added from a JSON array or newline-delimited JSON, deleted by filter.
 * Nothing is applied before the whole body has come in; then what is broken fails alone.
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type DocumentInput, documentLimits, type Engine, type ErrorCode, FihrisError } from "../../contract/index.ts";
import type { GroupCommit, WriteBatch } from "../group-commit.ts";
import { type Operation, operation } from "../operation.ts";
import { parametersOfJson } from "../parameters.ts";
import { problemOf, problemResponse } from "../problem.ts";
import { isObject, linesOf, mediaTypeOf, parseJson, readBytes, readJsonObject } from "../request-body.ts";
import { deleteRequest, documentInput, writeParameters } from "../request-schemas.ts";
import { bulkAccepted, bulkResponse, deleteResponse } from "../response-schemas.ts";

const deleteBodyBytes = 64 * 1024;
const failuresListed = 1000;
/** What can be wrong with one document; every other error is that of the whole request. */
const faultsOfDocuments: ReadonlySet<ErrorCode> = new Set([
  "invalid_id",
  "invalid_document",
  "invalid_json",
  "field_reserved",
  "too_large",
]);

interface Failure {
  readonly index?: number;
  readonly line?: number;
  readonly id?: string;
  readonly code: ErrorCode;
  readonly detail: string;
}

/** Figures of one bulk write; without `accepted` it is committed. */
interface BulkAnswer {
  readonly added?: number;
  readonly replaced?: number;
  readonly accepted?: number;
  readonly failed: readonly Failure[];
  readonly generation: number;
}

/** An element of the array or a line, with its place; `value` is thrown by `read` where it cannot be parsed. */
interface Item {
  readonly place: { readonly index: number } | { readonly line: number };
  readonly read: () => unknown;
}

export function bulkOperations(engine: Engine, writes: GroupCommit, bulkBytes: number): readonly Operation[] {
  return [
    operation(
      {
        method: "post",
        path: "/api/documents",
        summary: "Adds or replaces documents",
        body: {
          "application/json": z.union([z.array(documentInput), documentInput]),
          "application/x-ndjson": z.string().meta({ description: "One document on each line." }),
        },
        query: writeParameters,
        answers: {
          200: ["Committed; what failed is listed", bulkResponse],
          202: ["Buffered, with wait=false; what failed is listed", bulkAccepted],
        },
      },
      async (c, { wait }) => {
        const items = await readItems(c, bulkBytes);
        const answer = (status: 200 | 202, { failed, ...figures }: BulkAnswer): Response => {
          const body = { ...figures, failed: failed.slice(0, failuresListed), failed_count: failed.length };
          if (failed.length < items.length || items.length === 0) return c.json(body, status);
          const [{ detail }] = failed;
          const error = new FihrisError("input_rejected", `All ${items.length} documents failed, the first: ${detail}`);
          return problemResponse(problemOf(error), body);
        };
        return writes.run(async (batch) => {
          const { added, replaced, failed } = await addAll(batch, items);
          return {
            // A lone write takes the engine's counts: asking for every id beforehand would double the work.
            committed: ({ generation, counts }) =>
              answer(200, {
                added: batch.isAlone ? counts.added : added,
                replaced: batch.isAlone ? counts.replaced : replaced,
                failed,
                generation,
              }),
            buffered: (generation) => answer(202, { accepted: items.length - failed.length, failed, generation }),
          };
        }, wait);
      },
    ),
    operation(
      {
        method: "post",
        path: "/api/documents/delete",
        summary: "Deletes the documents that match a filter",
        body: { "application/json": deleteRequest },
        answers: { 200: ["Deleted", deleteResponse] },
      },
      async (c) => {
        const { filter } = parametersOfJson(deleteRequest, await readJsonObject(c, deleteBodyBytes));
        return writes.run(async (batch) => {
          const deleted = await deleteMatching(engine, batch, filter);
          return {
            committed: ({ generation }) => c.json({ deleted, generation } satisfies z.input<typeof deleteResponse>),
          };
        });
      },
    ),
  ];
}

async function readItems(c: Context, bulkBytes: number): Promise<Item[]> {
  const type = mediaTypeOf(c, ["application/json", "application/x-ndjson"]);
  const bytes = await readBytes(c, bulkBytes);
  if (type === "application/x-ndjson") {
    return Array.from(linesOf(bytes), ({ number, bytes: line }) => ({
      place: { line: number },
      read: () => {
        if (line.length > documentLimits.documentBytes) {
          throw new FihrisError("too_large", `A document must have at most ${documentLimits.documentBytes} bytes.`);
        }
        return parseJson(line);
      },
    }));
  }
  const body = parseJson(bytes);
  return (Array.isArray(body) ? body : [body]).map((value: unknown, index) => ({
    place: { index },
    read: () => value,
  }));
}

async function addAll(
  batch: WriteBatch,
  items: readonly Item[],
): Promise<{ added: number; replaced: number; failed: Failure[] }> {
  const failed: Failure[] = [];
  let added = 0;
  let replaced = 0;
  for (const { place, read } of items) {
    let id: string | undefined;
    try {
      const document = read();
      if (!isObject(document)) throw new FihrisError("invalid_document", "A document must be a JSON object.");
      const given = document["id"] ?? document["_id"];
      if (typeof given === "string" || typeof given === "number") id = String(given);
      const replaces = !batch.isAlone && id !== undefined && id !== "" && (await batch.exists(id));
      await batch.add(id ?? "", document as DocumentInput);
      if (replaces) replaced++;
      else added++;
    } catch (error) {
      if (!(error instanceof FihrisError) || !faultsOfDocuments.has(error.code)) throw error;
      failed.push({
        ...place,
        ...(id === undefined ? {} : { id: id.slice(0, 100) }),
        code: error.code,
        detail: error.message,
      });
    }
  }
  return { added, replaced, failed };
}

/** Page by page: each is deleted and committed before the next search, so that no cursor is needed. */
async function deleteMatching(engine: Engine, batch: WriteBatch, filter: string): Promise<number> {
  let deleted = 0;
  await batch.answerOthers();
  for (;;) {
    await batch.commit();
    const { hits } = await engine.search({ q: "", filter, limit: 1000, snippet: false });
    if (hits.length === 0) return deleted;
    for (const { id } of hits) {
      if (!(await batch.delete(id)))
        throw new FihrisError("internal", "A document that was found could not be deleted.");
      deleted++;
    }
  }
}
