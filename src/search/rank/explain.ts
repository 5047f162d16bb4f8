/**
 * Why a document has its score, in the parts of the formula of `bm25.ts`.
 * @module
 */
import type { Explanation } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import type { Evaluation } from "../match/match-evaluator.ts";
import { advance } from "../top-k/advance.ts";
import { k1 } from "./bm25.ts";
import { byteToLength, fieldNorms } from "./field-norms.ts";
import type { ResolvedGroup, ResolvedList } from "./resolved-group.ts";

export function explainGroups(
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
