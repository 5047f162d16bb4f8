/**
 * Which candidate for each word of a query: by cost and frequency, and by company, since corrected words that stand in
 * one document explain each other.
 * @module
 */
import { type Candidate, scoreOf } from "./word-candidates.ts";

/** A word of the query, or several that are corrected as one. */
export interface Slot {
  readonly text: string;
  /** UTF-16 offsets into the query. */
  readonly start: number;
  readonly end: number;
  /** Documents that hold it; 0 also for words that tell nothing. */
  readonly docs: number;
  /** Empty: stays as it is. */
  readonly candidates: readonly Candidate[];
}

/** Queries kept while walking over the words. */
const beam = 4;
/** Candidates of a word that are weighed. */
const compared = 4;
/** Lookups of company in one query: what one search may cost. */
const mostLookups = 16;
/** Worth of company in tenths of an edit: documents that hold both against those expected by chance, doublings. */
const companyWorth = 1.25;
const companyMost = 6;
const companyLeast = -3;

interface State {
  readonly chosen: readonly (Candidate | undefined)[];
  readonly score: number;
  /** Last word of content, as it is now. */
  readonly last: { readonly text: string; readonly docs: number } | undefined;
}

/**
 * Choices for all slots, best first; undefined where a slot stays.
 * @param documents - all documents of the index
 * @param holding - documents that a query finds
 */
export function bestChoices(
  slots: readonly Slot[],
  documents: number,
  holding: (q: string) => number,
): (readonly (Candidate | undefined)[])[] {
  const company = new Company(documents, holding);
  const open = slots.filter(({ candidates }) => candidates.length > 0);
  const alone = slots.length === 1 || (open.length === 1 && open[0]!.candidates.length === 1);
  let states: State[] = [{ chosen: [], score: 0, last: undefined }];
  for (const [i, slot] of slots.entries()) {
    if (slot.candidates.length === 0) {
      const last = slot.docs > 0 ? { text: slot.text, docs: slot.docs } : undefined;
      states = states.map((state) => ({ ...state, chosen: [...state.chosen, undefined], last: last ?? state.last }));
      continue;
    }
    const next = slots.slice(i + 1).find(({ docs, candidates }) => docs > 0 && candidates.length === 0);
    states = states
      .flatMap((state) =>
        slot.candidates.slice(0, compared).map((candidate): State => {
          const neighbours = alone ? [] : [state.last, next].filter((word) => word !== undefined);
          const bonus = neighbours.reduce((sum, word) => sum + company.of(candidate, word), 0);
          return {
            chosen: [...state.chosen, candidate],
            score: state.score + scoreOf(candidate) - bonus,
            last: candidate,
          };
        }),
      )
      .sort((a, b) => a.score - b.score)
      .slice(0, beam);
  }
  return states.map(({ chosen }) => chosen);
}

/** How much more often two words share a document than chance has it. */
class Company {
  readonly #documents: number;
  readonly #holding: (q: string) => number;
  readonly #known = new Map<string, number>();

  constructor(documents: number, holding: (q: string) => number) {
    this.#documents = documents;
    this.#holding = holding;
  }

  of(a: { readonly text: string; readonly docs: number }, b: { readonly text: string; readonly docs: number }): number {
    const query = [...a.text.split(" "), ...b.text.split(" ")].map((word) => `+${word}`).join(" ");
    const known = this.#known.get(query);
    if (known !== undefined) return known;
    if (this.#known.size >= mostLookups) return 0;
    const together = this.#holding(query);
    const expected = (a.docs * b.docs) / Math.max(1, this.#documents);
    const bonus = companyWorth * Math.log2((together + 0.5) / (expected + 0.5));
    const bounded = Math.max(companyLeast, Math.min(companyMost, bonus));
    this.#known.set(query, bounded);
    return bounded;
  }
}
