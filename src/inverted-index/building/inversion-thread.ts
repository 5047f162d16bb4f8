/**
 * The thread that inverts the fields of full segments while their own thread goes on to the next, started by
 * `segment-thread.ts`.
 * @module
 */
import { type FieldLists, invertField } from "../postings/invert-field.ts";
import { lowerPriority } from "./low-priority.ts";
import { answerRequests } from "./request-thread.ts";
import type { InversionRequest } from "./thread-messages.ts";

lowerPriority();
answerRequests<InversionRequest, FieldLists>(({ rows, stems }) => invertField(rows, stems));
