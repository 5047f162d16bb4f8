/**
 * A document's texts as people type them: presentation forms become letters, and lines in visual order, as old PDF
 * tools leave them, are turned round. Text in reading order comes out as it went in.
 * @module
 */
import type { DocumentInput, FieldValue } from "../../contract/index.ts";
import { linesAsRead } from "./line-order.ts";
import { mayBeReversed, mayBeReversedLine } from "./order-evidence.ts";
import { hasPresentationForms, plainLetters } from "./plain-letters.ts";

type IdentifiedDocument = DocumentInput & { id: string };

/** Names of things, which are looked up as they are written. */
const verbatim: ReadonlySet<string> = new Set(["id", "_id", "url"]);

/** A ligature that became two letters may tip a line that said too little before. */
const roundsMax = 4;

/** The same object where there is nothing to repair. */
export function repairDocument(document: IdentifiedDocument): IdentifiedDocument {
  let repaired = document;
  for (let round = 0; round < roundsMax; round++) {
    const before = repaired;
    repaired = repairedOnce(before);
    if (repaired === before) break;
  }
  return repaired;
}

function repairedOnce(document: IdentifiedDocument): IdentifiedDocument {
  const texts = Object.entries(document).flatMap(([name, value]) => (verbatim.has(name) ? [] : textsOf(value)));
  const isReversed = texts.some((text) => mayBeReversed(text) && hasReversedLine(text));
  if (!isReversed && !texts.some(hasPresentationForms)) return document;
  const repaired = repairTexts([...new Set(texts)], isReversed);
  const fields = Object.entries(document).map(([name, value]) => [
    name,
    verbatim.has(name) ? value : withTexts(value, repaired),
  ]);
  return Object.fromEntries(fields);
}

function hasReversedLine(text: string): boolean {
  return text.split("\n").some((line) => mayBeReversedLine(line) && linesAsRead([[...line]], "logical")[0] !== line);
}

/** All at once, so that a short title is read like the text below it. */
function repairTexts(texts: readonly string[], isReversed: boolean): ReadonlyMap<string, string> {
  const lines = texts.map((text) => text.split("\n"));
  const read = isReversed
    ? linesAsRead(
        lines.flat().map((line) => [...line]),
        "logical",
      )
    : lines.flat();
  let from = 0;
  const repaired = new Map<string, string>();
  for (const [i, text] of texts.entries()) {
    const until = from + lines[i]!.length;
    repaired.set(text, plainLetters(read.slice(from, until).join("\n")));
    from = until;
  }
  return repaired;
}

function textsOf(value: FieldValue | undefined): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

function withTexts<T extends FieldValue | undefined>(value: T, texts: ReadonlyMap<string, string>): FieldValue | T {
  if (typeof value === "string") return texts.get(value) ?? value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner: FieldValue) => withTexts(inner, texts));
  const entries = Object.entries(value as { readonly [name: string]: FieldValue });
  return Object.fromEntries(entries.map(([name, inner]) => [name, withTexts(inner, texts)]));
}
