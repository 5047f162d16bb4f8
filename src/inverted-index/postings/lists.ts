/**
 * The lists of a section of the postings file, looked up by the number of their term.
 * @module
 */
import type { FihrisError } from "../../contract/index.ts";
import { ByteWriter } from "../codec/byte-writer.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { readLeb128List } from "./leb128-lists.ts";
import { ListWriter, listBytes, listsPadding, readList } from "./list-codec.ts";
import { termsOfCall, type WrittenLists, writeLists } from "./postings-kernel.ts";
import { type DirectoryColumns, type DirectoryLayout, DirectoryWriter, TermDirectory } from "./term-directory.ts";

/** Lists of terms as they are written. */
export interface PostingsColumns {
  readonly directory: DirectoryColumns;
  /** In pieces. */
  readonly lists: readonly Uint8Array[];
}

/** @param prefix - of the names of the sections */
export function listsSections(prefix: string, { directory, lists }: PostingsColumns): [string, SectionContent][] {
  return [
    [`${prefix}.index`, directory.index],
    [`${prefix}.entries`, directory.entries],
    [`${prefix}.lists`, lists],
  ];
}

/** How many documents, or postings, each term has. */
export function docFreqsOf({ directory }: PostingsColumns, termCount: number): Uint32Array {
  const terms = new TermDirectory(directory);
  const docFreqs = new Uint32Array(termCount);
  for (let term = 0; term < termCount; term++) if (terms.find(term)) docFreqs[term] = terms.docFreq;
  return docFreqs;
}

/** Numbers that wait to be written together, and room for them at first: most fields have few. */
const stagedNumbers = 1 << 16;
const firstNumbers = 1 << 10;
/** Fewer are written before a kernel is started. */
const leastNumbers = 1 << 11;

/** Writes the lists of a section, term by term. */
export class ListsWriter {
  /** Of the lists that are written. */
  sizeBytes = 0;
  readonly #directory = new DirectoryWriter();
  readonly #pieces: Uint8Array[] = [];
  readonly #write: typeof writeLists;
  /** Of the terms that wait, and of the one at hand: each number as often as its frequency says. */
  #numbers = new Uint32Array(firstNumbers);
  #count = 0;
  readonly #ends = new GrowableUint32(64);

  /** @param write - by a kernel, as far as it can */
  constructor(write: typeof writeLists = writeMany) {
    this.#write = write;
  }

