/**
 * One immutable segment, open: what searches read at random is in shared memory, lists and documents are read from
 * their files.
 * @module
 */
import type { FieldValue } from "../../contract/index.ts";
import { openSectionFile, type SectionFile } from "../codec/section-file.ts";
import { holdsSignatures, readSignatures } from "../columns/body-signatures.ts";
import { IdColumn } from "../columns/id-column.ts";
import {
  type KeywordColumn,
  type NumberColumn,
  readKeywordColumn,
  readNumberColumn,
} from "../columns/value-columns.ts";
import { Dictionary } from "../dictionary/dictionary.ts";
import type { Directory, FileSource } from "../directory/directory.ts";
import type { HandoverFile } from "../directory/handover-files.ts";
import { ForwardField } from "../forward/forward-field.ts";
import { BigramPostings } from "../postings/bigram-postings.ts";
import { StemPostings, type TermPostings, WordPostings } from "../postings/field-postings.ts";
import { holdsLists } from "../postings/lists.ts";
import { TrigramFrequencies } from "../postings/trigram-frequencies.ts";
import { DocumentStore } from "../store/document-store.ts";
import { DerivedValues } from "./derived-values.ts";
import type { SegmentFields, SegmentInfo } from "./segment-builder.ts";
import { partFile, type SegmentPart, segmentParts } from "./segment-files.ts";

/** One text field of a segment. */
export interface TextField {
  readonly forward: ForwardField;
  /** By ordinal of `dictionary.stems`. */
  readonly stems: StemPostings;
  /** By ordinal of `dictionary.words`. */
  readonly words: TermPostings;
  /** Of the frequent stems, undefined where there are none. */
  readonly bigrams: BigramPostings | undefined;
  readonly trigrams: TrigramFrequencies;
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
  /** What searches derive from the segment once, whatever snapshot it stands in. */
  readonly derived: DerivedValues = new DerivedValues();
  readonly #files: ReadonlyMap<SegmentPart, SectionFile>;
  readonly #columns: SectionFile;
  readonly #postings: PostingsFiles;
  #signatures: Uint8Array | undefined;

  /**
   * Opens and verifies the files; throws `index_corrupt` with the name of the damaged one.
   * @param postings - `at-first-use` for a segment just written: a writer merges it without its postings
   */
  constructor(directory: FileSource, info: SegmentInfo, postings: "at-open" | "at-first-use" = "at-open") {
    this.info = info;
    const opened = new Map<SegmentPart, SectionFile>();
    const open = (part: SegmentPart): SectionFile => {
      const file = openPart(directory, info, part);
      opened.set(part, file);
      return file;
    };
    try {
      const columns = loadPart(open("columns"), holdsSignatures);
      this.#columns = columns;
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
      this.dictionary = decodedDictionary(open("dictionary"));
      const files = new PostingsFiles(open("postings"), open("positions"));
      this.#postings = files;
      if (postings === "at-open") files.load();
      const forward = loadPart(open("forward"));
      this.text = new Map(
        fields.text.map((name, i) => [
          name,
          new SegmentTextField(this, new ForwardField(forward, String(i)), files, i),
        ]),
      );
      this.store = new DocumentStore(open("store"), columns);
      this.#files = opened;
    } catch (cause) {
      for (const file of opened.values()) file.close();
      throw cause;
    }
  }

  /** `signatureBytes` for each document; read when first asked for. */
  get signatures(): Uint8Array {
    this.#signatures ??= readSignatures(this.#columns);
    return this.#signatures;
  }

  get hasPostings(): boolean {
    return this.#postings.isLoaded;
  }

  /** The segment as other threads open it, by name of file; what is not in memory yet is loaded. */
  share(): Map<string, HandoverFile> {
    this.#postings.load();
    return new Map([...this.#files.values()].map((file) => [file.name, file.shared]));
  }

  stored(doc: number): { readonly [name: string]: FieldValue } {
    return JSON.parse(this.store.get(doc));
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
  }
}

/** The postings of a segment, verified and in memory, but for their lists, from `load` on. */
class PostingsFiles {
  readonly #postings: SectionFile;
  readonly #positions: SectionFile;
  #loaded = false;

  get isLoaded(): boolean {
    return this.#loaded;
  }

  constructor(postings: SectionFile, positions: SectionFile) {
    this.#postings = postings;
    this.#positions = positions;
  }

  load(): { readonly postings: SectionFile; readonly positions: SectionFile } {
    if (!this.#loaded) {
      loadPart(this.#postings, holdsLists);
      loadPart(this.#positions, holdsLists);
      this.#loaded = true;
    }
    return { postings: this.#postings, positions: this.#positions };
  }
}

class SegmentTextField implements TextField {
  readonly forward: ForwardField;
  readonly #segment: { readonly docCount: number; readonly dictionary: Dictionary };
  readonly #files: PostingsFiles;
  readonly #number: number;
  #stems: StemPostings | undefined;
  #words: WordPostings | undefined;
  #bigrams: BigramPostings | undefined;
  #trigrams: TrigramFrequencies | undefined;

  constructor(
    segment: { readonly docCount: number; readonly dictionary: Dictionary },
    forward: ForwardField,
    files: PostingsFiles,
    number: number,
  ) {
    this.forward = forward;
    this.#segment = segment;
    this.#files = files;
    this.#number = number;
  }

  get stems(): StemPostings {
    if (this.#stems === undefined) {
      this.#stems = new StemPostings(this.#files.load().postings, this.#number, this.#segment.docCount);
    }
    return this.#stems;
  }

  get words(): TermPostings {
    if (this.#words === undefined) {
      const { stems } = this;
      const { firstStem } = this.#segment.dictionary;
      this.#words = new WordPostings(this.#files.load().postings, this.#number, stems, firstStem);
    }
    return this.#words;
  }

  get bigrams(): BigramPostings | undefined {
    if (this.#bigrams === undefined) {
      const { positions } = this.#files.load();
      // Before format 3 the postings had some of their own, which are left alone.
      if (!positions.has(`${this.#number}.bigrams.stems`)) return undefined;
      this.#bigrams = new BigramPostings(positions, this.#number, this.#segment.docCount);
    }
    return this.#bigrams;
  }

  get trigrams(): TrigramFrequencies {
    this.#trigrams ??= TrigramFrequencies.read(this.#files.load().postings, this.#number) ?? this.#countTrigrams();
    return this.#trigrams;
  }

  #countTrigrams(): TrigramFrequencies {
    const { words } = this.#segment.dictionary;
    const docFreqs = new Uint32Array(words.size);
    this.words.addDocFreqs(docFreqs);
    return TrigramFrequencies.count(words, docFreqs);
  }
}

/** Smaller files are kept whole: they are read at once, and need not stay open. */
const leastOnDisk = 2 ** 18;

/** Loads a part; one that is whole in memory needs its file no more. */
function loadPart(file: SectionFile, staysOnDisk?: (section: string) => boolean): SectionFile {
  if (file.sizeBytes < leastOnDisk) file.load();
  else file.load(staysOnDisk);
  if (file.isWhole) file.close();
  return file;
}

/** A dictionary is decoded at once, unless another thread has done so, and its file is not needed again. */
function decodedDictionary(file: SectionFile): Dictionary {
  if (file.sizeBytes < leastOnDisk) return new Dictionary(loadPart(file));
  if (!file.isDecoded) file.load();
  const dictionary = new Dictionary(file);
  file.release();
  return dictionary;
}

/** A file of another index may have the name of ours, but not its checksum. */
function openPart(directory: FileSource, info: SegmentInfo, part: SegmentPart): SectionFile {
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
