/**
 * Which files of a folder are left over: ours by their name, named by no manifest and by nothing in progress. Files
 * of other names are nobody's business here.
 * @module
 */
import {
  liveFile,
  manifestFile,
  manifestGeneration,
  partFile,
  segmentOfFile,
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
  const isOurs = (name: string) =>
    segmentOfFile(name) !== undefined || manifestGeneration(name.replace(/\.tmp$/, "")) >= 0;
  return names.filter((name) => isOurs(name) && !keep.has(name));
}
