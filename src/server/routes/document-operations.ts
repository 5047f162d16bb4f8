/**
 * Single documents: read, put, delete, each by its id; conditional by ETag, which is the document's version.
 * @module
 */
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  type DocumentInput,
  documentLimits,
  type Engine,
  FihrisError,
  type StoredDocument,
} from "../../contract/index.ts";
import type { GroupCommit } from "../group-commit.ts";
import { type Operation, operation } from "../operation.ts";
import { quoted } from "../problem.ts";
import { readJsonObject } from "../request-body.ts";
import { documentFields, writeParameters } from "../request-schemas.ts";
import { putResponse, storedDocument, writeAccepted } from "../response-schemas.ts";

const path = "/api/documents/{id}";

export function documentOperations(engine: Engine, writes: GroupCommit): readonly Operation[] {
  return [
    operation(
      {
        method: "get",
        path,
        summary: "A document as it was given",
        answers: { 200: ["The document", storedDocument], 304: ["Unchanged since If-None-Match"] },
      },
      async (c) => {
        const id = idOf(c);
        const document = (await engine.get(id)) ?? refuseMissing(id);
        c.header("ETag", etagOf(document));
        if (matches(c.req.header("if-none-match"), document)) return c.body(null, 304);
        return c.json(document);
      },
    ),
    operation(
      {
        method: "put",
        path,
        summary: "Stores a document under this id",
        body: { "application/json": documentFields },
        query: writeParameters,
        answers: {
          200: ["Replaced", putResponse],
          201: ["Added", putResponse],
          202: ["Buffered, with wait=false", writeAccepted],
        },
      },
      async (c, { wait }) => {
        const id = idOf(c);
        const document = withId(id, await readJsonObject(c, documentLimits.documentBytes));
        return writes.run(async (batch) => {
          if (isConditional(c)) checkConditions(c, await batch.current(id));
          const result = (await batch.exists(id)) ? "replaced" : "added";
          await batch.add(id, document);
          const committed = async (generation: number): Promise<Response> => {
            const stored = await engine.get(id);
            if (stored !== undefined) c.header("ETag", etagOf(stored));
            const answer = { id, version: stored?.version ?? "", result, generation } as const;
            if (result === "replaced") return c.json(answer satisfies z.input<typeof putResponse>);
            c.header("Location", `/api/documents/${encodeURIComponent(id)}`);
            return c.json(answer satisfies z.input<typeof putResponse>, 201);
          };
          return {
            committed: ({ generation }) => committed(generation),
            buffered: (generation) => accepted(c, id, generation),
          };
        }, wait);
      },
    ),
    operation(
      {
        method: "delete",
        path,
        summary: "Deletes the document of this id",
        query: writeParameters,
        answers: { 204: ["Deleted"], 202: ["Buffered, with wait=false", writeAccepted] },
      },
      (c, { wait }) => {
        const id = idOf(c);
        return writes.run(async (batch) => {
          if (isConditional(c)) checkConditions(c, await batch.current(id));
          if (!(await batch.delete(id))) refuseMissing(id);
          return { committed: () => c.body(null, 204), buffered: (generation) => accepted(c, id, generation) };
        }, wait);
      },
    ),
  ];
}

function accepted(c: Context, id: string, generation: number): Response {
  return c.json({ id, generation } satisfies z.input<typeof writeAccepted>, 202);
}

/**
 * The id from the address as it was sent: Hono's own parameters are decoded in two steps, which an id with a
 * percent sign would show.
 */
function idOf(c: Context): string {
  const encoded = new URL(c.req.url).pathname.slice(path.indexOf("{id}"));
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new FihrisError("invalid_id", `The id ${quoted(encoded)} is not percent-encoded UTF-8.`);
  }
}

function withId(id: string, fields: Record<string, unknown>): DocumentInput {
  const given = fields["id"] ?? fields["_id"];
  if (given !== undefined && String(given) !== id) {
    throw new FihrisError("invalid_id", `The body names the id ${quoted(String(given))}, the address ${quoted(id)}.`, {
      remedy: "Leave the id out of the body.",
    });
  }
  // JSON holds nothing but field values; which of them are acceptable is the engine's business.
  const { _id: _, ...rest } = fields;
  return { ...rest, id } as DocumentInput;
}

function refuseMissing(id: string): never {
  throw new FihrisError("document_not_found", `There is no document ${quoted(id)}.`);
}

function etagOf(document: StoredDocument): string {
  return `"${document.version}"`;
}

/** Whether a list of entity tags, as If-Match and If-None-Match hold it, names the document. */
function matches(tags: string | undefined, document: StoredDocument | undefined): boolean {
  if (tags === undefined || document === undefined) return false;
  return tags.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etagOf(document));
}

function isConditional(c: Context): boolean {
  return c.req.header("if-match") !== undefined || c.req.header("if-none-match") !== undefined;
}

/** @throws FihrisError `version_conflict` where If-Match names another version, or If-None-Match the present one. */
function checkConditions(c: Context, document: StoredDocument | undefined): void {
  const ifMatch = c.req.header("if-match");
  const conflict =
    (ifMatch !== undefined && !matches(ifMatch, document)) || matches(c.req.header("if-none-match"), document);
  if (!conflict) return;
  const present =
    document === undefined ? "there is no such document" : `the document's version is ${etagOf(document)}`;
  throw new FihrisError("version_conflict", `The condition does not hold: ${present}.`, {
    remedy: "Read the document again and repeat the change.",
  });
}
