/**
 * The thread that `WordWork` starts.
 * @module
 */
import { workerData } from "node:worker_threads";
import { stepsWithout } from "../../analysis/index.ts";
import { stemsOfEach } from "../dictionary/word-table.ts";
import { doWork, type SegmentWork } from "../segment/segment-work.ts";
import { buffersOf } from "./buffers-of.ts";
import { lowerPriority } from "./low-priority.ts";
import { answerRequests } from "./request-thread.ts";
import type { AnalystAnswer, AnalystRequest, WordThreadData, WorkRequest } from "./thread-messages.ts";

const { without, port } = workerData as WordThreadData;
const steps = stepsWithout(without);

lowerPriority();
port.on("message", ({ number, words }: AnalystRequest) => {
  port.postMessage({ number, stems: stemsOfEach(words, steps) } satisfies AnalystAnswer);
});
answerRequests<WorkRequest<keyof SegmentWork>, unknown>(({ kind, given }) => doWork(kind, given), buffersOf);
