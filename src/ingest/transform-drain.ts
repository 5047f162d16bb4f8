/**
 * In: chunks and a transform stream; out: what the stream makes of them. Everything that was made before a
 * failure is yielded before the failure is thrown: a stream that is piped and iterated drops it instead.
 * @module
 */
import type { Transform } from "node:stream";

export async function* emitted<T>(chunks: AsyncIterable<Buffer | string>, transform: Transform): AsyncGenerator<T> {
  let made: T[] = [];
  let failure: Error | undefined;
  let proceed = (): void => {};
  transform.on("data", (value: T) => made.push(value));
  transform.on("error", (error) => {
    failure = error;
  });
  // A failed write is not called back; closing is what follows it.
  transform.on("close", () => proceed());
  const settled = (start: () => void): Promise<void> =>
    new Promise((resolve) => {
      proceed = resolve;
      start();
    });
  let written = false;
  try {
    for await (const chunk of chunks) {
      written = true;
      await settled(() => transform.write(chunk, () => proceed()));
      yield* made;
      made = [];
      if (failure !== undefined) break;
    }
    if (written && failure === undefined) {
      await settled(() => transform.end());
    }
    yield* made;
    if (failure !== undefined) throw failure;
  } finally {
    transform.destroy();
  }
}
