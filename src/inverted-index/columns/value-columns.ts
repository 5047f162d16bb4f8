/**
 * Columns of field values for filters, facets and sorts: pairs of document and value, ascending by document, so
 * that a field that few documents have costs little. Keywords are ordinals into a sorted table.
 * @module
 */
import { GrowableFloat64, GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { compareUnits, encodeStrings, StringTable } from "../dictionary/string-table.ts";

export interface KeywordColumn {
  /** Sorted, distinct. */
  readonly values: StringTable;
  readonly docs: Uint32Array;
  /** Ordinals into `values`, one for each entry of `docs`. */
  readonly ordinals: Uint32Array;
}

/** Numbers, or dates as UTC milliseconds. */
export interface NumberColumn {
  readonly docs: Uint32Array;
  readonly values: Float64Array;
}

export class KeywordBuffer {
  readonly #ordinals = new Map<string, number>();
  readonly #docs = new GrowableUint32(64);
  readonly #entries = new GrowableUint32(64);

  add(doc: number, value: string): void {
    let ordinal = this.#ordinals.get(value);
    if (ordinal === undefined) {
      ordinal = this.#ordinals.size;
      this.#ordinals.set(value, ordinal);
    }
    this.#docs.push(doc);
    this.#entries.push(ordinal);
  }

  sections(prefix: string): [string, SectionContent][] {
    const collected = [...this.#ordinals.keys()];
    const order = collected.map((_, i) => i).sort((a, b) => compareUnits(collected[a]!, collected[b]!));
    const rank = new Uint32Array(order.length);
    for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
    return [
      [`${prefix}.values.strings`, encodeStrings(order.map((i) => collected[i]!))],
      [`${prefix}.docs`, this.#docs.view()],
      [`${prefix}.ordinals`, this.#entries.view().map((entry) => rank[entry]!)],
    ];
  }
}

export class NumberBuffer {
  readonly #docs = new GrowableUint32(64);
  readonly #values = new GrowableFloat64();

  add(doc: number, value: number): void {
    this.#docs.push(doc);
    this.#values.push(value);
  }

  sections(prefix: string): [string, SectionContent][] {
    return [
      [`${prefix}.docs`, this.#docs.view()],
      [`${prefix}.values`, this.#values.view()],
    ];
  }
}

export function readKeywordColumn(file: SectionFile, prefix: string): KeywordColumn {
  return {
    values: StringTable.read(file, `${prefix}.values`),
    docs: file.uint32(`${prefix}.docs`),
    ordinals: file.uint32(`${prefix}.ordinals`),
  };
}

export function readNumberColumn(file: SectionFile, prefix: string): NumberColumn {
  return { docs: file.uint32(`${prefix}.docs`), values: file.float64(`${prefix}.values`) };
}
