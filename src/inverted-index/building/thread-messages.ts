/**
 * What the calling thread asks of a segment thread. Requests of one segment come in order.
 * @module
 */
import type { AnalysisStep } from "../../analysis/index.ts";
import type { IndexSettings } from "../../contract/index.ts";
import type { HandoverFile } from "../directory/handover-files.ts";
import type { FieldScalar } from "../segment/prepare-document.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import type { SegmentWork } from "../segment/segment-work.ts";
import type { PackedDocuments } from "../store/document-packer.ts";

/** What a segment thread is started with. */
export interface SegmentThreadData {
  /** Folder of the index. */
  readonly path: string;
  readonly without: readonly AnalysisStep[];
  /** Whether one more thread works on words, see `WordWork`. */
  readonly hasWordThread: boolean;
}

export interface DocumentBatch {
  readonly ids: readonly string[];
  readonly versions: readonly string[];
  /** The fields' values, document by document: a string is copied faster than it is parsed again. */
  readonly values: readonly FieldScalar[];
  /** Beside each value the place of its field's name in `names`. */
  readonly namesOfValues: Uint32Array;
  readonly names: readonly string[];
  /** Where each document ends in `values`. */
  readonly valueEnds: Uint32Array;
  /** For the store: packed, where the calling thread had the time. */
  readonly stored: PackedDocuments | readonly Uint8Array[];
}

/** `load`: somebody is going to search the segment, which comes back in memory. */
export type ThreadRequest =
  /** Documents for the segment with the number `segment`. */
  | { readonly kind: "add"; readonly segment: number; readonly batch: DocumentBatch; readonly settings: IndexSettings }
  /** After a failure it may be asked again with another name. `isLast`: no documents follow for the time being. */
  | {
      readonly kind: "write";
      readonly segment: number;
      readonly name: string;
      readonly isLast: boolean;
      readonly load: boolean;
    }
  | { readonly kind: "drop"; readonly segment: number }
  | {
      readonly kind: "merge";
      readonly name: string;
      readonly sources: readonly { readonly info: SegmentInfo; readonly live: Uint32Array | undefined }[];
      readonly load: boolean;
    }
  | { readonly kind: "load"; readonly segments: readonly SegmentInfo[] };

export interface ThreadResult {
  /** Absent where a merge left nothing. */
  readonly info?: SegmentInfo;
  readonly files?: ReadonlyMap<string, HandoverFile>;
}

/** What a segment thread asks of its word thread. */
export interface WorkRequest<Kind extends keyof SegmentWork> {
  readonly kind: Kind;
  readonly given: Parameters<SegmentWork[Kind]>;
}
