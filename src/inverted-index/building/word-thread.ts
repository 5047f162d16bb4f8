/**
 * The thread that `WordWork` starts.
 * @module
 */
import { doWork, type SegmentWork } from "../segment/segment-work.ts";
import { buffersOf } from "./buffers-of.ts";
import { lowerPriority } from "./low-priority.ts";
import { answerRequests } from "./request-thread.ts";
import type { WorkRequest } from "./thread-messages.ts";

lowerPriority();
answerRequests<WorkRequest<keyof SegmentWork>, unknown>(({ kind, given }) => doWork(kind, given), buffersOf);
