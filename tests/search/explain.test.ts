/**
 * Explanations: every part of a score is named, and the parts add up to it.
 */
import { describe, expect, it } from "vitest";
import type { Explanation } from "../../src/contract/index.ts";
import { filler, indexOf } from "./small-index.ts";

async function explained(
  documents: readonly string[],
  q: string,
): Promise<{ score: number; explanation: Explanation }> {
  const index = await indexOf(documents);
  const { hits } = await index.search({ q, explain: true, correct: "off" });
  const { score, explanation } = hits.find(({ id }) => id === "0")!;
  return { score, explanation: explanation! };
}

function secondPass({ details }: Explanation): readonly Explanation[] {
  return details!.find(({ description }) => description === "added by the second pass")?.details ?? [];
}

const apart = filler(60);
/** So many that the words of the queries are rare. */
const others = Array.from({ length: 10 }, () => "نهر طويل");

describe("an explanation", () => {
  const rows: [text: string, q: string, gain: string, named: boolean, reason: string][] = [
    ["قلعة حلب القديمة", "قلعة حلب", "near each other", true, "side by side"],
    [`قلعة ${apart} حلب`, "قلعة حلب", "near each other", false, "with sixty words between"],
    [`قلعة ${apart}`, "قلعة", "at the beginning", true, "the first word"],
    [`${apart} قلعة`, "قلعة", "at the beginning", false, "the last of sixty"],
    ["قلعة حلب", "«قلعة حلب»", "quotation marks", true, "as it stands between quotation marks"],
    ["حلب قلعة", "«قلعة حلب»", "quotation marks", false, "the other way round"],
    [`${apart} قلعة`, "قلعة", "other forms and spellings", true, "spelled as it was typed"],
    [`${apart} دوغلاسية`, "دوغلاسيات دوغلاسية", "share letters", true, "with letters in common"],
    [`${apart} قَلْعة`, "قَلْعة", "marks", true, "with the marks that were typed"],
    [`${apart} قلعة`, "قَلْعة", "marks", false, "without them"],
  ];
  it.each(rows)("of %s for %s: names %s: %s (%s)", async (text, q, gain, named) => {
    const { score, explanation } = await explained([text, "حلب", "قلعة بعيدة", ...others], q);
    const gains = secondPass(explanation);
    expect(gains.some(({ description }) => description.includes(gain))).toBe(named);
    expect(explanation.value).toBe(score);
    const sum = (parts: readonly Explanation[]) => parts.reduce((all, { value }) => all + value, 0);
    expect(sum(explanation.details!)).toBeCloseTo(score, 6);
    const added = explanation.details!.find(({ details }) => details === gains);
    if (added !== undefined) expect(sum(gains)).toBeCloseTo(added.value, 6);
  });

  it("of the first pass alone has no second one", async () => {
    const index = await indexOf(["قلعة حلب", "نهر طويل"]);
    const { hits } = await index.search({ q: "قلعة حلب", explain: true, firstPass: true });
    expect(secondPass(hits[0]!.explanation!)).toEqual([]);
  });
});
