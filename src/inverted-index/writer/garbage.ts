/**
 * Which files of a folder are left over: ours by their name, named by no manifest and by nothing in progress. Files
 * of other names are nobody's business here.
 * @module
 */
import {
  isIndexFile,
  liveFile,
  manifestFile,
  manifestGeneration,
  partFile,
  segmentParts,
} from "../segment/segment-files.ts";
import type { Manifest } from "../snapshot/manifest.ts";

/** @param pending - names of segments that are written and not yet in a manifest */
export function garbageOf(names: readonly string[], manifest: Manifest, pending: readonly string[]): string[] {
  // Another writer has gone on from here: what it wrote is not ours to judge.
  if (names.some((name) => manifestGeneration(name) > manifest.generation)) return [];
  const keep = new Set<string>([manifestFile(manifest.generation)]);
  for (const { name, live } of manifest.segments) if (live > 0) keep.add(liveFile(name, live));
  for (const segment of [...manifest.segments.map(({ name }) => name), ...pending])
    for (const part of segmentParts) keep.add(partFile(segment, part));
  return names.filter((name) => isIndexFile(name) && !keep.has(name));
}
