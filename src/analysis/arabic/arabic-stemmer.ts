/**
 * Arabic word -> stems and clitics. Comes in: a spelled word and its folded form. Goes out: one or two stems, best first.
 * Invariant: pure; at least three letters remain unless the lexicon has the shorter noun.
 *
 * Every way to read the word as proclitics + base + inflection + pronoun is scored by how well its base is known
 * (base-knowledge.ts) and by what the affixes say for themselves (affix-scores.ts). The best reading wins, the first of
 * equals. An unknown word that may or may not begin with a particle keeps both readings.
 * @module
 */
import { ALEF, ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, TEH_MARBUTA } from "../unicode/arabic-letters.ts";
import { endingScore, procliticScore } from "./affix-scores.ts";
import {
  ALEF_LETTER,
  ARTICLE_AFTER_LAM,
  BOUND_FEMININES,
  BOUND_INFLECTIONS,
  ENDING_LETTERS,
  FEMININE,
  FINAL_FEMININES,
  FINAL_INFLECTIONS,
  IMPERFECT_LETTERS,
  LAM_LETTER,
  LETTERS_BEFORE_HAMZA,
  PARTICLE_LETTERS,
  PROCLITIC_CHAINS,
  PROCLITIC_LETTERS,
  PRONOUNS,
  type ProcliticChain,
  VERBAL_INFLECTIONS,
  WAW_LETTER,
  YEH_LETTER,
} from "./affixes.ts";
import { isShortNoun, knowledgeOf, LISTED, MIN_BASE, ROOT, UNKNOWN } from "./base-knowledge.ts";
import { irregularInflections, keptFeminines, lexicon } from "./lexicon/index.ts";

export interface Segmentation {
  readonly stems: readonly string[];
  readonly proclitics: readonly string[];
  readonly enclitics: readonly string[];
}

/** Which bases a reading may have: a listed one, a listed one of three letters at most, or any. */
type Bases = "listed" | "short" | "any";

/** The best reading so far, overwritten in place: most readings lose. */
interface Reading {
  score: number;
  known: number;
  stem: string;
  /** What a final ه may mean instead: جامعه is جامعة or his جامع. */
  other: string;
  chain: ProcliticChain;
  pronoun: string;
}

const BARE = PROCLITIC_CHAINS[0] as ProcliticChain;
const ONLY_BARE: readonly ProcliticChain[] = [BARE];
/** A feminine that keeps its ة is surer than the masculine inside it. */
const KEPT_FEMININE_SCORE = 3;
/** An unknown word gets a second reading if this much remains of it. */
const MIN_SECOND_BASE = 4;

/** Stems and clitics of an Arabic word. */
export function stemArabic(spelled: string, folded: string): Segmentation {
  const best = bestReading(spelled, folded, PROCLITIC_CHAINS);
  const second = best.other || secondStem(best, folded);
  return {
    stems: second === "" || second === best.stem ? [best.stem] : [best.stem, second],
    proclitics: best.chain.pieces,
    enclitics: best.pronoun === "" ? [] : [best.pronoun],
  };
}

/** The other side of the question whether an unknown word's first letter is its own; "" if it does not arise. */
function secondStem(best: Reading, folded: string): string {
  if (best.known > UNKNOWN || best.chain.article) return "";
  if (best.chain.text !== "") return bestReading(folded, folded, ONLY_BARE).stem;
  if (folded.length <= MIN_SECOND_BASE || !PARTICLE_LETTERS.includes(folded.charAt(0))) return "";
  const rest = folded.slice(1);
  return bestReading(rest, rest, ONLY_BARE).stem;
}

function bestReading(spelled: string, folded: string, chains: readonly ProcliticChain[]): Reading {
  const best: Reading = { score: -Infinity, known: UNKNOWN, stem: folded, other: "", chain: BARE, pronoun: "" };
  const marbuta = spelled.charCodeAt(spelled.length - 1) === TEH_MARBUTA;
  for (const chain of PROCLITIC_LETTERS.includes(folded.charAt(0)) ? chains : ONLY_BARE) {
    const rest = folded.slice(chain.text.length);
    if (rest.length < 2 || !folded.startsWith(chain.text) || !isWritten(chain, spelled)) continue;
    // للجنة is ل + اللجنة: the article's ل and the noun's are written once.
    if (chain.text.endsWith(ARTICLE_AFTER_LAM)) readEndings(LAM_LETTER + rest, chain, marbuta, "listed", best);
    readEndings(rest, chain, marbuta, hidesParticle(rest, chain, spelled) ? "short" : "any", best);
  }
  return best;
}

/** The article's alef is bare (ألمانيا and إلزام have none), the question's alef is not. */
function isWritten(chain: ProcliticChain, spelled: string): boolean {
  if (chain.article)
    return chain.text.endsWith(ARTICLE_AFTER_LAM) || spelled.charCodeAt(chain.text.length - 2) === ALEF;
  return chain.text !== ALEF_LETTER || spelled.charCodeAt(0) === ALEF_HAMZA_ABOVE;
}

