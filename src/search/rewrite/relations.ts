/**
 * Kinds of alternatives that a person can do without: `relations=-plural,-kin`. What was typed itself (stem, prefix,
 * fuzzy) is no relation.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";

export const relationKinds = [
  "spelling",
  "typed",
  "plural",
  "kin",
  "month",
  "hijri-month",
  "name",
  "spacing",
  "synonym",
] as const;

export type RelationKind = (typeof relationKinds)[number];

const noneOff: ReadonlySet<RelationKind> = new Set();

/** The kinds that `-kind,-kind` switches off; throws `invalid_parameter` that names the known ones. */
export function parseRelations(value: string): ReadonlySet<RelationKind> {
  if (value === "") return noneOff;
  const off = new Set<RelationKind>();
  for (const part of value.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const kind = relationKinds.find((known) => part === `-${known}`);
    if (kind === undefined) {
      throw new FihrisError(
        "invalid_parameter",
        `relations: expected kinds to switch off, each with - before it, got ${JSON.stringify(part.slice(0, 100))}`,
        { remedy: `the kinds are ${relationKinds.join(", ")}` },
      );
    }
    off.add(kind);
  }
  return off;
}
