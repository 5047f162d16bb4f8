/**
 * What the contract suite needs of an engine: one with an empty index, which can be closed and opened again.
 * @module
 */
import { onTestFinished } from "vitest";
import type { DocumentInput, Engine, SearchRequest, SearchResponse } from "../../../src/contract/index.ts";

export interface TestEngine {
  readonly engine: Engine;
  /** Closes the engine and opens the same index again. */
  readonly reopen: () => Promise<Engine>;
  readonly dispose: () => Promise<void>;
}

export type EngineFactory = () => Promise<TestEngine>;

/** An engine for one test. */
export async function start(make: EngineFactory): Promise<TestEngine> {
  const started = await make();
  onTestFinished(() => started.dispose());
  return started;
}

/** An engine for one test that holds these documents, committed. */
export async function startWith(make: EngineFactory, documents: readonly DocumentInput[]): Promise<Engine> {
  const { engine } = await start(make);
  await engine.add(documents);
  await engine.commit();
  return engine;
}

export function idsOf(response: SearchResponse): string[] {
  return response.hits.map(({ id }) => id);
}

/** Ids of the hits, sorted: what is found, whatever its rank. */
export async function found(engine: Engine, request: string | SearchRequest): Promise<string[]> {
  const asked = typeof request === "string" ? { q: request } : request;
  return idsOf(await engine.search({ limit: 1000, ...asked })).sort();
}
