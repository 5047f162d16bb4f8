/**
 * One immutable segment, open: everything but the stored documents is in shared memory.
 * @module
 */
import type { FieldValue } from "../../contract/index.ts";
import { openSectionFile, type SectionFile } from "../codec/section-file.ts";
import { IdColumn } from "../columns/id-column.ts";
import {
  type KeywordColumn,
  type NumberColumn,
  readKeywordColumn,
  readNumberColumn,
} from "../columns/value-columns.ts";
import { Dictionary } from "../dictionary/dictionary.ts";
import type { Directory } from "../directory/directory.ts";
import { type ForwardField, readForwardField } from "../forward/forward-field.ts";
import { readPositionColumns, readPostings, TermPostings } from "../postings/field-postings.ts";
import { DocumentStore } from "../store/document-store.ts";
import type { SegmentFields, SegmentInfo } from "./segment-builder.ts";
import { partFile, type SegmentPart, segmentParts } from "./segment-files.ts";

/** One text field of a segment. */
export interface TextField {
  readonly forward: ForwardField;
  /** By ordinal of `dictionary.stems`, with positions. */
  readonly stems: TermPostings;
  /** By ordinal of `dictionary.words`. */
  readonly words: TermPostings;
}

export class SegmentReader {
  readonly info: SegmentInfo;
  readonly docCount: number;
  readonly dictionary: Dictionary;
  readonly ids: IdColumn;
  readonly text: ReadonlyMap<string, TextField>;
  readonly keyword: ReadonlyMap<string, KeywordColumn>;
  readonly number: ReadonlyMap<string, NumberColumn>;
  readonly date: ReadonlyMap<string, NumberColumn>;
  readonly store: DocumentStore;
  readonly #storeFile: SectionFile;

  /** Opens and verifies the files; throws `index_corrupt` with the name of the damaged one. */
  constructor(directory: Directory, info: SegmentInfo) {
    this.info = info;
    const opened: SectionFile[] = [];
    const open = (part: SegmentPart): SectionFile => {
      const file = openPart(directory, info, part);
      opened.push(file);
      return file;
    };
    try {
      const columns = open("columns").load();
      const { docCount, fields } = columns.meta as { docCount: number; fields: SegmentFields };
      if (docCount !== info.docCount)
        throw columns.corrupt(`holds ${docCount} documents, the manifest says ${info.docCount}`);
      this.docCount = docCount;
      this.ids = new IdColumn(columns);
      const byName = <T>(kind: "keyword" | "number" | "date", read: (file: SectionFile, prefix: string) => T) =>
        new Map(fields[kind].map((name, i) => [name, read(columns, `${kind}.${i}`)]));
      this.keyword = byName("keyword", readKeywordColumn);
      this.number = byName("number", readNumberColumn);
      this.date = byName("date", readNumberColumn);
      this.dictionary = new Dictionary(open("dictionary").load());
      const postings = open("postings").load();
      const positions = open("positions").load();
      const forward = open("forward").load();
      this.text = new Map(
        fields.text.map((name, i) => [
          name,
          {
            forward: readForwardField(forward, String(i)),
            stems: new TermPostings(readPostings(postings, `${i}.stems`), readPositionColumns(positions, String(i))),
            words: new TermPostings(readPostings(postings, `${i}.words`)),
          },
        ]),
      );
      this.#storeFile = open("store");
      this.store = new DocumentStore(this.#storeFile, columns);
      // What is loaded needs its file no more; the store is read as hits are shown.
      for (const file of opened) if (file !== this.#storeFile) file.close();
    } catch (cause) {
      for (const file of opened) file.close();
      throw cause;
    }
  }

  stored(doc: number): { readonly [name: string]: FieldValue } {
    const { buffer, byteOffset, byteLength } = this.store.get(doc);
    return JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString("utf16le"));
  }

  close(): void {
    this.#storeFile.close();
  }
}

/** A file of another index may have the name of ours, but not its checksum. */
function openPart(directory: Directory, info: SegmentInfo, part: SegmentPart): SectionFile {
  const file = openSectionFile(directory, partFile(info.name, part), part, info.name);
  const { bytes, checksum } = info.files[part];
  if (file.sizeBytes === bytes && file.checksum === checksum) return file;
  file.close();
  throw file.corrupt("is not the file that the manifest names");
}

/** Reads every byte of a segment's files against their checksums; throws `index_corrupt` for the first damaged. */
export function verifySegment(directory: Directory, info: SegmentInfo): void {
  for (const part of segmentParts) {
    const file = openPart(directory, info, part);
    try {
      file.verify();
    } finally {
      file.close();
    }
  }
}
