/**
 * The file of a segment's live documents: a bitmap in a section file of its own, written anew at each commit that
 * deletes.
 * @module
 */
import { openSectionFile, writeSectionFile } from "../codec/section-file.ts";
import { Bitmap } from "../columns/bitmap.ts";
import type { Directory } from "../directory/directory.ts";
import { liveFile } from "../segment/segment-files.ts";

export async function writeLiveDocs(
  directory: Directory,
  segment: string,
  generation: number,
  live: Bitmap,
): Promise<void> {
  const sections = new Map([["bits", live.words]]);
  await writeSectionFile(directory, liveFile(segment, generation), "live", segment, sections, {
    docCount: live.size,
    generation,
  });
}

export function readLiveDocs(directory: Directory, segment: string, generation: number, docCount: number): Bitmap {
  const file = openSectionFile(directory, liveFile(segment, generation), "live", segment);
  try {
    const bits = file.load().uint32("bits");
    const meta = file.meta as { docCount: number; generation: number } | null;
    if (meta?.docCount !== docCount || bits.length !== Math.ceil(docCount / 32))
      throw file.corrupt(`holds bits for ${meta?.docCount} documents, expected ${docCount}`);
    if (meta.generation !== generation) throw file.corrupt(`belongs to generation ${meta.generation}`);
    return new Bitmap(docCount, bits);
  } finally {
    file.close();
  }
}
