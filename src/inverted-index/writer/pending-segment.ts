/**
 * Changes that are not part of the index yet: documents on their way into one segment, and the ids whose older
 * documents go when it joins the segments before it. Pending segments join in order, so that what is committed is
 * always a prefix of what was done.
 * @module
 */
import type { MadeSegment, SegmentInProgress } from "../building/segment-factory.ts";
import { Bitmap } from "../columns/bitmap.ts";
import type { PreparedDocument } from "../segment/prepare-document.ts";

export interface ChangeCounts {
  added: number;
  replaced: number;
  deleted: number;
}

export class PendingSegment {
  readonly counts: ChangeCounts = { added: 0, replaced: 0, deleted: 0 };
  /** Live documents by id. */
  readonly docs: Map<string, number> = new Map();
  /** Ids with an older document, in a segment before, that is to go. */
  readonly removed: Set<string> = new Set();
  readonly documents: SegmentInProgress;
  readonly #versions: string[] = [];
  readonly #dead: number[] = [];
  /** Set once the segment's files are written. */
  made: MadeSegment | undefined;
  /** The writing that is under way. */
  writing: Promise<void> | undefined;

  constructor(documents: SegmentInProgress) {
    this.documents = documents;
  }

  get docCount(): number {
    return this.#versions.length;
  }

  get isEmpty(): boolean {
    return this.docCount === 0 && this.removed.size === 0;
  }

  /** Returns a promise where the next document must wait. */
  add(document: PreparedDocument): Promise<void> | undefined {
    this.docs.set(document.id, this.docCount);
    this.#versions.push(document.version);
    return this.documents.add(document);
  }

  version(id: string): string {
    return this.#versions[this.docs.get(id)!]!;
  }

  /** For an id whose live document is in this segment. */
  removeOwn(id: string): void {
    this.#dead.push(this.docs.get(id)!);
    this.docs.delete(id);
  }

  /** Live documents of the written segment, absent where all are. */
  live(): Bitmap | undefined {
    if (this.#dead.length === 0) return undefined;
    const live = Bitmap.full(this.docCount);
    for (const doc of this.#dead) live.remove(doc);
    return live;
  }
}
