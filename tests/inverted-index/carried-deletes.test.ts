/**
 * Deletions during a merge, against the documents copied one by one.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Bitmap } from "../../src/inverted-index/index.ts";
import { carryDeletes } from "../../src/inverted-index/merge/carried-deletes.ts";

/** For each document of a source: was it taken, and is it live still. */
const source = fc.array(fc.constantFrom("gone before", "deleted meanwhile", "live"), { maxLength: 70 });

function bitmapOf(docs: readonly boolean[]): Bitmap | undefined {
  if (docs.every((isSet) => isSet)) return undefined;
  const bitmap = new Bitmap(docs.length);
  for (const [doc, isSet] of docs.entries()) if (isSet) bitmap.add(doc);
  return bitmap;
}

it("come out where their documents went", () => {
  fc.assert(
    fc.property(fc.array(source, { maxLength: 5 }), (sources) => {
      const merged = sources.flat().filter((state) => state !== "gone before");
      const carried = carryDeletes(
        sources.map((docs) => ({
          docCount: docs.length,
          taken: bitmapOf(docs.map((state) => state !== "gone before")),
          live: bitmapOf(docs.map((state) => state === "live")),
        })),
      );
      expect(merged.map((_, doc) => carried?.has(doc) ?? true)).toEqual(merged.map((state) => state === "live"));
    }),
  );
});
