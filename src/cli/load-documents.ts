/**
 * Files -> documents of an index: ingest, skip what cannot be used, commit as time passes.
 * Invariant: what one commit made durable stays, whatever ends the load afterwards.
 * @module
 */
import { FihrisError } from "../contract/index.ts";
import type { Index } from "../engine/index.ts";
import { type IngestedDocument, type IngestProblem, ingest, isFileId } from "../ingest/index.ts";

export interface LoadOptions {
  readonly titleField?: string;
  readonly textField?: string;
  /** The first problem ends the load with `input_rejected`. Default false. */
  readonly strict?: boolean;
  /**
   * Unchanged documents are left alone, and those that the paths give no more are deleted; with "files" of these only
   * what has the id of a file: others came over HTTP or from a program. Default false.
   */
  readonly sync?: boolean | "files";
  /** Milliseconds from one commit to the next; the last comes at the end. Default 1,500. */
  readonly commitEveryMs?: number;
  /** Put before every id. Default "". */
  readonly idPrefix?: string;
  readonly onProblem?: (problem: IngestProblem) => void;
  /** Called after every document with the number read so far. */
  readonly onProgress?: (documents: number) => void;
}

export interface LoadResult {
  /** Documents written, replaced ones among them. */
  readonly indexed: number;
  /** Of these, how many took the place of another with their id: of before, or of the same load. */
  readonly replaced: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Files and lines that were reported and left out. */
  readonly skipped: number;
}

/** A commit takes some time itself: so the next is durable within two seconds of the last. */
const defaultCommitEveryMs = 1500;

/** Throws `input_unreadable` before anything is written if a path does not exist; `index_locked`; `io_error`. */
export async function loadDocuments(
  index: Index,
  paths: readonly string[],
  options: LoadOptions = {},
): Promise<LoadResult> {
  const { strict = false, sync = false, commitEveryMs = defaultCommitEveryMs, idPrefix = "" } = options;
  const { documentVersion } = await import("../engine/index.ts");
  let [indexed, replaced, unchanged, deleted, skipped] = [0, 0, 0, 0, 0];
  let isComplete = true;
  const onProblem = (problem: IngestProblem): void => {
    if (strict) throw rejected(problem);
    skipped++;
    if (problem.code === "unreadable") isComplete = false;
    options.onProblem?.(problem);
  };
  const fields = {
    ...(options.titleField === undefined ? {} : { titleField: options.titleField }),
    ...(options.textField === undefined ? {} : { textField: options.textField }),
  };
  const documents = ingest(paths, { ...fields, onProblem });
  // Paths are checked before the first document comes: a mistyped path makes no index.
  let next = await documents.next();
  if ((await index.stats()).generation === 0) await index.commit();
  const given = new Map<string, string>();
  let committedAt = performance.now();
  for (; !next.done; next = await documents.next()) {
    const { document, ...place } = next.value;
    const id = idPrefix + document.id;
    try {
      if (sync) claim(given, id, place);
      const input = idPrefix === "" ? document : { ...document, id };
      if (sync && (await index.versionOf(id)) === documentVersion(input)) unchanged++;
      else {
        await index.add(input);
        indexed++;
      }
    } catch (error) {
      onProblem(problemOf(error, place));
    }
    options.onProgress?.(indexed + unchanged);
    if (indexed > 0 && performance.now() - committedAt >= commitEveryMs) {
      replaced += (await index.checkpoint()).replaced;
      committedAt = performance.now();
    }
  }
  // A file that could not be read now may still hold what it held: nothing is deleted on such grounds.
  if (sync && isComplete) {
    const isOurs = (id: string): boolean => sync === true || isFileId(id);
    for (const id of await index.ids()) if (!given.has(id) && isOurs(id) && (await index.delete(id))) deleted++;
  }
  if (indexed + deleted > 0) {
    replaced += (await index.commit()).replaced;
    await index.merged();
  }
  return { indexed, replaced, unchanged, deleted, skipped };
}

/** The first place of an id keeps it: were it the last, both would be written at every run. */
function claim(given: Map<string, string>, id: string, place: Pick<IngestedDocument, "file" | "line">): void {
  const first = given.get(id);
  if (first === undefined) {
    given.set(id, placeOf(place));
    return;
  }
  throw new FihrisError("invalid_document", `duplicate id ${JSON.stringify(id)}, given before by ${first}`, {
    remedy: "give one of the two another id, or leave it out",
  });
}

/** What the engine refuses about one document concerns that document alone; everything else ends the load. */
function problemOf(error: unknown, place: Pick<IngestedDocument, "file" | "line">): IngestProblem {
  const perDocument = ["invalid_document", "invalid_id", "field_reserved", "too_large"];
  if (!(error instanceof FihrisError) || !perDocument.includes(error.code)) throw error;
  const { message, remedy = "change the document" } = error;
  return { ...place, code: error.code === "too_large" ? "too_large" : "invalid_document", message, remedy };
}

function rejected(problem: IngestProblem): FihrisError {
  return new FihrisError("input_rejected", `${placeOf(problem)}: ${problem.message} (${problem.code})`, {
    remedy: problem.remedy,
    file: problem.file,
  });
}

function placeOf({ file, line }: Pick<IngestProblem, "file" | "line">): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** `<file>:<line>: <message> [<code>] — <remedy>`. */
export function describeProblem(problem: IngestProblem): string {
  return `${placeOf(problem)}: ${problem.message} [${problem.code}] — ${problem.remedy}`;
}
