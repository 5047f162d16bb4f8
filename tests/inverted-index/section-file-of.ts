/**
 * A part of a segment written to memory and opened again.
 * @module
 */
import {
  openSectionFile,
  type SectionContent,
  type SectionFile,
  writeSectionFile,
} from "../../src/inverted-index/codec/section-file.ts";
import { MemoryDirectory } from "./faults/memory-directory.ts";

export async function sectionFileOf(part: string, sections: [string, SectionContent][]): Promise<SectionFile> {
  const directory = new MemoryDirectory();
  const name = `s00000001.${part}`;
  await writeSectionFile(directory, name, part, "s00000001", new Map(sections), null);
  return openSectionFile(directory, name, part, "s00000001").load();
}
