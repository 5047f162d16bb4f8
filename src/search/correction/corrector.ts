/**
 * What a person probably meant: a query whose words an index does not hold -> the query as it would find something.
 *
 * Order: the other keyboard layout where the raw text makes known words of it; then word by word, Latin letters read
 * as Arabic, spaces set right, slips corrected. The words of a query are corrected together, by cost, frequency and
 * company. What loosens the query instead is not decided here.
 * @module
 */
import { analyzeOften, BoundedCache, familiarityOf, spell, type Token, tokenize } from "../../analysis/index.ts";
import { searchLimits } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { isStrange, keyboardReadings } from "./keyboard-rescue.ts";
import { LexicalEvidence } from "./lexical-evidence.ts";
import { bestChoices, type Slot } from "./slot-choices.ts";
import { joinCandidate, splitCandidates } from "./spacing-candidates.ts";
import {
  arabiziCandidates,
  type Candidate,
  type CorrectionKind,
  scoreOf,
  spellingCandidates,
} from "./word-candidates.ts";

/** A word of the query as the search looked it up. */
export interface LookedUpWord {
  /** As typed. */
  readonly text: string;
  /** Documents that one of its alternatives finds. */
  readonly docs: number;
  /** False for particles, excluded words, `word*`, `word~` and names of several words. */
  readonly correctable: boolean;
}

export interface CorrectionRequest {
  readonly q: string;
  readonly words: readonly LookedUpWord[];
  /** Names of the fields searched. */
  readonly fields: readonly string[];
  /** Whether the query as typed found something under its filters. */
  readonly found: boolean;
  /** How many documents another query finds under the same filters and rules. */
  readonly hits: (q: string) => number;
  /** How many documents a query of the full syntax finds in the whole index. */
  readonly documents: (q: string) => number;
}

export interface FoundCorrection {
  readonly searched: string;
  readonly kind: CorrectionKind;
}

interface ScoredCorrection extends FoundCorrection {
  /** The less, the likelier. */
  readonly score: number;
}

/** Longer queries say enough without the one word that is wrong. */
const mostWords = 8;
/** Ways to correct a query that are tried for hits. */
const mostTries = 4;

/** When a word that the index holds is still taken for a slip: rare, and the near word so many times commoner. */
interface RareRule {
  readonly docs: number;
  readonly ratio: number;
  readonly cost: number;
}
const rareOffered: RareRule = { docs: 2, ratio: 50, cost: 4 };
const rareApplied: RareRule = { docs: 5, ratio: 8, cost: 10 };

/** A "did you mean" beside hits must be surer than an answer in place of none: tenths of an edit by length. */
function offeredCost(length: number): number {
  return length < 5 ? 4 : length < 6 ? 6 : length < 7 ? 8 : 14;
}

/** Any one of the usual slips. */
const oneSlip = 6;

const cachedWords = 2000;
const cachedFields = 8;

interface WordCorrections {
  readonly evidence: LexicalEvidence;
  readonly spelling: BoundedCache<readonly Candidate[]>;
  readonly arabizi: BoundedCache<readonly Candidate[]>;
}

export class Corrector {
  readonly #snapshot: Snapshot;
  readonly #byFields = new BoundedCache<WordCorrections>(cachedFields);

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** The best correction that finds something, undefined where the query needs none or nothing is near. */
  correct(request: CorrectionRequest): FoundCorrection | undefined {
    const { q, words, found } = request;
    const content = words.filter(({ correctable }) => correctable);
    const rule = found ? rareOffered : rareApplied;
    const isStrangeQuery = isStrange(q);
    if (content.every(({ docs }) => docs > rule.docs) && !isStrangeQuery && (found || words.length > 0))
      return undefined;
    if (content.length > mostWords || q.length > searchLimits.queryUnits) return undefined;
    const corrections = this.#correctionsFor(request.fields);
    const [keyboard] = keyboardCorrections(request, corrections.evidence);
    // Both may make words of Latin letters alone: jadid is more likely what it sounds like than a rare word of its keys.
    const competes = keyboard === undefined || (!isStrangeQuery && latinOnly.test(q));
    const byWords = competes ? this.#byWords(request, corrections, rule) : undefined;
    const isBetter = byWords !== undefined && (keyboard === undefined || byWords.score < keyboard.score);
    const best = isBetter ? byWords : keyboard;
    return best === undefined ? undefined : { searched: best.searched, kind: best.kind };
  }

