/**
 * One more thread beside one that makes segments. It works on the words of full segments while documents of the next are
 * taken, and analyses new words before that.
 * @module
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { AnalysisStep } from "../../analysis/index.ts";
import type { Analyst } from "../dictionary/word-table.ts";
import type { ForwardRows } from "../forward/forward-field.ts";
import { doWork, type SegmentWork, segmentWork, type WorkResult } from "../segment/segment-work.ts";
import { RequestThread } from "./request-thread.ts";
import type { AnalystAnswer, AnalystRequest, WordThreadData, WorkRequest } from "./thread-messages.ts";

/** Fields of fewer are no work for another thread. */
const tokensOfOwn = 1_000_000;
/** So many first words are analysed before a thread is asked: fewer are done before it has started. */
const wordsOfOwn = 32_768;
/** With more unanswered it has no time: it is at other work, or gets no processor. */
const mostUnanswered = 4;

const isLarge = ({ tokens }: ForwardRows) => tokens.length >= tokensOfOwn;

export class WordWork implements Analyst {
  readonly #without: readonly AnalysisStep[];
  #thread: RequestThread<WorkRequest<keyof SegmentWork>, unknown> | undefined;
  /** For words, of which answers are taken between two documents, when no message could be delivered. */
  #port: MessagePort | undefined;
  #words = 0;
  #requests = 0;
  #answers = 0;

  constructor(without: readonly AnalysisStep[]) {
    this.#without = without;
  }

  take(words: readonly string[]): number | undefined {
    this.#words += words.length;
    if (this.#words <= wordsOfOwn) return undefined;
    try {
      this.#started();
    } catch {
      // No more threads are to be had: the caller analyses all of them.
      this.#words = Number.NEGATIVE_INFINITY;
      return undefined;
    }
    if (this.#requests - this.#answers >= mostUnanswered) return undefined;
    const number = this.#requests++;
    this.#port!.postMessage({ number, words } satisfies AnalystRequest);
    return number;
  }

  answer(): AnalystAnswer | undefined {
    const received = this.#port && receiveMessageOnPort(this.#port);
    if (received === undefined) return undefined;
    this.#answers++;
    return received.message as AnalystAnswer;
  }

  /** All work on a segment that is full, while others are collected; of the `last` one the lists, while the caller does the rest. */
  workFor(isLast: boolean): SegmentWork {
    return {
      lists: (rows, stems) => (isLarge(rows) ? this.#work("lists", rows, stems) : segmentWork.lists(rows, stems)),
      forward: (prefix, rows, wordRank) =>
        isLarge(rows) && !isLast
          ? this.#work("forward", prefix, rows, wordRank)
          : segmentWork.forward(prefix, rows, wordRank),
      signatures: (docCount, bodies, hashes) =>
        bodies.some(isLarge) && !isLast
          ? this.#work("signatures", docCount, bodies, hashes)
          : segmentWork.signatures(docCount, bodies, hashes),
    };
  }

  /** Done here after all where the thread has died, or there is none to be had. */
  async #work<Kind extends keyof SegmentWork>(
    kind: Kind,
    ...given: Parameters<SegmentWork[Kind]>
  ): Promise<WorkResult<Kind>> {
    try {
      return (await this.#started().request({ kind, given })) as WorkResult<Kind>;
    } catch (cause) {
      if (this.#thread?.isAlive) throw cause;
      return doWork(kind, given);
    }
  }

  #started(): RequestThread<WorkRequest<keyof SegmentWork>, unknown> {
    if (this.#thread?.isAlive) return this.#thread;
    const { port1, port2 } = new MessageChannel();
    const data: WordThreadData = { without: this.#without, port: port2 };
    this.#thread = new RequestThread(new URL("./word-thread.js", import.meta.url), data, [port2]);
    this.#port?.close();
    this.#port = port1;
    this.#answers = this.#requests;
    return this.#thread;
  }
}
