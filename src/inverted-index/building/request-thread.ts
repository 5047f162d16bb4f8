/**
 * A worker thread that answers requests: each has one reply, or fails with the error that was thrown over there.
 * Threads are plain JavaScript: they exist in a build, not where sources are run as they are.
 * @module
 */
import { parentPort, type Transferable, Worker } from "node:worker_threads";
import { type ErrorCode, FihrisError } from "../../contract/index.ts";

/** Whether this code can start threads. */
export const hasThreads: boolean = import.meta.url.endsWith(".js");

/** An error as a message carries it; without a code it is a bug, told by its stack. */
interface ErrorMessage {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly remedy?: string;
  readonly file?: string;
  readonly position?: number;
}

interface Numbered<Request> {
  readonly number: number;
  readonly request: Request;
}

type Reply<Result> = { readonly request: number } & ({ readonly result: Result } | { readonly error: ErrorMessage });

/** Who waits for a reply. */
interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** A request, and who waits for its reply. */
export interface Asked<Request, Result> extends Waiting<Result> {
  readonly request: Request;
}

/** The caller's end. A thread that died fails every request, those to come among them. */
export class RequestThread<Request, Result> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Result>>();
  #requests = 0;
  #death: Error | undefined;

  /** @param entry - module that calls `answerRequests` */
  constructor(entry: URL, workerData: unknown) {
    this.#worker = new Worker(entry, { workerData });
    this.#worker.on("message", (replies: readonly Reply<Result>[]) => {
      for (const reply of replies) this.#settle(reply);
    });
    this.#worker.on("error", (cause) => this.#die(`a thread failed: ${cause.message}`, cause));
    this.#worker.on("exit", () => this.#die("a thread was ended"));
    // Only a request under way keeps the process alive.
    this.#worker.unref();
  }

  /** Requests without a reply so far. */
  get pending(): number {
    return this.#waiting.size;
  }

  get isAlive(): boolean {
    return this.#death === undefined;
  }

  request(request: Request, transfer: readonly Transferable[] = []): Promise<Result> {
    return new Promise((resolve, reject) => this.send([{ request, resolve, reject }], transfer));
  }

  /** Several requests in one message: what a message costs is more than what most requests weigh. */
  send(asked: readonly Asked<Request, Result>[], transfer: readonly Transferable[] = []): void {
    if (this.#death !== undefined) {
      for (const { reject } of asked) reject(this.#death);
      return;
    }
    if (this.#waiting.size === 0) this.#worker.ref();
    const numbered = asked.map((each): Numbered<Request> => {
      this.#waiting.set(this.#requests, each);
      return { number: this.#requests++, request: each.request };
    });
    try {
      this.#worker.postMessage(numbered, transfer);
    } catch (error) {
      for (const { number } of numbered) this.#waiting.delete(number);
      if (this.#waiting.size === 0) this.#worker.unref();
      // Nothing of them was sent: only the one that cannot be is told so.
      if (asked.length > 1) for (const each of asked) this.send([each]);
      else asked[0]!.reject(cannotBeSent(error));
    }
  }

  /** @param reason - what those who wait are told; by default that the thread was ended */
  async close(reason?: FihrisError): Promise<void> {
    if (reason !== undefined) this.#fail(reason);
    await this.#worker.terminate();
  }

  #settle(reply: Reply<Result>): void {
    const waiting = this.#waiting.get(reply.request);
    this.#waiting.delete(reply.request);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ("result" in reply) waiting?.resolve(reply.result);
    else waiting?.reject(errorOf(reply.error));
  }

  #die(message: string, cause?: Error): void {
    const remedy = "close this index and open it again; repeat what was not committed";
    this.#fail(new FihrisError("internal", message, { remedy, ...(cause === undefined ? {} : { cause }) }));
  }

  /** The first reason is that of all that follows. */
  #fail(reason: FihrisError): void {
    this.#death ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#death);
    this.#waiting.clear();
  }
}

/**
 * The thread's end: answers in the order in which answers are ready, those of one message together.
 * @param given - what of the answers is handed over and not copied; nothing by default
 */
export function answerRequests<Request, Result>(
  answer: (request: Request) => Result | Promise<Result>,
  given: (answers: readonly unknown[]) => Transferable[] = () => [],
): void {
  const port = parentPort!;
  port.on("message", (requests: readonly Numbered<Request>[]) => {
    const ready: Reply<Result>[] = [];
    for (const { number, request } of requests) {
      const failed = (error: unknown): Reply<Result> => ({ request: number, error: messageOf(error) });
      try {
        const answered = answer(request);
        // A promise only where there is one: a turn of the loop for each answer costs more than most answers.
        if (answered instanceof Promise)
          answered
            .then((result): Reply<Result> => ({ request: number, result }), failed)
            .then((reply) => port.postMessage([reply], given([reply])));
        else ready.push({ request: number, result: answered });
      } catch (error) {
        ready.push(failed(error));
      }
    }
    if (ready.length > 0) port.postMessage(ready, given(ready));
  });
}

function cannotBeSent(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "DataCloneError") return error;
  return new FihrisError(
    "invalid_parameter",
    `expected plain values, got what no thread can be sent: ${error.message}`,
    {
      remedy: "pass texts, numbers, true, false, lists and plain objects",
      cause: error,
    },
  );
}

function messageOf(error: unknown): ErrorMessage {
  if (!(error instanceof FihrisError))
    return { code: undefined, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { code, message, remedy, file, position } = error;
  return {
    code,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    ...(file === undefined ? {} : { file }),
    ...(position === undefined ? {} : { position }),
  };
}

function errorOf({ code, message, ...details }: ErrorMessage): Error {
  return code === undefined ? new Error(message) : new FihrisError(code, message, details);
}
