/**
 * What an engine promises, whether its index is a folder on this machine or a cluster.
 * @module
 */
import type { DocumentInput, StoredDocument } from "./document.ts";
import type { SearchRequest, SearchResponse } from "./search.ts";
import type { IndexSettings, SettingsChange } from "./settings.ts";

export interface Suggestion {
  /** As people write it: vocalisation and affixes are those of the text, never a stem. */
  readonly text: string;
  readonly kind: "word" | "title";
  /** Documents that hold the word, directly behind the word before it where some do; 1 for a title. */
  readonly docs: number;
  /** The document of a title. */
  readonly id?: string;
}

export interface SuggestResponse {
  readonly prefix: string;
  readonly suggestions: readonly Suggestion[];
  readonly took_ms: number;
}

export interface FieldStats {
  /** The kinds of values seen in it. */
  readonly kinds: readonly ("text" | "keyword" | "number" | "date")[];
  /** Documents that hold it. */
  readonly docs: number;
}

export interface BytesByPart {
  readonly dictionary: number;
  readonly postings: number;
  readonly positions: number;
  readonly forward: number;
  readonly columns: number;
  readonly store: number;
}

export interface IndexStats {
  /** Live documents. */
  readonly documents: number;
  /** Deleted or replaced documents that still take room in segments. */
  readonly deleted: number;
  readonly generation: number;
  readonly segments: number;
  /** Distinct stems, a stem that stands in two segments counted once for each. */
  readonly terms: number;
  /** On disk. */
  readonly bytes: number;
  readonly bytes_by_part: BytesByPart;
  readonly fields: { readonly [name: string]: FieldStats };
  readonly analyzer_version: number;
}

export interface CommitResult {
  readonly generation: number;
  readonly added: number;
  readonly replaced: number;
  readonly deleted: number;
}

/** Fihris, embedded or distributed: the one contract that the server, the CLI and the tests talk to. */
export interface Engine {
  /** Buffers documents; the same id again replaces. Throws `invalid_document`, `invalid_id`, `field_reserved`, `too_large`. */
  add(documents: DocumentInput | readonly DocumentInput[]): Promise<void>;
  /** `add` for a document whose id must exist: throws `document_not_found` otherwise. */
  update(document: DocumentInput): Promise<void>;
  /** Buffers a deletion; false where there is no such document. */
  delete(id: string | number): Promise<boolean>;
  /** Resolves when everything buffered is durable and visible. */
  commit(): Promise<CommitResult>;
  search(query: string | SearchRequest, options?: SearchRequest): Promise<SearchResponse>;
  /**
   * What `search` answers, as JSON in UTF-8: for a server, which passes it on without reading it. An engine has it where
   * it saves work; elsewhere `search` is as good.
   */
  searchJson?(request: SearchRequest): Promise<Uint8Array>;
  suggest(prefix: string, options?: { readonly limit?: number }): Promise<SuggestResponse>;
  get(id: string | number): Promise<StoredDocument | undefined>;
  stats(): Promise<IndexStats>;
  /** Settings of the newest commit that this engine shows. */
  settings(): Promise<IndexSettings>;
  /** Changes what is named and commits, with everything buffered. Throws `invalid_parameter`. */
  updateSettings(change: SettingsChange): Promise<IndexSettings>;
  /** Swaps to the newest commit if another process made one; true when it did. */
  refresh(): Promise<boolean>;
  /** Releases files and the lock; what was not committed is dropped. */
  close(): Promise<void>;
}
