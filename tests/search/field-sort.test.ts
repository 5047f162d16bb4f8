/**
 * The first documents in an order against all of them sorted.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Bitmap } from "../../src/inverted-index/index.ts";
import { type FieldOrder, firstInOrder } from "../../src/search/top-k/field-sort.ts";

/** Few values, so that many documents are alike; Infinity is a document without one. */
const value = fc.constantFrom(-2, 0, 1, 7, Number.POSITIVE_INFINITY);
const documents = fc.array(fc.record({ first: value, second: value, isHeld: fc.boolean() }), { maxLength: 200 });

test("takes the documents that come first, in order, however many are asked for", () => {
  fc.assert(
    fc.property(documents, fc.nat(220), (all, most) => {
      const set = new Bitmap(all.length);
      all.forEach(({ isHeld }, doc) => {
        if (isHeld) set.add(doc);
      });
      const order: FieldOrder = {
        first: Float64Array.from(all, ({ first }) => first),
        compare: (a, b) => {
          const [x, y] = [all[a]!, all[b]!];
          if (x.first !== y.first) return x.first < y.first ? -1 : 1;
          return x.second === y.second ? a - b : x.second < y.second ? -1 : 1;
        },
      };
      const sorted = set.docs().sort(order.compare);
      expect([...firstInOrder(set, most, order)]).toEqual([...sorted.subarray(0, most)]);
      expect([...set.lastDocs(most)]).toEqual([...set.docs()].reverse().slice(0, most));
    }),
  );
});
