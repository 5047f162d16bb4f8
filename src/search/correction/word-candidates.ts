/**
 * A word that the snapshot does not hold -> the words that it may have been meant to be, best first: a misspelled
 * word by weighted distance, a word in Latin letters by its writings.
 * @module
 */
import {
  analyzeOften,
  arabiziLattice,
  attached,
  BoundedCache,
  endingCost,
  type Familiarity,
  familiarityOf,
  fold,
  withArticle,
  withoutProclitics,
} from "../../analysis/index.ts";
import type { Correction } from "../../contract/index.ts";
import type { Dictionary } from "../../inverted-index/index.ts";
import { ArabiziAutomaton } from "./arabizi-automaton.ts";
import type { LexicalEvidence } from "./lexical-evidence.ts";
import { SlipAutomaton, slipCosts } from "./slip-automaton.ts";
import { foldedWords, type RowAutomaton, stems as stemTrie, type WordTrie } from "./word-trie.ts";

export type CorrectionKind = Exclude<Correction["kind"], "relaxed">;

export interface Candidate {
  readonly kind: CorrectionKind;
  /** As a person would type it. */
  readonly text: string;
  /** Tenths of an edit. */
  readonly cost: number;
  /** Documents that hold it. */
  readonly docs: number;
}

/** So many candidates of a word are compared by their company. */
const mostCandidates = 5;
/** Words within the budget that are looked up, nearest first. */
const mostLookups = 300;

/** What a doubling of document frequency is worth against cost: a cheap slip is paid by 256 times as many documents. */
const frequencyWorth = 0.5;
/** What few documents hold may be a slip itself: the first doublings count for more. */
const attestedWorth = 2;
const surelyAttested = 3;

/** The less, the likelier. */
export function scoreOf({ cost, docs }: Pick<Candidate, "cost" | "docs">): number {
  const doublings = Math.log2(1 + docs);
  return cost - frequencyWorth * doublings - attestedWorth * Math.min(doublings, surelyAttested);
}

/** Two letters exchanged for any others, or three usual slips: a word with four is not known any more by its letters. */
const mostSlips = 19;

/** What follows a pattern of a known root may well be right, and is by chance as well: any one of the usual slips. */
const patternedBudget = 6;

/** Longer words bear more slips; what a lexicon knows is none. By folded length, in tenths of an edit. */
function slipBudget(length: number, familiarity: Familiarity): number {
  const most = length < 3 ? 0 : length === 3 ? 6 : length === 4 ? 10 : Math.min(mostSlips, 2 * length + 3);
  return familiarity === "unknown" ? most : familiarity === "patterned" ? Math.min(most, patternedBudget) : 0;
}

/** Budgets of one walk after another before the widest: the narrow ones are quick, and mostly enough. */
const levels = [7, 13];
/** A far word is hardly ever meant for being so much commoner than a near one. */
const frequencyAdvantage = 5;

/** Terms and their costs, nearest first. */
type Near = readonly (readonly [string, number])[];

/** Walks kept for a dictionary, which most commits leave as it is. */
const cachedWalks = 1000;
const walks = new WeakMap<Dictionary, BoundedCache<Near>>();

/** What an automaton accepts: one that is told apart from all others by `name`, and made where it must walk. */
interface Wanted {
  readonly name: string;
  readonly automaton: () => RowAutomaton;
}

function slipsFor(typed: string, budget: number): Wanted {
  return { name: `${budget} ${typed}`, automaton: () => new SlipAutomaton(typed, budget, slipCosts) };
}

/** Folded words of the index within the automaton's budget. */
function nearestWords(evidence: LexicalEvidence, wanted: Wanted): Near {
  return walkAll(evidence, "words", wanted, foldedWords, (dictionary, place) =>
    fold(dictionary.words.get(dictionary.wordInFoldOrder(place))),
  );
}

function nearestStems(evidence: LexicalEvidence, wanted: Wanted): Near {
  return walkAll(evidence, "stems", wanted, stemTrie, (dictionary, ordinal) => dictionary.stems.get(ordinal));
}

