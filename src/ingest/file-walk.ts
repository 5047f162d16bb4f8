/**
 * In: the paths a person named; out: the files to read, in the order of the code units of their ids.
 * Hidden entries, `node_modules` and files without a supported extension are passed over inside a folder, but
 * not when they are named themselves. No folder is read twice, so loops of symbolic links end.
 * @module
 */
import type { Dirent, Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { FihrisError } from "../contract/index.ts";
import { type FileFormat, formatOf, supportedExtensions } from "./file-format.ts";
import { type IngestProblem, RejectedInput, readFailure } from "./ingest-problem.ts";
import type { SourceFile } from "./source-file.ts";

export interface FoundFile {
  readonly file: SourceFile;
  readonly format: FileFormat;
}

/** Throws `input_unreadable` before anything is yielded if one of the paths does not exist. */
export async function* walkFiles(paths: readonly string[]): AsyncGenerator<FoundFile | IngestProblem> {
  const roots: { path: string; stats: Stats }[] = [];
  for (const path of paths) roots.push({ path, stats: await statNamed(path) });
  for (const { path, stats } of roots) {
    if (!stats.isDirectory()) yield namedFile(path, stats);
    else yield* walkFolder(path, "", { root: await realpath(path), visited: new Set([identity(stats)]) });
  }
}

async function statNamed(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    throw new FihrisError("input_unreadable", `expected a file or a folder, got ${JSON.stringify(path)}: ${cause}`, {
      remedy: "check the spelling of the path and the right to read it",
      file: path,
      cause,
    });
  }
}

function namedFile(path: string, stats: Stats): FoundFile | IngestProblem {
  const format = formatOf(path);
  if (format === undefined) {
    const message = `expected one of ${supportedExtensions.join(" ")}, got ${JSON.stringify(basename(path))}`;
    const remedy = "convert the file, or give it the extension of what it holds";
    return new RejectedInput("unsupported", message, remedy).toProblem(path);
  }
  return regularFile(path, basename(path), stats, format);
}

function regularFile(path: string, id: string, stats: Stats, format: FileFormat): FoundFile | IngestProblem {
  if (stats.isFile()) return { file: { path, id, sizeBytes: stats.size, gzip: format.gzip }, format };
  const message = "expected a regular file, got a pipe, socket or device";
  return new RejectedInput("unsupported", message, "save its content to a file first").toProblem(path);
}

interface Walk {
  readonly root: string;
  /** Device and inode of the folders read so far. */
  readonly visited: Set<string>;
}

async function* walkFolder(folder: string, prefix: string, walk: Walk): AsyncGenerator<FoundFile | IngestProblem> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield problemOf(error, folder);
    return;
  }
  const found: { key: string; path: string; format: FileFormat | undefined }[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith(".") || name === "node_modules") continue;
    const path = join(folder, name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await leadsOutside(path, walk.root)));
    const format = isFolder ? undefined : formatOf(name);
    // "/" at the end of a folder's name makes the order of names the order of whole paths.
    if (isFolder || format !== undefined) found.push({ key: isFolder ? `${name}/` : name, path, format });
  }
  found.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, path, format } of found) {
    let stats: Stats;
    try {
      stats = await stat(path);
    } catch (error) {
      yield problemOf(error, path);
      continue;
    }
    if (format !== undefined) {
      if (!stats.isDirectory()) yield regularFile(path, prefix + key, stats, format);
    } else if (!walk.visited.has(identity(stats))) {
      walk.visited.add(identity(stats));
      yield* walkFolder(path, prefix + key, walk);
    }
  }
}

/**
 * Whether a link leads to a folder apart from the root. One that leads inside adds nothing, the files there come
 * under their own paths; one that leads above it is a loop.
 */
async function leadsOutside(link: string, root: string): Promise<boolean> {
  try {
    if (!(await stat(link)).isDirectory()) return false;
    const target = await realpath(link);
    return !contains(root, target) && !contains(target, root);
  } catch {
    return false;
  }
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function identity(stats: Stats): string {
  return `${stats.dev}:${stats.ino}`;
}

function problemOf(error: unknown, path: string): IngestProblem {
  const failure = readFailure(error);
  if (failure instanceof RejectedInput) return failure.toProblem(path);
  throw failure;
}
