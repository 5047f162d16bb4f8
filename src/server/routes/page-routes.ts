/**
 * What people open: the search page, one document, the analysis of words, the API in words, and the files these pages
 * load.
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { analyzeText } from "../../analysis/index.ts";
import { type Engine, FihrisError } from "../../contract/index.ts";
import { type Asset, assets } from "../assets.ts";
import { refuseMethod } from "../operation.ts";
import { analyzePage } from "../page/analyze-page.ts";
import { type ApiDescription, apiPage } from "../page/api-page.ts";
import { documentPage } from "../page/document-page.ts";
import { searchPage } from "../page/search-page.ts";
import { quoted } from "../problem.ts";

/** Field whose values the search page offers as filters, where the index has it. */
const facetField = "category";

const analyzedUnits = 500;

/** @param description - of the API */
export function addPages(app: OpenAPIHono, engine: Engine, description: ApiDescription): void {
  addPage(app, "/", async (c) => {
    const query = c.req.query("q") ?? "";
    const { fields } = await engine.stats();
    const answer = await engine.search({ q: query, correct: c.req.query("correct") === "off" ? "off" : "auto" });
    return c.html(searchPage(query, answer, Object.hasOwn(fields, facetField) ? facetField : undefined));
  });
  addPage(app, "/document", async (c) => {
    const id = c.req.query("id") ?? "";
    const document = await engine.get(id);
    if (document === undefined) throw new FihrisError("document_not_found", `There is no document ${quoted(id)}.`);
    return c.html(documentPage(document));
  });
  addPage(app, "/analyze", (c) => {
    const text = (c.req.query("text") ?? "").slice(0, analyzedUnits);
    return c.html(analyzePage(text, analyzeText(text)));
  });
  addPage(app, "/docs", (c) => c.html(apiPage(description)));
  for (const asset of assets) addPage(app, `/assets/${asset.name}`, (c) => sendAsset(c, asset));
}

function addPage(app: OpenAPIHono, path: string, handle: (c: Context) => Response | Promise<Response>): void {
  app.get(path, handle);
  app.all(path, (c) => refuseMethod(c.req.method, ["GET", "HEAD"]));
}

function sendAsset(c: Context, { type, body, etag }: Asset): Response {
  const headers = { ETag: etag, "Cache-Control": "no-cache" };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(body, 200, { ...headers, "Content-Type": type });
}