function walkAll(
  evidence: LexicalEvidence,
  terms: "words" | "stems",
  { name, automaton }: Wanted,
  trieOf: (dictionary: Dictionary) => WordTrie,
  termAt: (dictionary: Dictionary, place: number) => string,
): Near {
  let walker: RowAutomaton | undefined;
  const parts = evidence.dictionaries.map((dictionary) => {
    let known = walks.get(dictionary);
    if (known === undefined) {
      known = new BoundedCache(cachedWalks);
      walks.set(dictionary, known);
    }
    return known.get(`${terms} ${name}`, () => {
      const found: (readonly [place: number, cost: number])[] = [];
      walker ??= automaton();
      trieOf(dictionary).walk(walker, (place, cost) => found.push([place, cost]));
      return nearest(found).map(([place, cost]) => [termAt(dictionary, place), cost] as const);
    });
  });
  return parts.length === 1 ? parts[0]! : nearest([...new Map(parts.flat())]);
}

function nearest<Found extends readonly [unknown, number]>(found: Found[]): Found[] {
  return found.sort((a, b) => a[1] - b[1]).slice(0, mostLookups);
}

function costOf(automaton: RowAutomaton, word: string): number {
  for (let i = 0; i < word.length; i++) automaton.step(i, word.charCodeAt(i));
  return automaton.cost(word.length);
}

/** The best candidates of a word, none of them twice. */
class Shortlist {
  readonly #best: Candidate[] = [];
  /** What no word's frequency is worth more than. */
  readonly #mostWorth: number;

  /** @param documents - of the index */
  constructor(documents: number) {
    // A document may hold a word in two spellings.
    this.#mostWorth = -scoreOf({ cost: 0, docs: 2 * documents });
  }

  /** Best first. */
  get candidates(): readonly Candidate[] {
    return this.#best;
  }

  add(candidate: Candidate): void {
    const best = this.#best;
    const score = scoreOf(candidate);
    const known = best.findIndex(({ text }) => text === candidate.text);
    if (known >= 0) {
      if (scoreOf(best[known]!) <= score) return;
      best.splice(known, 1);
    }
    let place = best.length;
    while (place > 0 && scoreOf(best[place - 1]!) > score) place--;
    best.splice(place, 0, candidate);
    if (best.length > mostCandidates) best.pop();
  }

  /** Whether a word of such a cost, were it in every document, would be among the best. */
  hasRoomFor(cost: number): boolean {
    const last = this.#best[mostCandidates - 1];
    return last === undefined || cost - this.#mostWorth < scoreOf(last);
  }
}

/** A clitic more is one more thing to be sure of. */
const cliticCost = 1;
/** A stem says less than a word. */
const stemCost = 2;
/** Particles are in every text, and hardly what a query was about: one in so many of their documents counts. */
const particleShare = 256;
/** So near a word as a whole needs no looking behind its clitics. */
const nearEnough = 6;

/**
 * Corrections of a misspelled word, best first; none that has a stem of what was typed.
 * @param mostCost - dearer ones are not looked for: what is near is found in a fraction of the time
 */
export function spellingCandidates(evidence: LexicalEvidence, spelled: string, mostCost: number): readonly Candidate[] {
  const { folded, stems: ownStems, kind } = analyzeOften(spelled);
  if (kind !== "arabic" && kind !== "latin") return [];
  const familiarity = kind === "arabic" ? familiarityOf(spelled) : "unknown";
  const budgetOf = (text: string): number => Math.min(mostCost, slipBudget(text.length, familiarity));
  if (budgetOf(folded) === 0) return [];
  const isOther = (word: string): boolean =>
    word !== folded && !analyzeOften(word).stems.some((stem) => ownStems.includes(stem));
  const found = new Shortlist(evidence.documents);
  let isNear = false;
  const add = (before: string, typed: string, extra: number): void => {
    const most = budgetOf(typed);
    for (const level of [...levels.filter((each) => each < most), most]) {
      for (const [word, cost] of nearestWords(evidence, slipsFor(typed, level))) {
        if (!found.hasRoomFor(cost + extra)) break;
        const { text, docs } = evidence.written(word);
        if (docs === 0 || !isOther(attached(before, word))) continue;
        const whole = attached(before, text);
        isNear ||= cost + extra <= nearEnough;
        const told = analyzeOften(whole).functionWord ? Math.ceil(docs / particleShare) : docs;
        found.add({ kind: "spelling", text: whole, cost: cost + extra, docs: told });
      }
      // What a wider walk may still find is dearer, and common only so far.
      const [best] = found.candidates;
      if (level === most || (best !== undefined && scoreOf(best) <= level - frequencyAdvantage)) return;
    }
  };
  add("", folded, 0);
  if (kind === "latin" || isNear) return found.candidates;
  const rests = withoutProclitics(folded);
  for (const { before, rest } of rests) add(before, rest, cliticCost);
  if (isNear) return found.candidates;
  for (const { before, rest } of [{ before: "", rest: folded }, ...rests]) {
    for (const candidate of stemCandidates(evidence, before, rest, budgetOf)) {
      if (isOther(fold(candidate.text))) found.add(candidate);
    }
  }
  return found.candidates;
}

