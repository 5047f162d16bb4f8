/**
 * The Arabic analysis that JavaScript peers get in their `arabic` configuration: our tokenizer, fold and
 * function words, and light10 (Larkey, Ballesteros & Connell 2007), the stemmer that Lucene ships. It is the
 * best that their users reach with published means, so a peer is not measured with our own stemmer.
 * @module
 */
import { analyzeWord, fold, tokenize } from "../../src/analysis/index.ts";

const conjunction = "و";
const prefixes = ["ال", "وال", "بال", "كال", "فال", "لل"];
const suffixes = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];

/** light10 over a folded word: ة is ه and ى is ي by then, so two of its ten suffixes coincide. */
export function light10(word: string): string {
  let stem = word.startsWith(conjunction) && word.length > 3 ? word.slice(1) : word;
  for (const prefix of prefixes) {
    if (stem.startsWith(prefix) && stem.length - prefix.length >= 2) {
      stem = stem.slice(prefix.length);
      break;
    }
  }
  for (const suffix of suffixes) {
    if (stem.endsWith(suffix) && stem.length - suffix.length >= 2) stem = stem.slice(0, -suffix.length);
  }
  return stem;
}

const cache = new Map<string, string>();

/** Stems of a text in its order, function words left out. */
export function arabicTerms(text: string): string[] {
  const terms: string[] = [];
  for (const { spelled } of tokenize(text)) {
    let term = cache.get(spelled);
    if (term === undefined) {
      term = analyzeWord(spelled).functionWord ? "" : light10(fold(spelled));
      cache.set(spelled, term);
    }
    if (term !== "") terms.push(term);
  }
  return terms;
}

/** The folded letters of what was typed, neither stemmed nor stopped: for prefixes and slips. */
export function foldedWord(text: string): string {
  return tokenize(text)
    .map(({ spelled }) => fold(spelled))
    .join("");
}
