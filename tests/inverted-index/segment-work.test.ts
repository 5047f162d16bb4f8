/**
 * What is made of the words of a segment can be handed over to another thread: nothing that is made later needs the memory.
 */
import { describe, expect, it } from "vitest";
import { buffersOf } from "../../src/inverted-index/building/buffers-of.ts";
import { noStem } from "../../src/inverted-index/dictionary/stems-of-words.ts";
import { ForwardBuffer, finishForward } from "../../src/inverted-index/forward/forward-field.ts";
import { type SegmentWork, segmentWork } from "../../src/inverted-index/segment/segment-work.ts";
import { random } from "./faults/random.ts";

const wordCount = 3000;
const docCount = 2000;
const draw = random(7);
const buffer = new ForwardBuffer();
for (let doc = 0; doc < docCount; doc++) {
  buffer.startValue(doc);
  // Few of them often, so that there are bigrams.
  buffer.append(Uint32Array.from({ length: 40 }, () => (draw.chance(0.5) ? draw.below(8) : draw.below(wordCount))));
}
const rows = finishForward(buffer);
const places = Uint32Array.from({ length: wordCount }, (_, word) => word);
const stems = { wordOrder: places, first: places, second: places.map(() => noStem), stemCount: wordCount };
const hashes = Int32Array.from(places, (word) => Math.imul(word + 1, 0x9e3779b1));

const works: { readonly [Kind in keyof SegmentWork]: Parameters<SegmentWork[Kind]> } = {
  lists: [rows, stems],
  forward: ["0", rows, places],
  signatures: [docCount, [rows], hashes],
};

describe("work on the words of a segment", () => {
  it.each(Object.keys(works) as (keyof SegmentWork)[])("can be handed over: %s", (kind) => {
    const made = () => (segmentWork[kind] as (...given: readonly unknown[]) => unknown)(...works[kind]);
    const expected = structuredClone(made());
    for (let round = 0; round < 2; round++) {
      const mine = made();
      const buffers = buffersOf(mine);
      expect(buffers.length).toBeGreaterThan(0);
      expect(structuredClone(mine, { transfer: buffers })).toEqual(expected);
      for (const { byteLength } of buffers) expect(byteLength).toBe(0);
    }
  });

  it("leaves what threads share where it is", () => {
    expect(buffersOf([new Uint8Array(new SharedArrayBuffer(8)), { of: [new Uint8Array(4)] }, undefined, "نص"])).toEqual(
      [new ArrayBuffer(4)],
    );
  });
});
