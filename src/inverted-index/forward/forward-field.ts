/**
 * The forward index of one text field: for each document that has the field its words in order, as ordinals.
 * Postings are made from it by inversion, at flush and at merge alike, and rescoring reads it instead of text.
 * @module
 */
import { documentLimits } from "../../contract/index.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";

/** Stands between two values of a field: positions jump by `documentLimits.positionGap`. */
export const valueBoundary = 0xffffffff;

/** Collects one field; documents in ascending order. */
export class ForwardBuffer {
  readonly docs: GrowableUint32 = new GrowableUint32();
  readonly starts: GrowableUint32 = new GrowableUint32();
  readonly lengths: GrowableUint32 = new GrowableUint32();
  readonly tokens: GrowableUint32 = new GrowableUint32();
  #length = 0;

  /** Opens the field's next value in `doc`. */
  startValue(doc: number): void {
    if (this.docs.length > 0 && this.docs.at(this.docs.length - 1) === doc) {
      this.tokens.push(valueBoundary);
      return;
    }
    this.endDocument();
    this.docs.push(doc);
    this.starts.push(this.tokens.length);
  }

  push(word: number): void {
    this.tokens.push(word);
    this.#length++;
  }

  endDocument(): void {
    if (this.lengths.length < this.docs.length) this.lengths.push(this.#length);
    this.#length = 0;
  }
}

/** One field's forward index; row i belongs to document `docs[i]`. */
export interface ForwardField {
  readonly docs: Uint32Array;
  /** First token of each row; one entry more than rows. */
  readonly starts: Uint32Array;
  /** Tokens of each row without boundaries. */
  readonly lengths: Uint32Array;
  /** Word ordinals and `valueBoundary`. */
  readonly tokens: Uint32Array;
}

/** Position after a boundary that stands at `position`. */
export function positionAfterBoundary(position: number): number {
  return position + documentLimits.positionGap;
}

export function forwardSections(prefix: string, field: ForwardField): [string, SectionContent][] {
  return [
    [`${prefix}.docs`, field.docs],
    [`${prefix}.starts`, field.starts],
    [`${prefix}.lengths`, field.lengths],
    [`${prefix}.tokens`, field.tokens],
  ];
}

export function readForwardField(file: SectionFile, prefix: string): ForwardField {
  return {
    docs: file.uint32(`${prefix}.docs`),
    starts: file.uint32(`${prefix}.starts`),
    lengths: file.uint32(`${prefix}.lengths`),
    tokens: file.uint32(`${prefix}.tokens`),
  };
}

/** The buffer's content with the dictionary's ordinals. */
export function finishForward(buffer: ForwardBuffer, wordRank: Uint32Array): ForwardField {
  buffer.endDocument();
  const collected = buffer.tokens.view();
  const tokens = new Uint32Array(collected.length);
  for (let i = 0; i < collected.length; i++) {
    const word = collected[i]!;
    tokens[i] = word === valueBoundary ? valueBoundary : wordRank[word]!;
  }
  const starts = new Uint32Array(buffer.docs.length + 1);
  starts.set(buffer.starts.view());
  starts[buffer.docs.length] = tokens.length;
  return { docs: buffer.docs.view().slice(), starts, lengths: buffer.lengths.view().slice(), tokens };
}
