/**
 * Words run together or broken apart: where a space belongs, by what the snapshot holds.
 * @module
 */
import { analyzeOften, familiarityOf, fold } from "../../analysis/index.ts";
import type { LexicalEvidence } from "./lexical-evidence.ts";
import type { Candidate } from "./word-candidates.ts";

/** A space between words that stand side by side somewhere. */
const attestedCost = 6;
/** Particles and scraps stand beside anything by chance; particles in front are what people run together. */
const chanceCost = 6;
const particleFirstCost = 2;
/** Words that only exist, each for itself. */
const unattestedCost = 14;
const joinCost = 3;

const leastPart = 2;
/** A part this long may be known by its stem; a shorter one must stand in a text as it is. */
const leastStemmedPart = 5;
/** Parts that nothing shows side by side are words of some length. */
const leastUnattestedPart = 3;
const longestWord = 40;
const mostParts = 3;
/** Splits that are looked up side by side. */
const mostPhrases = 6;

function scrapCost(text: string, place: number): number {
  if (analyzeOften(text).functionWord) return place === 0 ? particleFirstCost : chanceCost;
  return text.length < leastUnattestedPart ? chanceCost : 0;
}

interface Split {
  readonly parts: readonly string[];
  readonly docs: number;
}

/**
 * Ways to write the word as two or three, best first.
 * @param phraseDocs - documents in which these words stand side by side
 */
export function splitCandidates(
  evidence: LexicalEvidence,
  spelled: string,
  phraseDocs: (words: string) => number,
): Candidate[] {
  // A word of the lexicons is not two.
  if (spelled.length > longestWord || analyzeOften(spelled).kind !== "arabic" || familiarityOf(spelled) === "listed")
    return [];
  const splits = splitsOf(evidence, spelled, mostParts).filter(({ parts }) => parts.length > 1);
  splits.sort((a, b) => a.parts.length - b.parts.length || b.docs - a.docs);
  const candidates = splits.slice(0, mostPhrases).map(({ parts, docs }): Candidate | undefined => {
    const text = parts.join(" ");
    const together = phraseDocs(text);
    const cost = attestedCost * (parts.length - 1) + parts.reduce((sum, each, at) => sum + scrapCost(each, at), 0);
    if (together > 0) return { kind: "spacing", text, cost, docs: Math.min(together, docs) };
    const long = parts.length === 2 && parts.every((part) => part.length >= leastUnattestedPart);
    return long ? { kind: "spacing", text, cost: unattestedCost, docs } : undefined;
  });
  return candidates.filter((candidate) => candidate !== undefined);
}

function splitsOf(evidence: LexicalEvidence, spelled: string, most: number): Split[] {
  const splits: Split[] = [];
  const whole = part(evidence, spelled);
  if (whole !== undefined) splits.push({ parts: [whole.text], docs: whole.docs });
  if (most === 1) return splits;
  for (let i = leastPart; i <= spelled.length - leastPart; i++) {
    const first = part(evidence, spelled.slice(0, i));
    if (first === undefined) continue;
    for (const { parts, docs } of splitsOf(evidence, spelled.slice(i), most - 1)) {
      splits.push({ parts: [first.text, ...parts], docs: Math.min(first.docs, docs) });
    }
  }
  return splits;
}

function part(evidence: LexicalEvidence, spelled: string): { text: string; docs: number } | undefined {
  const written = evidence.written(fold(spelled));
  if (written.docs > 0) return written;
  if (spelled.length < leastStemmedPart) return undefined;
  const docs = evidence.inflected(spelled);
  return docs === 0 ? undefined : { text: spelled, docs };
}

/**
 * Neighbouring words as one, where a text writes them so.
 * @param phraseDocs - documents in which these words stand side by side
 */
export function joinCandidate(
  evidence: LexicalEvidence,
  spelled: readonly string[],
  phraseDocs: (words: string) => number,
): Candidate | undefined {
  const joined = spelled.join("");
  const whole = part(evidence, joined);
  if (whole === undefined) return undefined;
  const { text, docs } = whole;
  const { stems } = analyzeOften(joined);
  // What one of them finds already gains nothing: ال قاهرة.
  if (spelled.some((word) => analyzeOften(word).stems.some((stem) => stems.includes(stem)))) return undefined;
  return phraseDocs(spelled.join(" ")) > 0 ? undefined : { kind: "spacing", text, cost: joinCost, docs };
}
