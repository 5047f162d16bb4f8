/**
 * The thread that makes segments, started by `ThreadedSegments`: documents and segments in, files of a segment out.
 * Its folder comes as `workerData`.
 * @module
 */
import { workerData } from "node:worker_threads";
import { FihrisError } from "../../contract/index.ts";
import { Bitmap } from "../columns/bitmap.ts";
import { FsDirectory } from "../directory/fs-directory.ts";
import type { HandoverFile } from "../directory/handover-files.ts";
import type { FieldScalar, PreparedDocument } from "../segment/prepare-document.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import { SegmentReader } from "../segment/segment-reader.ts";
import { type LocalSegment, LocalSegments } from "./local-segments.ts";
import { lowerPriority } from "./low-priority.ts";
import { answerRequests } from "./request-thread.ts";
import type { DocumentBatch, SegmentThreadData, ThreadRequest, ThreadResult } from "./thread-messages.ts";
import { WordWork } from "./word-work.ts";

const { path, without, hasWordThread } = workerData as SegmentThreadData;
const directory = new FsDirectory(path);
const wordWork = hasWordThread ? new WordWork() : undefined;
const factory = new LocalSegments(directory, without);
const begun = new Map<number, LocalSegment>();

lowerPriority();
answerRequests<ThreadRequest, ThreadResult>(async (request) => {
  switch (request.kind) {
    case "add":
      addBatch(request);
      return {};
    case "write": {
      const segment = begun.get(request.segment);
      if (segment === undefined) throw new FihrisError("internal", `no segment ${request.segment} was begun`);
      const { info } = await segment.write(request.name, wordWork?.workFor(request.isLast));
      begun.delete(request.segment);
      return made(info, request.load);
    }
    case "drop":
      begun.delete(request.segment);
      return {};
    case "merge":
      return merge(request);
    case "load":
      return { files: load(request.segments) };
  }
});

function addBatch({ segment: number, batch, settings }: ThreadRequest & { kind: "add" }): void {
  let segment = begun.get(number);
  if (segment === undefined) {
    segment = factory.begin(Number.POSITIVE_INFINITY, settings);
    begun.set(number, segment);
  }
  segment.addAll(documentsOf(batch), batch.stored);
}

function* documentsOf(batch: DocumentBatch): Iterable<Omit<PreparedDocument, "stored">> {
  const { ids, versions, values, namesOfValues, names, valueEnds } = batch;
  let at = 0;
  for (let i = 0; i < ids.length; i++) {
    const fields = new Map<string, FieldScalar[]>();
    for (; at < valueEnds[i]!; at++) {
      const name = names[namesOfValues[at]!]!;
      const before = fields.get(name);
      if (before === undefined) fields.set(name, [values[at]!]);
      else before.push(values[at]!);
    }
    yield { id: ids[i]!, version: versions[i]!, fields };
  }
}

async function merge({ name, sources, load: isWanted }: ThreadRequest & { kind: "merge" }): Promise<ThreadResult> {
  const opened: SegmentReader[] = [];
  try {
    const open = (info: SegmentInfo) => {
      const reader = new SegmentReader(directory, info, "at-first-use");
      opened.push(reader);
      return reader;
    };
    const merged = await factory.merge(
      name,
      sources.map(({ info, live }) => ({
        reader: open(info),
        live: live === undefined ? undefined : new Bitmap(info.docCount, live),
      })),
    );
    if (merged === undefined) return {};
    return made(merged.info, isWanted);
  } finally {
    for (const reader of opened) reader.close();
  }
}

function made(info: SegmentInfo, isWanted: boolean): ThreadResult {
  try {
    if (isWanted) return { info, files: load([info]) };
  } catch {
    // What was written is there all the same: who opens it reads it then, or tells why not.
  }
  return { info };
}

/** The files' memory, and what is decoded of them; what stays on disk the other thread opens by itself. */
function load(segments: readonly SegmentInfo[]): Map<string, HandoverFile> {
  const files = new Map<string, HandoverFile>();
  for (const info of segments) {
    const reader = new SegmentReader(directory, info);
    for (const [name, { descriptor: _, ...file }] of reader.share()) files.set(name, file);
    reader.close();
  }
  return files;
}
