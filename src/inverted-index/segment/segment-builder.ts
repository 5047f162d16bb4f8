/**
 * Collects documents in memory and writes them as one immutable segment. Flush and merge use the same builder: a
 * flush feeds it texts, a merge feeds it the words of other segments' forward indexes.
 * @module
 */
import {
  defaultSettings,
  documentLimits,
  FihrisError,
  type IndexSettings,
  type ValueKind,
} from "../../contract/index.ts";
import { normalizeKeyword, parseDate } from "../../query/index.ts";
import { ByteWriter } from "../codec/byte-writer.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { type SectionContent, type WrittenFile, writeSectionFile } from "../codec/section-file.ts";
import { bodyFields, signaturesSection } from "../columns/body-signatures.ts";
import { idSections } from "../columns/id-column.ts";
import { KeywordBuffer, NumberBuffer } from "../columns/value-columns.ts";
import { buildDictionary } from "../dictionary/dictionary.ts";
import type { StringTable } from "../dictionary/string-table.ts";
import { UsedWords } from "../dictionary/used-words.ts";
import { WordTable } from "../dictionary/word-table.ts";
import type { Directory } from "../directory/directory.ts";
import { ForwardBuffer, type ForwardRows, finishForward } from "../forward/forward-field.ts";
import { bigramSections } from "../postings/bigram-inversion.ts";
import { postingsSections } from "../postings/field-postings.ts";
import type { FieldLists } from "../postings/invert-field.ts";
import { docFreqsOf } from "../postings/lists.ts";
import { TrigramFrequencies } from "../postings/trigram-frequencies.ts";
import type { DocumentPacker } from "../store/document-packer.ts";
import { StoreBuffer } from "../store/store-buffer.ts";
import { keptKinds } from "./kept-kinds.ts";
import type { PreparedDocument } from "./prepare-document.ts";
import { partFile, type SegmentPart } from "./segment-files.ts";
import { type SegmentWork, segmentWork } from "./segment-work.ts";

/** What the manifest keeps of a written segment. */
export interface SegmentInfo {
  readonly name: string;
  readonly docCount: number;
  readonly files: { readonly [part in SegmentPart]: WrittenFile };
}

/** Names of the fields by kind; entry i of a list has the section prefix `i`. */
export interface SegmentFields {
  readonly text: readonly string[];
  readonly keyword: readonly string[];
  readonly number: readonly string[];
  readonly date: readonly string[];
}

function entry<T>(map: Map<string, T>, name: string, make: () => T): T {
  let found = map.get(name);
  if (found === undefined) {
    found = make();
    map.set(name, found);
  }
  return found;
}

export class SegmentBuilder {
  readonly #words: WordTable;
  readonly #used = new UsedWords();
  readonly store: StoreBuffer;
  /** Of documents from other segments. */
  readonly signatures: ByteWriter = new ByteWriter();
  readonly #ids: string[] = [];
  readonly #versions: string[] = [];
  readonly #text = new Map<string, ForwardBuffer>();
  readonly #keyword = new Map<string, KeywordBuffer>();
  readonly #number = new Map<string, NumberBuffer>();
  readonly #date = new Map<string, NumberBuffer>();
  /** Words of the text that is being added. */
  readonly #read = new GrowableUint32();
  #tokens = 0;

  /**
   * @param words - known from segments before; the segment gets those that its documents have
   * @param packer - of segments before
   */
  constructor(words: WordTable = new WordTable(), packer?: DocumentPacker) {
    this.#words = words;
    this.store = new StoreBuffer(packer);
  }

  get docCount(): number {
    return this.#ids.length;
  }

  /** What the buffers hold, roughly, for the decision to flush. */
  get sizeBytes(): number {
    return this.store.sizeBytes + this.#tokens * 4 + this.#used.count * 200;
  }

  id(doc: number): string {
    return this.#ids[doc]!;
  }

  version(doc: number): string {
    return this.#versions[doc]!;
  }

  /** Adds a document and returns its number. */
  add(document: PreparedDocument, settings: IndexSettings = defaultSettings): number {
    this.store.add(document.stored);
    return this.index(document, settings);
  }

  /** The same for a document that the caller puts into `store`, in the same order. */
  index({ id, version, fields }: Omit<PreparedDocument, "stored">, settings: IndexSettings): number {
    const doc = this.startDocument(id, version);
    for (const [name, values] of fields) {
      const keeps = keptKinds(settings, name);
      for (const value of values) this.#addValue(doc, name, value, keeps);
    }
    return doc;
  }

  /** The caller puts the document into `store` and its signature into `signatures`, in the same order. */
  startDocument(id: string, version: string): number {
    this.#ids.push(id);
    this.#versions.push(version);
    return this.#ids.length - 1;
  }

