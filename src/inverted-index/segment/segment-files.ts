/**
 * Names of an index folder's files. A name is written once in the life of an index.
 *
 *     index   = manifest-GENERATION { SEGMENT.PART } { SEGMENT-GENERATION.live } [ write.lock ]
 *     SEGMENT = "s" 8 digits ; GENERATION = 12 digits ; PART = one of `segmentParts`
 * @module
 */

export const segmentParts = ["dictionary", "postings", "positions", "forward", "columns", "store"] as const;
export type SegmentPart = (typeof segmentParts)[number];

export function segmentName(number: number): string {
  return `s${String(number).padStart(8, "0")}`;
}

export function partFile(segment: string, part: SegmentPart): string {
  return `${segment}.${part}`;
}

export function liveFile(segment: string, generation: number): string {
  return `${segment}-${String(generation).padStart(12, "0")}.live`;
}

export function manifestFile(generation: number): string {
  return `manifest-${String(generation).padStart(12, "0")}`;
}

/** Generation of a manifest's name, -1 for any other name. */
export function manifestGeneration(name: string): number {
  const match = /^manifest-(\d{12})$/.exec(name);
  return match === null ? -1 : Number(match[1]);
}

/** Segment of a part's or live file's name, undefined for names that are not ours. */
function segmentOfFile(name: string): string | undefined {
  return /^(s\d{8})(?:\.(?:dictionary|postings|positions|forward|columns|store)|-\d{12}\.live)$/.exec(name)?.[1];
}

/** Whether a name is one that an index gives its files, finished or not; the lock is not among them. */
export function isIndexFile(name: string): boolean {
  return segmentOfFile(name) !== undefined || manifestGeneration(name.replace(/\.tmp$/, "")) >= 0;
}

/** Number of the segment that a file belongs to, 0 for names that are not ours. */
export function segmentNumber(name: string): number {
  return Number(segmentOfFile(name)?.slice(1) ?? 0);
}

export const segmentPattern: RegExp = /^s\d{8}$/;