/** Words whose stem is near, where the index has them only with other clitics. */
function stemCandidates(
  evidence: LexicalEvidence,
  before: string,
  rest: string,
  budgetOf: (text: string) => number,
): Candidate[] {
  const found: Candidate[] = [];
  for (const stem of analyzeOften(rest).stems) {
    const near = new Map(nearestStems(evidence, slipsFor(stem, budgetOf(stem))).slice(0, mostCandidates));
    if (near.size === 0) continue;
    const automaton = new SlipAutomaton(rest, budgetOf(rest), slipCosts);
    for (const [base, { text, docs }] of evidence.basesOf(new Set(near.keys()))) {
      const cost = costOf(automaton, base);
      if (cost > 0 && cost <= budgetOf(rest))
        found.push({ kind: "spelling", text: attached(before, text), cost: cost + stemCost, docs });
    }
  }
  return found;
}

/** A letter of an Arabizi word is worth so much, in tenths of an edit: its writings cost one to five. */
const arabiziUnit = 2;
/** Particles are short and common: they are near to everything. */
const particleCost = 6;

/** Names are written with and without a space, in Latin as in Arabic: abdelaziz, abu-bakr. */
const nameOpening = /^(?:abd|abou|abu|bou|ben|bin|ibn|oum|umm|om)(?=['-]?[a-z0-9]{2})/i;

/** Arabic words of the index that a word in Latin letters stands for, best first. */
export function arabiziCandidates(evidence: LexicalEvidence, typed: string): readonly Candidate[] {
  const whole = wordsFor(evidence, typed);
  if (whole.length > 0) return whole;
  const opened = nameOpening.exec(typed)?.[0];
  const parts = opened === undefined ? typed.split(/['-]/) : [opened, typed.slice(opened.length).replace(/^['-]/, "")];
  if (parts.length < 2 || parts.length > 4) return [];
  const candidates = parts.map((part) => wordsFor(evidence, part)[0]);
  if (!candidates.every((candidate) => candidate !== undefined)) return [];
  return [
    {
      kind: "arabizi",
      text: candidates.map(({ text }) => text).join(" "),
      cost: candidates.reduce((sum, { cost }) => sum + cost, 0),
      docs: Math.min(...candidates.map(({ docs }) => docs)),
    },
  ];
}

function wordsFor(evidence: LexicalEvidence, typed: string): readonly Candidate[] {
  const lattice = arabiziLattice(typed);
  if (lattice === undefined) return [];
  const letters = typed.replace(/['-]/g, "").length;
  const automaton = new ArabiziAutomaton(lattice, letters + 2);
  const wanted: Wanted = { name: `arabizi ${typed}`, automaton: () => automaton };
  const found = new Shortlist(evidence.documents);
  const add = (text: string, cost: number, docs: number): void => {
    if (docs === 0 || text.length < 2) return;
    const { functionWord } = analyzeOften(text);
    found.add({ kind: "arabizi", text, cost: cost * arabiziUnit + (functionWord ? particleCost : 0), docs });
  };
  for (const [word, cost] of nearestWords(evidence, wanted)) {
    const { text, docs } = evidence.written(word);
    // Names and nouns stand in texts mostly with their article: عراق is rare, العراق is not.
    const whole = withArticle(word);
    const all = whole === word ? docs : docs + evidence.written(whole).docs;
    add(text, cost + endingCost(typed, text), all);
  }
  if (found.candidates.length > 0) return found.candidates;
  const near = nearestStems(evidence, wanted).slice(0, mostCandidates);
  if (near.length === 0) return [];
  for (const [base, { text, docs }] of evidence.basesOf(new Set(near.map(([stem]) => stem)))) {
    const cost = costOf(automaton, base);
    if (cost <= automaton.budget) add(text, cost, docs);
  }
  return found.candidates;
}