  /** A posting of the term at hand; numbers ascend. */
  add(number: number, frequency: number): void {
    if (this.#count + frequency > this.#numbers.length) this.#makeRoom(frequency);
    const numbers = this.#numbers;
    const end = this.#count + frequency;
    for (let at = this.#count; at < end; at++) numbers[at] = number;
    this.#count = end;
  }

  /** The term at hand, whole: a posting for each distinct one of `numbers[from, to)`, as often as it stands there. */
  addTerm(numbers: Uint32Array, from: number, to: number): void {
    if (this.#count + to - from > this.#numbers.length) this.#makeRoom(to - from);
    const staged = this.#numbers;
    let at = this.#count;
    for (let i = from; i < to; i++) staged[at++] = numbers[i]!;
    this.#count = at;
    this.endTerm();
  }

  /** Goes on to the next term. */
  endTerm(): void {
    this.#ends.push(this.#count);
    if (this.#ends.length === termsOfCall) this.#flush();
  }

  /** Lists of the next terms, written elsewhere. */
  append({ bytes, sizes }: WrittenLists): void {
    this.#flush();
    this.#take(bytes, sizes);
  }

  finish(): PostingsColumns {
    this.#flush();
    this.#pieces.push(new Uint8Array(listsPadding));
    return { directory: this.#directory.finish(), lists: this.#pieces };
  }

  #makeRoom(more: number): void {
    if (this.#count + more > stagedNumbers) this.#flush();
    if (this.#count + more <= this.#numbers.length) return;
    const larger = new Uint32Array(2 * (this.#count + more));
    larger.set(this.#numbers.subarray(0, this.#count));
    this.#numbers = larger;
  }

  /** Writes the terms that wait. */
  #flush(): void {
    const ends = this.#ends.view();
    if (ends.length === 0) return;
    const end = ends[ends.length - 1]!;
    const numbers = this.#numbers.subarray(0, end);
    const { bytes, sizes } = this.#write(numbers, ends, this.sizeBytes) ?? writeEach(numbers, ends, this.sizeBytes);
    this.#take(bytes, sizes);
    this.#numbers.copyWithin(0, end, this.#count);
    this.#count -= end;
    this.#ends.clear();
  }

  #take(bytes: Uint8Array, sizes: Uint32Array): void {
    for (let i = 0; i < sizes.length; i += 2) this.#directory.add(sizes[i]!, sizes[i + 1]!);
    this.#pieces.push(bytes.slice());
    this.sizeBytes += bytes.length;
  }
}

function writeMany(numbers: Uint32Array, ends: Uint32Array, offset: number): WrittenLists | undefined {
  return numbers.length < leastNumbers ? undefined : writeLists(numbers, ends, offset);
}

/** What the kernel's `writeLists` does, where there is none. */
function writeEach(numbers: Uint32Array, ends: Uint32Array, offset: number): WrittenLists {
  const list = new ListWriter();
  const out = new ByteWriter();
  const sizes = new Uint32Array(2 * ends.length);
  // Lists are aligned in their section.
  const first = offset % 4;
  out.fixed(0, first);
  let at = 0;
  for (let term = 0; term < ends.length; term++) {
    const end = ends[term]!;
    while (at < end) {
      const number = numbers[at]!;
      const from = at;
      do at++;
      while (at < end && numbers[at] === number);
      list.add(number, at - from);
    }
    sizes[2 * term] = list.count;
    const start = out.length;
    if (list.count > 0) list.finish(out);
    sizes[2 * term + 1] = out.length - start;
  }
  return { bytes: out.view().subarray(first), sizes };
}

/** Where the bytes of a list are put to be decoded. */
let scratch = listBytes(new Uint8Array(1 << 16));

/** Whether a section holds lists, which stay on disk: who needs one again keeps what was decoded. */
export function holdsLists(section: string): boolean {
  return section.endsWith(".lists");
}

/** A place of a file where lists are looked up and decoded. */
export class Lists {
  readonly directory: TermDirectory;
  readonly #file: SectionFile;
  readonly #prefix: string;
  readonly #section: string;
  readonly #sizeBytes: number;
  readonly #read: typeof readList;

  /** @param layout - of the directory, where it is not the present one */
  constructor(file: SectionFile, prefix: string, layout?: DirectoryLayout) {
    const index = file.uint32(`${prefix}.index`);
    this.directory = new TermDirectory({ entries: file.bytes(`${prefix}.entries`), index }, layout);
    this.#file = file;
    this.#prefix = prefix;
    this.#section = `${prefix}.lists`;
    this.#sizeBytes = file.sizeOf(this.#section);
    this.#read = file.version < 4 ? readLeb128List : readList;
  }

  /** The list of a term, whose numbers are below `limit`; throws `index_corrupt`. */
  read(ordinal: number, limit: number): { numbers: Uint32Array; freqs: Uint8Array } | undefined {
    const { directory } = this;
    if (!directory.find(ordinal)) return undefined;
    const { docFreq, listStart, listEnd } = directory;
    if (docFreq > limit || listStart > listEnd || listEnd > this.#sizeBytes) throw this.corrupt(ordinal);
    const numbers = new Uint32Array(docFreq);
    const freqs = new Uint8Array(docFreq);
    // Lists are read in words of four bytes, the last with the one behind it.
    const first = listStart & ~3;
    const sizeBytes = Math.min(listEnd + listsPadding, this.#sizeBytes) - first;
    if (scratch.bytes.length < sizeBytes) scratch = listBytes(new Uint8Array(sizeBytes * 2));
    this.#file.read(this.#section, first, scratch.bytes.subarray(0, sizeBytes));
    if (!this.#read(scratch, listStart - first, listEnd - first, limit, numbers, freqs)) throw this.corrupt(ordinal);
    return { numbers, freqs };
  }

  docFreq(ordinal: number): number {
    return this.directory.find(ordinal) ? this.directory.docFreq : 0;
  }

  addDocFreqs(target: Uint32Array): void {
    for (let ordinal = 0; ordinal < target.length; ordinal++) target[ordinal]! += this.docFreq(ordinal);
  }

  corrupt(ordinal: number): FihrisError {
    return this.#file.corrupt(`has broken postings of term ${ordinal} in ${this.#prefix}`);
  }
}
