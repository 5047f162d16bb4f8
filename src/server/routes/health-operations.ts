/**
 * For whoever runs the server: alive, ready for a given commit, and how it does.
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";
import { z } from "@hono/zod-openapi";
import { type Engine, FihrisError } from "../../contract/index.ts";
import type { GroupCommit } from "../group-commit.ts";
import type { Metrics } from "../metrics.ts";
import { type Operation, operation } from "../operation.ts";
import { healthResponse, readyResponse } from "../response-schemas.ts";

const readyParameters = z.strictObject({
  generation: z.int().min(0).optional().meta({ description: "Waits until this commit is visible here." }),
});

const pollMs = 25;

/** @param readyWaitMs how long `/readyz?generation=N` waits before it answers 503 */
export function healthOperations(
  engine: Engine,
  writes: GroupCommit,
  metrics: Metrics,
  readyWaitMs: number,
): readonly Operation[] {
  return [
    operation(
      {
        method: "get",
        path: "/metrics",
        summary: "Figures for Prometheus, in its text format",
        answers: { 200: ["Requests, sizes of the index, the process"] },
      },
      async (c) => c.body(await metrics.text(), 200, { "Content-Type": metrics.contentType }),
    ),
    operation(
      { method: "get", path: "/healthz", summary: "The process is alive", answers: { 200: ["Alive", healthResponse] } },
      (c) => c.json({ status: "ok" }),
    ),
    operation(
      {
        method: "get",
        path: "/readyz",
        summary: "The index answers, at a commit if one is named",
        query: readyParameters,
        answers: { 200: ["Ready", readyResponse] },
      },
      async (c, { generation: wanted = 0 }) => {
        const deadline = Date.now() + readyWaitMs;
        for (;;) {
          const { generation, documents } = await engine.stats();
          if (generation >= wanted && writes.isSettled(wanted))
            return c.json({ status: "ready", generation, documents });
          if (Date.now() >= deadline || c.req.raw.signal.aborted) {
            throw new FihrisError("not_ready", `The index is at generation ${generation}, not yet at ${wanted}.`);
          }
          await delay(pollMs);
          await engine.refresh();
        }
      },
    ),
  ];
}