  #correctionsFor(fields: readonly string[]): WordCorrections {
    return this.#byFields.get(fields.join(" "), () => ({
      evidence: new LexicalEvidence(this.#snapshot, fields),
      spelling: new BoundedCache(cachedWords),
      arabizi: new BoundedCache(cachedWords),
    }));
  }

  #byWords(request: CorrectionRequest, corrections: WordCorrections, rule: RareRule): ScoredCorrection | undefined {
    const slots = new SlotFinder(request, corrections, rule).slots();
    if (!slots.some(({ candidates }) => candidates.length > 0)) return undefined;
    const choices = bestChoices(slots, corrections.evidence.documents, request.documents);
    for (const chosen of choices.slice(0, mostTries)) {
      const searched = replaced(request.q, slots, chosen);
      if (request.hits(searched) === 0) continue;
      const scores = chosen.flatMap((candidate) => (candidate === undefined ? [] : [scoreOf(candidate)]));
      return { searched, kind: kindOf(chosen), score: scores.reduce((sum, each) => sum + each, 0) / scores.length };
    }
    return undefined;
  }
}

function keyboardCorrections(request: CorrectionRequest, evidence: LexicalEvidence): ScoredCorrection[] {
  const { q, words, hits } = request;
  const docsOf = new Map(words.map(({ text, docs }) => [text, docs]));
  const isKnown = (raw: string): boolean => (docsOf.get(raw) ?? evidence.inflected(spell(raw))) > 0;
  return keyboardReadings(evidence, q, isKnown)
    .filter(({ text }) => hits(text) > 0)
    .map(({ text, docs }) => ({ searched: text, kind: "keyboard", score: scoreOf({ cost: 0, docs }) }));
}

const latinOnly = /^[\p{Script=Latin}\p{M}\s]+$/u;

/** Letters, digits and signs of Arabizi: apostrophes and half rings among them. */
const latinLetters = "[\\p{Script=Latin}\\p{M}0-9'\\u2019\\u2018\\u02bf\\u02be`]+";
/** A Latin word of them; an article, or abd before one, belongs to the word behind it though a space stands between. */
const latinRun = new RegExp(
  `(?<![\\p{L}\\p{N}])(?=\\S*\\p{Script=Latin})(?:(?:abd|abd[aeou]+l|[ae]l) +)*${latinLetters}(?:-${latinLetters})*`,
  "giu",
);

/** Words of the query, those to be corrected with their candidates. */
class SlotFinder {
  readonly #request: CorrectionRequest;
  readonly #corrections: WordCorrections;
  readonly #rule: RareRule;
  readonly #words: ReadonlyMap<string, LookedUpWord>;
  readonly #tokens: readonly Token[];
  readonly #phraseDocs = (words: string): number => this.#request.documents(`"${words}"`);

  constructor(request: CorrectionRequest, corrections: WordCorrections, rule: RareRule) {
    this.#request = request;
    this.#corrections = corrections;
    this.#rule = rule;
    this.#words = new Map(request.words.map((word) => [word.text, word]));
    this.#tokens = tokenize(request.q);
  }

