/**
 * Why a document has its score, in the parts of the formula of `bm25.ts`.
 * @module
 */
import type { Explanation } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import type { Evaluation } from "../match/match-evaluator.ts";
import type { PreparedQuery } from "../prepared-query.ts";
import { advance } from "../top-k/advance.ts";
import { k1 } from "./bm25.ts";
import { byteToLength, fieldNorms } from "./field-norms.ts";
import type { ResolvedGroup, ResolvedList } from "./resolved-group.ts";

/** Impacts are integers: sums that differ by less are the same. */
const rounding = 1e-6;

/** @param score - that the document got */
export function explainScore(
  snapshot: Snapshot,
  { evaluation, makeRescorer }: PreparedQuery,
  doc: number,
  score: number,
): Explanation {
  const details = explainGroups(snapshot, evaluation, doc);
  const added = score - sumOf(details);
  const gains = added > rounding ? makeRescorer().explain(doc) : [];
  // The second pass reads the document's words; its marks are looked at behind it, where the query has some.
  const marks = added - sumOf(gains);
  if (added > rounding && marks > rounding) gains.push({ value: marks, description: "marks as they were typed" });
  if (gains.length > 0) details.push({ value: added, description: "added by the second pass", details: gains });
  return { value: score, description: "sum over the words of the query", details };
}

function sumOf(parts: readonly Explanation[]): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}

function explainGroups(
  snapshot: Snapshot,
  { plan, groups, factors, firstPass }: Evaluation,
  doc: number,
): Explanation[] {
  return firstPass.flatMap((i) => {
    const explanation = explainGroup(snapshot, plan.groups[i]!.text, groups[i]!, factors[i]!, doc);
    return explanation === undefined ? [] : [explanation];
  });
}

function explainGroup(
  snapshot: Snapshot,
  text: string,
  resolved: ResolvedGroup,
  factor: number,
  doc: number,
): Explanation | undefined {
  const parts = resolved.lists().flatMap((list): Explanation[] => {
    const frequency = frequencyIn(list, doc);
    if (frequency === 0) return [];
    const { kind, term } = list.alternative;
    return [
      {
        value: list.weight * frequency,
        description: `${kind} ${term} in ${list.field}: ${frequency} times, weight ${round(list.weight)}`,
      },
    ];
  });
  if (parts.length === 0) return undefined;
  const x = parts.reduce((sum, part) => sum + part.value, 0);
  const norms = fieldNorms(snapshot, resolved.fields);
  const byte = norms.bytes[doc]!;
  const { group, docFreq } = resolved;
  return {
    value: (factor * (k1 + 1) * x) / (x + norms.factors[byte]!),
    description: `word ${text}`,
    details: [
      {
        value: factor,
        description: `idf: ${docFreq} of ${snapshot.maxDoc} documents${group.optional ? ", lowered as a particle" : ""}`,
      },
      { value: x, description: "frequency, over all alternatives and fields", details: parts },
      { value: byteToLength(byte), description: `length in words; the average is ${round(norms.averageLength)}` },
    ],
  };
}

function frequencyIn({ docs, freqs, from, to, base }: ResolvedList, doc: number): number {
  const at = advance(docs, from, to, doc - base);
  return at < to && docs[at] === doc - base ? freqs[at]! : 0;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
