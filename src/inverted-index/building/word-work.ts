/**
 * One more thread beside one that makes segments: it works on the words of full segments while documents of the next are
 * taken.
 * @module
 */
import type { ForwardRows } from "../forward/forward-field.ts";
import { doWork, type SegmentWork, segmentWork, type WorkResult } from "../segment/segment-work.ts";
import { RequestThread } from "./request-thread.ts";
import type { WorkRequest } from "./thread-messages.ts";

/** Fields of fewer are no work for another thread. */
const tokensOfOwn = 1_000_000;

const isLarge = ({ tokens }: ForwardRows) => tokens.length >= tokensOfOwn;

export class WordWork {
  #thread: RequestThread<WorkRequest<keyof SegmentWork>, unknown> | undefined;

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
    if (!this.#thread?.isAlive)
      this.#thread = new RequestThread(new URL("./word-thread.js", import.meta.url), undefined);
    return this.#thread;
  }
}