  slots(): Slot[] {
    const slots: Slot[] = [];
    const runs = [...this.#request.q.matchAll(latinRun)].map((run) => ({
      start: run.index,
      end: run.index + run[0].length,
    }));
    for (let i = 0; i < this.#tokens.length; ) {
      const run = runs.find(({ start, end }) => start <= this.#tokens[i]!.start && this.#tokens[i]!.start < end);
      const taken = (run && this.#arabizi(i, run.end)) ?? this.#joined(i) ?? this.#word(i);
      slots.push(taken.slot);
      i += taken.tokens;
    }
    return slots;
  }

  /** A Latin word with digits or signs inside is one word, whatever the tokenizer makes of it. */
  #arabizi(from: number, end: number): { slot: Slot; tokens: number } | undefined {
    let to = from;
    while (to < this.#tokens.length && this.#tokens[to]!.start < end) to++;
    const tokens = this.#tokens.slice(from, to);
    const letters = tokens.filter(({ spelled }) => analyzeOften(spelled).kind === "latin");
    const words = letters.map(({ raw }) => this.#words.get(raw));
    // English words that the index holds are left alone.
    if (letters.length === 0 || words.some((word) => word === undefined || !word.correctable)) return undefined;
    const docs = Math.min(...words.map((word) => word!.docs));
    if (docs > this.#rule.docs) return undefined;
    const text = this.#request.q.slice(tokens[0]!.start, end).replace(/\s+/g, "-");
    const all = this.#corrections.arabizi.get(text, () => arabiziCandidates(this.#corrections.evidence, text));
    const mostCost = this.#mostCost(docs, text.length);
    const own = letters.length === 1 && tokens.length === 1 ? this.#spelling(letters[0]!.spelled, mostCost) : [];
    const near = own.filter(({ cost }) => cost <= nearLatin && cost < (all[0]?.cost ?? Number.POSITIVE_INFINITY));
    const best = [near, all, own].find((each) => each.length > 0) ?? [];
    const candidates = this.#sure(best, docs, text.length);
    return { slot: slotOf(text, tokens[0]!.start, end, docs, candidates), tokens: tokens.length };
  }

  /** Two or three words, one of them unknown, that are one in the index. */
  #joined(from: number): { slot: Slot; tokens: number } | undefined {
    for (const count of [2, 3]) {
      const tokens = this.#tokens.slice(from, from + count);
      if (tokens.length < count || !tokens.every(({ spelled }) => analyzeOften(spelled).kind === "arabic"))
        return undefined;
      const start = tokens[0]!.start;
      const end = tokens.at(-1)!.end;
      const apart = tokens.slice(1).map((token, i) => this.#request.q.slice(tokens[i]!.end, token.start));
      const docs = tokens.map(
        ({ raw, spelled }) => this.#words.get(raw)?.docs ?? this.#corrections.evidence.inflected(spelled),
      );
      if (!apart.every((gap) => /^\s+$/.test(gap)) || Math.min(...docs) > this.#rule.docs) continue;
      const joined = joinCandidate(
        this.#corrections.evidence,
        tokens.map(({ spelled }) => spelled),
        this.#phraseDocs,
      );
      if (joined === undefined || joined.docs <= Math.min(...docs)) continue;
      return { slot: slotOf(this.#request.q.slice(start, end), start, end, 0, [joined]), tokens: count };
    }
    return undefined;
  }

  #word(at: number): { slot: Slot; tokens: number } {
    const { raw, spelled, start, end } = this.#tokens[at]!;
    const word = this.#words.get(raw);
    const docs = word?.docs ?? 0;
    const isSlip = docs === 0 || familiarityOf(spelled) === "unknown";
    const isBad = word?.correctable === true && docs <= this.#rule.docs && isSlip;
    const candidates = isBad ? this.#sure(this.#candidates(spelled, docs), docs, spelled.length) : [];
    return { slot: slotOf(raw, start, end, word?.correctable ? docs : 0, candidates), tokens: 1 };
  }

  #candidates(spelled: string, docs: number): readonly Candidate[] {
    const slips = this.#spelling(spelled, this.#mostCost(docs, spelled.length));
    // A slip that explains the word by itself leaves no room for a lost space.
    if (docs > 0 || slips.some(({ cost }) => cost <= oneSlip)) return slips;
    const splits = splitCandidates(this.#corrections.evidence, spelled, this.#phraseDocs);
    return [...splits, ...slips].sort((a, b) => scoreOf(a) - scoreOf(b));
  }

  /** None where all would be dearer than `mostCost`: for most words that is all there is to know. */
  #spelling(spelled: string, mostCost: number): readonly Candidate[] {
    const { evidence, spelling } = this.#corrections;
    const within = (most: number): readonly Candidate[] =>
      spelling.get(`${most} ${spelled}`, () => spellingCandidates(evidence, spelled, most));
    return within(mostCost).length === 0 ? [] : within(Number.POSITIVE_INFINITY);
  }

  /** Candidates that are sure enough for what is to be done with them. */
  #sure(candidates: readonly Candidate[], docs: number, length: number): readonly Candidate[] {
    const mostCost = this.#mostCost(docs, length);
    return candidates.filter(({ cost, docs: others }) => cost <= mostCost && others >= this.#rule.ratio * docs);
  }

  /** @param docs - documents that hold the word as it was typed */
  #mostCost(docs: number, length: number): number {
    const rare = docs > 0 ? this.#rule.cost : Number.POSITIVE_INFINITY;
    return this.#request.found ? Math.min(rare, offeredCost(length)) : rare;
  }
}

/** A Latin word one edit from one of the index is that, where its Arabic would be written in a stranger way. */
const nearLatin = 10;

function slotOf(text: string, start: number, end: number, docs: number, candidates: readonly Candidate[]): Slot {
  return { text, start, end, docs, candidates };
}

function replaced(q: string, slots: readonly Slot[], chosen: readonly (Candidate | undefined)[]): string {
  let text = "";
  let at = 0;
  for (const [i, { start, end }] of slots.entries()) {
    const candidate = chosen[i];
    if (candidate === undefined) continue;
    text += q.slice(at, start) + candidate.text;
    at = end;
  }
  return text + q.slice(at);
}

/** One word for a query that was corrected in several ways: the one that explains most. */
function kindOf(chosen: readonly (Candidate | undefined)[]): CorrectionKind {
  const kinds = chosen.flatMap((candidate) => (candidate === undefined ? [] : [candidate.kind]));
  return (["arabizi", "spacing", "spelling"] as const).find((kind) => kinds.includes(kind)) ?? "keyboard";
}