/** Hamza on an alef opens a word, so that in وأكد and بإشراف one letter stands before it; only short bases hold one. */
function hidesParticle(rest: string, chain: ProcliticChain, spelled: string): boolean {
  const second = spelled.charCodeAt(chain.text.length + 1);
  if (second === ALEF_HAMZA_BELOW) return true;
  return second === ALEF_HAMZA_ABOVE && rest.length > MIN_BASE && LETTERS_BEFORE_HAMZA.includes(rest.charAt(0));
}

function readEndings(rest: string, chain: ProcliticChain, marbuta: boolean, bases: Bases, best: Reading): void {
  consider(rest, "", "", chain, marbuta, bases, best);
  if (!ENDING_LETTERS.includes(rest.charAt(rest.length - 1))) return;
  for (const inflection of FINAL_INFLECTIONS) {
    if (!rest.endsWith(inflection)) continue;
    consider(rest.slice(0, -inflection.length), inflection, "", chain, marbuta, bases, best);
  }
  if (marbuta) return;
  for (const pronoun of PRONOUNS) {
    if (!rest.endsWith(pronoun)) continue;
    const host = rest.slice(0, -pronoun.length);
    consider(host, "", pronoun, chain, marbuta, bases, best);
    for (const inflection of BOUND_INFLECTIONS) {
      if (!host.endsWith(inflection)) continue;
      consider(host.slice(0, -inflection.length), inflection, pronoun, chain, marbuta, bases, best);
    }
  }
}

/** Scores one reading and keeps it if it beats the best. */
function consider(
  written: string,
  inflection: string,
  pronoun: string,
  chain: ProcliticChain,
  marbuta: boolean,
  bases: Bases,
  best: Reading,
): void {
  const verb = VERBAL_INFLECTIONS.has(inflection) && pronoun === "";
  if (written.length < 2 || (chain.article && verb) || (bases === "short" && written.length > MIN_BASE)) return;
  const base = pronoun === "" || inflection !== "" ? written : withMaksura(written);
  const feminine = (pronoun === "" ? FINAL_FEMININES : BOUND_FEMININES).has(inflection);
  const keeps = feminine && keptFeminines.has(base + FEMININE);
  const irregular = irregularInflections.get(base);
  if (base.length < MIN_BASE && !keeps && irregular === undefined && (feminine || !isShortNoun(base))) return;
  // An ا after و is the silent one of وا.
  if (inflection === ALEF_LETTER && base.length > MIN_BASE && base.endsWith(WAW_LETTER)) return;
  const ambiguous = keeps && inflection === FEMININE && !marbuta;
  const known =
    irregular !== undefined ? LISTED : keeps ? gradeOfKept(base, ambiguous, chain) : gradeOf(base, verb, chain);
  if (bases !== "any" && known < LISTED) return;
  if (chain.beforeVerb && (known < ROOT || !IMPERFECT_LETTERS.includes(base.charAt(0)))) return;
  let score = known + procliticScore(chain, base, inflection, known) + endingScore(inflection, pronoun, known);
  if (keeps && !ambiguous && base.length >= MIN_BASE) score += KEPT_FEMININE_SCORE;
  if (score <= best.score) return;
  best.score = score;
  best.known = known;
  best.chain = chain;
  // Written ه and not ة, of a noun that is no feminine: a pronoun, though the stem is the same.
  best.pronoun = inflection === FEMININE && pronoun === "" && !marbuta && !keeps ? FEMININE : pronoun;
  best.stem = irregular ?? (keeps ? base + FEMININE : finalStem(base));
  best.other = ambiguous && (isShortNoun(base) || knowledgeOf(base, false) > UNKNOWN) ? base : "";
}

/** A listed feminine; two letters and a ه after a particle are a verb and its object as well (كتبه is not ك + تبة). */
function gradeOfKept(base: string, ambiguous: boolean, chain: ProcliticChain): number {
  return ambiguous && base.length < MIN_BASE && chain.text !== "" ? ROOT : LISTED;
}

/** No verb follows the article: of three letters that end in ا (والدها) only listed ones are nouns. */
function gradeOf(base: string, verb: boolean, chain: ProcliticChain): number {
  const known = knowledgeOf(base, verb);
  return chain.article && known === ROOT && base.endsWith(ALEF_LETTER) ? UNKNOWN : known;
}

/** ى is written ا before a pronoun: مستواها is of مستوى. */
function withMaksura(base: string): string {
  if (base.length <= MIN_BASE || !base.endsWith(ALEF_LETTER) || lexicon.has(base)) return base;
  return base.slice(0, -1) + YEH_LETTER;
}

/** Three letters that end in ا meet their spelling with ى, which they take on before a pronoun: هداها, هدى. */
function finalStem(base: string): string {
  if (base.length !== MIN_BASE || !base.endsWith(ALEF_LETTER) || lexicon.has(base)) return base;
  return base.slice(0, -1) + YEH_LETTER;
}
