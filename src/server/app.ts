/**
 * An engine -> the whole HTTP application: API, pages, OpenAPI document. It talks to the `Engine` contract only
 * and listens to nothing by itself: `serve` binds it to a port, tests call `request`.
 * @module
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Engine, FihrisError } from "../contract/index.ts";
import { addSecurityHeaders, refuseCrossSiteWrites, refuseForeignHosts, refuseLongUrls } from "./edge.ts";
import { GroupCommit } from "./group-commit.ts";
import { Metrics } from "./metrics.ts";
import { addOperations, refuseMethod } from "./operation.ts";
import { problemPage } from "./page/problem-page.ts";
import { isOperatorsConcern, type Problem, problemOf, problemResponse, quoted } from "./problem.ts";
import { bulkOperations } from "./routes/bulk-operations.ts";
import { documentOperations } from "./routes/document-operations.ts";
import { healthOperations } from "./routes/health-operations.ts";
import { addPages } from "./routes/page-routes.ts";
import { searchOperations } from "./routes/search-operations.ts";
import { settingsOperations } from "./routes/settings-operations.ts";

export interface ServerOptions {
  readonly engine: Engine;
  /** Names in the Host header that are answered besides localhost, 127.0.0.1 and [::1]; `"*"`: any IP address. */
  readonly allowedHosts?: readonly string[];
  /** Milliseconds that a write waits for others to share its commit. Default 50. */
  readonly commitWindowMs?: number;
  /** Bytes of one `POST /api/documents`. Default 128 MiB. */
  readonly bulkBytes?: number;
  /** Milliseconds that `/readyz?generation=N` waits. Default 10,000. */
  readonly readyWaitMs?: number;
  /** Hears of errors that no client can have caused. Default: prints them to standard error. */
  readonly onError?: (error: unknown) => void;
}

export function createApp(options: ServerOptions): OpenAPIHono {
  const { engine, allowedHosts = [], commitWindowMs = 50, bulkBytes = 128 * 1024 * 1024 } = options;
  const { readyWaitMs = 10_000, onError = console.error } = options;
  const app = new OpenAPIHono();
  const metrics = new Metrics(engine);
  const writes = new GroupCommit(engine, commitWindowMs, onError);

  app.onError((error, c) => {
    if (isOperatorsConcern(error)) onError(error);
    return answerProblem(c, problemOf(error));
  });
  app.notFound((c) =>
    answerProblem(c, problemOf(new FihrisError("not_found", `There is nothing at ${quoted(c.req.path)}.`))),
  );
  app.use(addSecurityHeaders, refuseForeignHosts(allowedHosts), refuseLongUrls, refuseCrossSiteWrites);

  addOperations(
    app,
    [
      ...searchOperations(engine),
      ...bulkOperations(engine, writes, bulkBytes),
      ...documentOperations(engine, writes),
      ...settingsOperations(engine, writes),
      ...healthOperations(engine, writes, metrics, readyWaitMs),
    ],
    metrics,
  );
  const description = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Fihris", version: "1", description: "Full-text search for Arabic." },
  });
  const openApi = JSON.stringify(description);
  app.get("/openapi.json", (c) => c.body(openApi, 200, { "Content-Type": "application/json" }));
  app.all("/openapi.json", (c) => refuseMethod(c.req.method, ["GET", "HEAD"]));
  addPages(app, engine, description);
  return app;
}

/** A person who opened a page is told in words; programs get the problem. */
function answerProblem(c: Context, problem: Problem): Response | Promise<Response> {
  const isPage = !c.req.path.startsWith("/api/") && c.req.header("accept")?.includes("text/html");
  if (!isPage) return problemResponse(problem);
  return c.html(problemPage(problem.status), problem.status as ContentfulStatusCode);
}
