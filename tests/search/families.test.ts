/**
 * The families of Arabic search on the whole engine: queries and documents of ordinary words, drawn after the rules
 * were written. What a draw found wrong was repaired, or stands in docs/analysis-arabic.md as broken knowingly.
 */
import { describe, expect, it } from "vitest";
import { FIRST_DRAW } from "./families/first-draw.ts";
import { SECOND_DRAW } from "./families/second-draw.ts";
import { THIRD_DRAW } from "./families/third-draw.ts";
import { casesOf, familyIndex, holds } from "./family-cases.ts";

describe.each([
  ["first draw", FIRST_DRAW],
  ["second draw", SECOND_DRAW],
  ["third draw", THIRD_DRAW],
])("%s", (_name, draw) => {
  describe.each(Object.entries(draw))("family %s", (_family, rows) => {
    it.each(rows)("%s", async (_why, row) => {
      const { index, texts } = await familyIndex(rows);
      const broken: string[] = [];
      for (const each of casesOf(row)) {
        if (!(await holds(each, index, texts))) broken.push(`${each.q} ${each.sign} ${each.document}`);
      }
      expect(broken).toEqual([]);
    });
  });
});
