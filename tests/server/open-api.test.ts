import type { z } from "@hono/zod-openapi";
import { describe, expect, test } from "vitest";
import {
  analyzeResponse,
  bulkResponse,
  deleteResponse,
  healthResponse,
  indexStats,
  multiSearchResponse,
  problemSchema,
  putResponse,
  readyResponse,
  searchResponse,
  storedDocument,
  suggestResponse,
} from "../../src/server/response-schemas.ts";
import { clientOf } from "./http-client.ts";
import { openSampleEngine } from "./sample-engine.ts";

const send = clientOf({ engine: await openSampleEngine() });
const { json: description } = await send("GET", "/openapi.json");

describe("the description", () => {
  test("is OpenAPI 3.1 and names every operation", () => {
    expect(description.openapi).toBe("3.1.0");
    const operations = Object.entries(description.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual([
      "delete /api/documents/{id}",
      "get /api/analyze",
      "get /api/documents/{id}",
      "get /api/search",
      "get /api/settings",
      "get /api/stats",
      "get /api/suggest",
      "get /healthz",
      "get /metrics",
      "get /readyz",
      "post /api/documents",
      "post /api/documents/delete",
      "post /api/instantsearch",
      "post /api/multi-search",
      "post /api/search",
      "put /api/documents/{id}",
      "put /api/settings",
    ]);
  });

  test("numbers are integers with their bounds, lists are separated by commas", () => {
    const parameters = new Map<string, { schema: object }>(
      description.paths["/api/search"].get.parameters.map((parameter: { name: string }) => [parameter.name, parameter]),
    );
    expect(parameters.get("limit")?.schema).toMatchObject({ type: "integer", minimum: 0, maximum: 1000 });
    expect(parameters.get("facets")).toMatchObject({ in: "query", style: "form", explode: false });
    expect(parameters.has("facet_limit")).toBe(true);
  });

  test("every reference leads to a schema", () => {
    for (const [, name] of JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(description.components.schemas)).toContain(name);
    }
  });
});

describe("answers keep to their schemas, with nothing left over", () => {
  const rows: readonly [string, string, unknown, z.ZodType][] = [
    ["GET", "/api/search?q=مكتبة&facets=category&explain=true&interpretation=true", undefined, searchResponse],
    ["POST", "/api/search", { q: "" }, searchResponse],
    ["POST", "/api/multi-search", { queries: [{ q: "مكتبة" }, { q: "" }] }, multiSearchResponse],
    ["GET", "/api/suggest?q=م", undefined, suggestResponse],
    ["GET", "/api/analyze?text=والكتاب 12 F-16", undefined, analyzeResponse],
    ["GET", "/api/stats", undefined, indexStats],
    ["GET", "/api/documents/sport/chess", undefined, storedDocument],
    ["PUT", "/api/documents/a", { title: "س" }, putResponse],
    ["POST", "/api/documents", [{ id: "b" }, {}], bulkResponse],
    ["POST", "/api/documents/delete", { filter: "category = علوم" }, deleteResponse],
    ["GET", "/healthz", undefined, healthResponse],
    ["GET", "/readyz", undefined, readyResponse],
    ["GET", "/api/search?limt=1", undefined, problemSchema.strict()],
    ["GET", "/api/documents/nobody", undefined, problemSchema.strict()],
  ];
  test.each(rows)("%s %s", async (method, path, body, schema) => {
    const { json } = await send(method, path, body);
    expect(schema.safeParse(json).error).toBeUndefined();
  });
});
