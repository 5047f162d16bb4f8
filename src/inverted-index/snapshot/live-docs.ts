/**
 * The file of a segment's live documents: a bitmap in a section file of its own, written anew at each commit that
 * deletes.
 * @module
 */
import { SectionFile, writeSectionFile } from "../codec/section-file.ts";
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
  await writeSectionFile(directory, liveFile(segment, generation), "live", segment, sections, { docCount: live.size });
}

export function readLiveDocs(directory: Directory, segment: string, generation: number, docCount: number): Bitmap {
  const file = new SectionFile(directory.open(liveFile(segment, generation)), "live", segment);
  try {
    const bits = file.load().uint32("bits");
    if (bits.length !== Math.ceil(docCount / 32))
      throw file.corrupt(`holds bits for ${bits.length * 32} documents, expected ${docCount}`);
    return new Bitmap(docCount, bits);
  } finally {
    file.close();
  }
}