  textField(name: string): ForwardBuffer {
    return entry(this.#text, name, () => new ForwardBuffer());
  }

  /** What stands, in `textField`, for a word whose stems are known from another segment. */
  adoptWord(spelled: string, stems: readonly string[]): number {
    return this.#used.add(this.#words.adopt(spelled, stems));
  }

  addKeyword(doc: number, name: string, value: string): void {
    entry(this.#keyword, name, () => new KeywordBuffer()).add(doc, value);
  }

  addNumber(doc: number, name: string, value: number): void {
    entry(this.#number, name, () => new NumberBuffer()).add(doc, value);
  }

  addDate(doc: number, name: string, value: number): void {
    entry(this.#date, name, () => new NumberBuffer()).add(doc, value);
  }

  #addValue(doc: number, name: string, value: string | number | boolean, keeps: (kind: ValueKind) => boolean): void {
    if (typeof value === "number") {
      if (keeps("number")) this.addNumber(doc, name, value);
      return;
    }
    if (typeof value === "boolean") {
      if (keeps("keyword")) this.addKeyword(doc, name, String(value));
      return;
    }
    if (value.length <= documentLimits.keywordUnits) {
      const keyword = keeps("keyword") ? normalizeKeyword(value) : "";
      if (keyword !== "") this.addKeyword(doc, name, keyword);
      const date = value.length >= 4 && keeps("date") ? parseDate(value.trim()) : undefined;
      if (date !== undefined) this.addDate(doc, name, date.from);
    }
    if (keeps("text")) this.#addText(doc, name, value);
  }

  #addText(doc: number, name: string, text: string): void {
    const field = this.textField(name);
    field.startValue(doc);
    this.#read.clear();
    this.#words.ofText(text, this.#read);
    const words = this.#read.view();
    this.#used.addAll(words);
    field.append(words);
    this.#tokens += words.length;
  }

  /**
   * Writes the six files of the segment; after a failure it may be called again with another name. Where work is done
   * elsewhere, documents for other segments may be taken meanwhile.
   */
  async write(directory: Directory, segment: string, work: SegmentWork = segmentWork): Promise<SegmentInfo> {
    if (this.store.docCount !== this.#ids.length)
      throw new FihrisError("internal", `the store has ${this.store.docCount} documents of ${this.#ids.length}`);
    const dictionary = buildDictionary(this.#words, this.#used.view());
    const fieldNames = [...this.#text.keys()];
    const fields = fieldNames.map((name) => finishForward(this.#text.get(name)!));
    // Begun in the order in which another thread had best do them.
    const lists = begun(fields.map(async (rows) => work.lists(rows, dictionary.stems)));
    const forward = begun(fields.map(async (rows, i) => work.forward(String(i), rows, dictionary.wordRank)));
    const signatures = begun([
      this.#sign(
        fieldNames.map((name, i) => [name, fields[i]!]),
        work,
      ),
    ]);
    const { sections, words } = dictionary.finish();
    const columns = new Map<string, SectionContent>([
      ...idSections(this.#ids, this.#versions),
      ...this.store.addressSections(),
    ]);
    const valueColumns = (kind: string, buffers: Map<string, KeywordBuffer | NumberBuffer>): string[] => {
      const names = [...buffers.keys()];
      for (const [i, name] of names.entries())
        for (const [section, content] of buffers.get(name)!.sections(`${kind}.${i}`)) columns.set(section, content);
      return names;
    };
    const meta: SegmentFields = {
      text: fieldNames,
      keyword: valueColumns("keyword", this.#keyword),
      number: valueColumns("number", this.#number),
      date: valueColumns("date", this.#date),
    };
    const store = new Map<string, SectionContent>([["blocks", this.store.chunks]]);
    const write = (part: SegmentPart, sections: Map<string, SectionContent>, extra: unknown = null) =>
      writeSectionFile(directory, partFile(segment, part), part, segment, sections, extra);
    // Side by side, so that the disk has all of them to synchronise at once.
    const written = await Promise.allSettled([
      write("dictionary", sections),
      lists.then((made) => write("postings", postingsParts(made, words))),
      lists.then((made) => write("positions", new Map(made.flatMap(({ bigrams }, i) => bigramSections(i, bigrams))))),
      forward.then((made) => write("forward", new Map(made.flat()))),
      signatures.then(([made]) =>
        write("columns", columns.set(signaturesSection, made!), { docCount: this.#ids.length, fields: meta }),
      ),
      write("store", store),
    ]);
    // All have ended before a failure is told: what is removed then is not being written any more.
    const [dictionaryFile, postingsFile, positionsFile, forwardFile, columnsFile, storeFile] = written.map((each) => {
      if (each.status === "rejected") throw each.reason;
      return each.value;
    });
    const files = {
      dictionary: dictionaryFile!,
      postings: postingsFile!,
      positions: positionsFile!,
      forward: forwardFile!,
      columns: columnsFile!,
      store: storeFile!,
    };
    return { name: segment, docCount: this.#ids.length, files };
  }

  async #sign(fields: readonly (readonly [string, ForwardRows])[], work: SegmentWork): Promise<Uint8Array> {
    if (this.signatures.length > 0) return this.signatures.view();
    const rowsOf = new Map(fields);
    const bodies = bodyFields.flatMap((name) => rowsOf.get(name) ?? []);
    const hashes = bodies.length === 0 ? new Int32Array(0) : this.#words.foldedHashes.of(this.#used.view());
    return work.signatures(this.#ids.length, bodies, hashes);
  }
}

/** All of them; one that fails is told where they are awaited. */
function begun<T>(parts: readonly Promise<T>[]): Promise<T[]> {
  const all = Promise.all(parts);
  all.catch(() => {});
  return all;
}

function postingsParts(fields: readonly FieldLists[], words: StringTable): Map<string, SectionContent> {
  return new Map(
    fields.flatMap((field, i) => [
      ...postingsSections(i, field),
      ...TrigramFrequencies.count(words, docFreqsOf(field.words, words.size)).sections(i),
    ]),
  );
}
