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
import type { ForwardRows } from "../forward/forward-field.ts";
import type { FieldScalar, PreparedDocument } from "../segment/prepare-document.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import { SegmentReader } from "../segment/segment-reader.ts";
import { type SegmentWork, segmentWork } from "../segment/segment-work.ts";
import { DocumentPacker } from "../store/document-packer.ts";
import { type LocalSegment, LocalSegments } from "./local-segments.ts";
import { lowerPriority } from "./low-priority.ts";
import { answerRequests, RequestThread } from "./request-thread.ts";
import type { DocumentBatch, SegmentThreadData, ThreadRequest, ThreadResult, WorkRequest } from "./thread-messages.ts";

const { path, without, helped } = workerData as SegmentThreadData;
const directory = new FsDirectory(path);
const factory = new LocalSegments(directory, without);
const begun = new Map<number, LocalSegment>();
/** Of what the calling thread left to this one. */
const packer = new DocumentPacker();
/** Fields of fewer are no work for another thread. */
const tokensOfOwn = 1_000_000;
let workThread: RequestThread<WorkRequest<keyof SegmentWork>, unknown> | undefined;

lowerPriority();
answerRequests<ThreadRequest, ThreadResult>(async (request) => {
  switch (request.kind) {
    case "add":
      addBatch(request);
      return {};
    case "write": {
      const segment = begun.get(request.segment);
      if (segment === undefined) throw new FihrisError("internal", `no segment ${request.segment} was begun`);
      const { info } = await segment.write(request.name, workFor(request.isLast));
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

/**
 * What is to be done by the other thread, where there is one and the fields are large: all of it for a segment that is
 * full, while this thread goes on; for the last one the lists, while this thread does the rest.
 */
function workFor(isLast: boolean): SegmentWork {
  if (!helped) return segmentWork;
  return {
    lists: (rows, stems) => (isLarge(rows) ? beside("lists", rows, stems) : segmentWork.lists(rows, stems)),
    forward: (prefix, rows, wordRank) =>
      isLarge(rows) && !isLast
        ? beside("forward", prefix, rows, wordRank)
        : segmentWork.forward(prefix, rows, wordRank),
    signatures: (docCount, bodies, hashes) =>
      bodies.some(isLarge) && !isLast
        ? beside("signatures", docCount, bodies, hashes)
        : segmentWork.signatures(docCount, bodies, hashes),
  };
}

const isLarge = ({ tokens }: ForwardRows) => tokens.length >= tokensOfOwn;

async function beside<Kind extends keyof SegmentWork>(
  kind: Kind,
  ...given: Parameters<SegmentWork[Kind]>
): Promise<Awaited<ReturnType<SegmentWork[Kind]>>> {
  if (!workThread?.isAlive) workThread = new RequestThread(new URL("./work-thread.js", import.meta.url), undefined);
  return (await workThread.request({ kind, given })) as Awaited<ReturnType<SegmentWork[Kind]>>;
}

function addBatch({ segment: number, batch, settings }: ThreadRequest & { kind: "add" }): void {
  let segment = begun.get(number);
  if (segment === undefined) {
    segment = factory.begin(Number.POSITIVE_INFINITY, settings);
    begun.set(number, segment);
  }
  const { stored } = batch;
  segment.addAll(documentsOf(batch), "crcs" in stored ? stored : packer.pack(stored));
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
