/**
 * The words of a query's groups, laid out for reading documents: a slot for each word of a segment that any group
 * has, and for each slot its groups with the weight of the word in them.
 * @module
 */
import type { Snapshot, SnapshotSegment } from "../../inverted-index/index.ts";
import type { ResolvedGroup } from "./resolved-group.ts";

const noSlot = 0;
const mostSlots = 0xffff;

export class QueryWords {
  /** Slot of every word of the open segment, 0 for those that no group has. */
  slots: Uint16Array = new Uint16Array(0);
  /** First entry of each slot. */
  starts: Uint32Array = new Uint32Array(0);
  /** Of each entry: the group, what an occurrence adds to its frequency, 1 for a form of the typed word. */
  groups: Uint8Array = new Uint8Array(0);
  weights: Float64Array = new Float64Array(0);
  typed: Uint8Array = new Uint8Array(0);
  readonly #snapshot: Snapshot;
  readonly #resolved: readonly ResolvedGroup[];
  readonly #read: readonly number[];
  #segment: SnapshotSegment | undefined;
  #used: Uint32Array[] = [];

  /** @param read - the groups that matter */
  constructor(snapshot: Snapshot, resolved: readonly ResolvedGroup[], read: readonly number[]) {
    this.#snapshot = snapshot;
    this.#resolved = resolved;
    this.#read = read;
  }

  open(segment: SnapshotSegment): this {
    if (this.#segment === segment) return this;
    this.close();
    this.#segment = segment;
    const place = this.#snapshot.segments.indexOf(segment);
    this.slots = slotsOf(this.#snapshot, place);
    const all = this.#read.map((group) => this.#resolved[group]!.words(place));
    this.#used = all.map(({ words }) => words);
    this.#assignSlots();
    const entries = all.reduce((sum, { words }) => sum + words.length, 0);
    this.groups = new Uint8Array(entries);
    this.weights = new Float64Array(entries);
    this.typed = new Uint8Array(entries);
    const next = this.starts.slice();
    all.forEach(({ words, weights, typed }, i) => {
      const group = this.#read[i]!;
      for (let w = 0; w < words.length; w++) {
        const slot = this.slots[words[w]!]!;
        if (slot === noSlot) continue;
        const entry = next[slot]!++;
        this.groups[entry] = group;
        this.weights[entry] = weights[w]!;
        this.typed[entry] = typed[w]!;
      }
    });
    return this;
  }

  /** Leaves the slots as they were. */
  close(): void {
    for (const words of this.#used) for (let i = 0; i < words.length; i++) this.slots[words[i]!] = noSlot;
    this.#used = [];
    this.#segment = undefined;
  }

  /** Counts the entries of every slot into `starts`. */
  #assignSlots(): void {
    const { slots } = this;
    const most = this.#used.reduce((sum, words) => sum + words.length, 0);
    const counts = new Uint32Array(Math.min(most, mostSlots) + 2);
    let count = 0;
    for (const words of this.#used) {
      for (let i = 0; i < words.length; i++) {
        const word = words[i]!;
        if (slots[word] === noSlot && count < mostSlots - 1) slots[word] = ++count;
        counts[slots[word]! + 1]!++;
      }
    }
    // Words for which no slot was left stand in slot 0, which nobody reads.
    counts[1] = 0;
    for (let slot = 0; slot + 1 < counts.length; slot++) counts[slot + 1]! += counts[slot]!;
    this.starts = counts;
  }
}

function slotsOf(snapshot: Snapshot, segment: number): Uint16Array {
  const key = `query words ${segment}`;
  let slots = snapshot.derived.get(key) as Uint16Array | undefined;
  if (slots === undefined) {
    slots = new Uint16Array(snapshot.segments[segment]!.reader.dictionary.words.size);
    snapshot.derived.set(key, slots);
  }
  return slots;
}
