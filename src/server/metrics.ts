/**
 * What the server counts for Prometheus: requests with their durations, and the size of the index when it is asked.
 * Figures of the process itself are collected from the first scrape on, so that nobody pays for what nobody reads.
 * @module
 */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Engine, IndexStats } from "../contract/index.ts";

/** Seconds: a search takes a fraction of a millisecond to some, a commit tens of them. */
const durations = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const sizes: readonly (readonly [name: string, help: string, of: (stats: IndexStats) => number])[] = [
  ["fihris_documents", "Documents that can be found.", ({ documents }) => documents],
  ["fihris_deleted_documents", "Deleted documents that segments still hold.", ({ deleted }) => deleted],
  ["fihris_segments", "Segments of the newest commit.", ({ segments }) => segments],
  ["fihris_index_bytes", "Bytes of the newest commit's files.", ({ bytes }) => bytes],
  ["fihris_generation", "Number of the newest commit.", ({ generation }) => generation],
];

export class Metrics {
  readonly contentType: string = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly #engine: Engine;
  readonly #registry = new Registry();
  readonly #requests: Histogram<"method" | "path" | "status">;
  #isScraped = false;

  constructor(engine: Engine) {
    this.#engine = engine;
    const registers = [this.#registry];
    this.#requests = new Histogram({
      name: "fihris_http_request_duration_seconds",
      help: "Requests of the API by method, path and status: how many, and how long they took.",
      labelNames: ["method", "path", "status"],
      buckets: durations,
      registers,
    });
    for (const [name, help] of sizes) new Gauge({ name, help, registers });
  }

  /** @param path - as the API describes it, not as it was asked */
  observe(method: string, path: string, status: number, milliseconds: number): void {
    this.#requests.observe({ method: method.toUpperCase(), path, status }, milliseconds / 1000);
  }

  /** All of them in the text format of Prometheus. */
  async text(): Promise<string> {
    if (!this.#isScraped) collectDefaultMetrics({ register: this.#registry });
    this.#isScraped = true;
    const stats = await this.#engine.stats();
    for (const [name, , of] of sizes) (this.#registry.getSingleMetric(name) as Gauge).set(of(stats));
    return this.#registry.metrics();
  }
}
