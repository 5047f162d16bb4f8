/**
 * Document ids and versions of a segment, with an open-addressed table from id to document.
 * @module
 */

import { textHash } from "../codec/hashes.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { encodeStrings, StringTable } from "../dictionary/string-table.ts";

const emptySlot = 0xffffffff;

export class IdColumn {
  readonly #ids: StringTable;
  readonly #slots: Uint32Array;
  readonly #versions: Uint32Array;

  constructor(file: SectionFile) {
    this.#ids = StringTable.read(file, "ids");
    this.#slots = file.uint32("ids.slots");
    this.#versions = file.uint32("ids.versions");
  }

  get(doc: number): string {
    return this.#ids.get(doc);
  }

  version(doc: number): string {
    const hex = (value: number) => value.toString(16).padStart(8, "0");
    return hex(this.#versions[2 * doc]!) + hex(this.#versions[2 * doc + 1]!);
  }

  /** The last document with this id for which `live` holds, or -1. */
  find(id: string, live: (doc: number) => boolean): number {
    const mask = this.#slots.length - 1;
    let found = -1;
    for (let slot = textHash(id) & mask; this.#slots[slot] !== emptySlot; slot = (slot + 1) & mask) {
      const doc = this.#slots[slot]!;
      if (doc > found && this.#ids.equals(doc, id) && live(doc)) found = doc;
    }
    return found;
  }
}

/** @param versions - 16 hexadecimal digits for each document */
export function idSections(ids: readonly string[], versions: readonly string[]): [string, SectionContent][] {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(ids.length * 2 + 2))).fill(emptySlot);
  const packed = new Uint32Array(ids.length * 2);
  for (let doc = 0; doc < ids.length; doc++) {
    let slot = textHash(ids[doc]!) & (slots.length - 1);
    while (slots[slot] !== emptySlot) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = doc;
    packed[2 * doc] = Number.parseInt(versions[doc]!.slice(0, 8), 16);
    packed[2 * doc + 1] = Number.parseInt(versions[doc]!.slice(8), 16);
  }
  return [
    ["ids.strings", encodeStrings(ids)],
    ["ids.slots", slots],
    ["ids.versions", packed],
  ];
}
