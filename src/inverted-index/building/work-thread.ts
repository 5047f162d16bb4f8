/**
 * The thread that works on the words of full segments while their own thread goes on to the next, started by
 * `segment-thread.ts`.
 * @module
 */
import { type SegmentWork, segmentWork } from "../segment/segment-work.ts";
import { lowerPriority } from "./low-priority.ts";
import { answerRequests } from "./request-thread.ts";
import type { WorkRequest } from "./thread-messages.ts";

type AnyWork = (...given: readonly unknown[]) => unknown;

lowerPriority();
answerRequests<WorkRequest<keyof SegmentWork>, unknown>(({ kind, given }) => (segmentWork[kind] as AnyWork)(...given));
