/**
 * The manifest: which segments are live at a generation. Text of two lines, the JSON and its checksum; it is
 * written beside and linked into place, so that it is either whole or not there.
 * @module
 */
import { crc32 } from "node:zlib";
import { analyzerVersion } from "../../analysis/index.ts";
import { FihrisError, type IndexSettings } from "../../contract/index.ts";
import { checkFormat, formatVersion } from "../codec/section-file.ts";
import type { Directory } from "../directory/directory.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import { manifestFile, manifestGeneration, segmentParts, segmentPattern } from "../segment/segment-files.ts";

export interface ManifestSegment extends SegmentInfo {
  /** Generation of its live documents' file; 0: all are live. */
  readonly live: number;
  readonly deleted: number;
}

export interface Manifest {
  readonly format: number;
  readonly analyzer: number;
  readonly generation: number;
  /** Number of the next segment, so that no name is used twice. */
  readonly nextSegment: number;
  /** In order of insertion: a document's place is its age. */
  readonly segments: readonly ManifestSegment[];
  /** Absent where they are the defaults. */
  readonly settings?: IndexSettings;
  /** Steps of the analysis that the index was made without, for measuring; absent where none were left out. */
  readonly without?: readonly string[];
}

export const emptyManifest: Manifest = {
  format: formatVersion,
  analyzer: analyzerVersion,
  generation: 0,
  nextSegment: 1,
  segments: [],
};

/** Highest generation that the folder holds, 0 where there is no index. */
export function newestGeneration(directory: Directory): number {
  return directory.exists() ? Math.max(0, ...directory.list().map(manifestGeneration)) : 0;
}

/** Reads and checks a manifest; throws `index_corrupt` or `index_version`. */
export function readManifest(directory: Directory, generation: number): Manifest {
  const name = manifestFile(generation);
  const file = directory.open(name);
  const bytes = new Uint8Array(file.sizeBytes);
  try {
    file.read(bytes, 0);
  } finally {
    file.close();
  }
  const text = Buffer.from(bytes).toString("utf8");
  const json = text.slice(0, text.indexOf("\n") + 1);
  if (json === "" || text.slice(json.length) !== `${checksum(json)}\n`) throw corrupt(name, "has a wrong checksum");
  const manifest = parse(name, json);
  checkFormat(name, manifest.format);
  if (manifest.analyzer !== analyzerVersion) {
    throw new FihrisError(
      "index_version",
      `${name} was made by analyzer ${manifest.analyzer}, this version has analyzer ${analyzerVersion}`,
      { file: name, remedy: "index the documents again, or use the version of fihris that made the index" },
    );
  }
  if (manifest.generation !== generation) throw corrupt(name, `names generation ${manifest.generation}`);
  if (manifest.settings !== undefined && !isSettings(manifest.settings ?? {}))
    throw corrupt(name, "has unusable settings");
  const seen = new Set<string>();
  for (const segment of manifest.segments) {
    if (!isSegment(segment) || segment.live > generation || seen.has(segment.name))
      throw corrupt(name, `has an unusable segment entry ${JSON.stringify(segment)?.slice(0, 200)}`);
    seen.add(segment.name);
  }
  return manifest;
}

function parse(name: string, json: string): Manifest {
  try {
    const manifest = JSON.parse(json) as Manifest;
    if (isCount(manifest.format) && isCount(manifest.nextSegment) && Array.isArray(manifest.segments)) return manifest;
  } catch {
    // Not JSON: falls through to the error below.
  }
  throw corrupt(name, "is not a manifest");
}

/** Names come from here only, so that a manifest cannot point outside its folder. */
function isSegment(segment: ManifestSegment | null): boolean {
  return (
    typeof segment?.name === "string" &&
    segmentPattern.test(segment.name) &&
    [segment.docCount, segment.deleted, segment.live].every(isCount) &&
    segmentParts.every((part) => isCount(segment.files?.[part]?.bytes) && isCount(segment.files[part].checksum))
  );
}

/** What they say was checked when they were made: here it is only told whether they are settings at all. */
function isSettings({ synonyms, stop_words, fields, types, stored_only }: Partial<IndexSettings>): boolean {
  const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  return [synonyms, stop_words, stored_only].every(Array.isArray) && isObject(fields) && isObject(types);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function encodeManifest(manifest: Manifest): Uint8Array {
  const json = `${JSON.stringify(manifest)}\n`;
  return Buffer.from(`${json}${checksum(json)}\n`);
}

function checksum(json: string): string {
  return crc32(Buffer.from(json)).toString(16).padStart(8, "0");
}

function corrupt(name: string, what: string): FihrisError {
  return new FihrisError("index_corrupt", `${name} ${what}`, {
    file: name,
    remedy: "restore the index from a copy or index the documents again",
  });
}
