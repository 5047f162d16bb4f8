/**
 * Arabic word -> stems and clitics. Comes in: a spelled word and its folded form. Goes out: one or two stems, best first.
 * Invariant: pure; at least three letters remain unless the lexicon has the shorter noun.
 *
 * Every way to read the word as proclitics + base + inflection + pronoun is scored by how well its base is known
 * (base-knowledge.ts) and by what the affixes say for themselves (affix-scores.ts). The best reading wins, the first of
 * equals. An unknown word that may or may not begin with a particle keeps both readings.
 * @module
 */
import type { AnalysisSteps } from "../analysis-steps.ts";
import { ALEF_HAMZA_ABOVE, ALEF_MAKSURA, TEH_MARBUTA } from "../unicode/arabic-letters.ts";
import { articleLikeScore, endingScore, FUTURE_OF_HIS, procliticScore } from "./affix-scores.ts";
import {
  ALEF_LETTER,
  ARTICLE,
  ARTICLE_AFTER_LAM,
  BOUND_FEMININES,
  BOUND_INFLECTIONS_BY_LETTER,
  CONSTRUCT_INFLECTIONS,
  DEFECTIVE_INFLECTIONS,
  FA_LETTER,
  FEMININE,
  FINAL_FEMININES,
  FINAL_INFLECTIONS_BY_LETTER,
  HE,
  IMPERFECT_LETTERS,
  LAM_LETTER,
  NISBA_INFLECTIONS,
  PARTICLE_LETTERS,
  PLURAL_AFTER_WAW,
  PROCLITIC_CHAINS,
  PROCLITIC_LETTERS,
  PRONOUNS_BY_LETTER,
  type ProcliticChain,
  VERBAL_INFLECTIONS,
  WAW_LETTER,
  YEH_LETTER,
} from "./affixes.ts";
import { gradeOf, LISTED, MIN_BASE, ROOT, UNKNOWN } from "./base-knowledge.ts";
import { type KnownBase, knownBase } from "./known-bases.ts";
import * as tables from "./lexicon-tables.ts";
import { followsPattern } from "./root-patterns.ts";
import { VERB_ENDINGS, VERB_ENDINGS_BOUND } from "./verb-endings.ts";
import { MOST_OF_VERBS, verbOfHers, verbReading } from "./verb-reading.ts";
import { type WholeWord, wholeWordIn } from "./whole-words.ts";
import { decodeWords } from "./word-rows.ts";
import { endsIn, hidesParticle, isWritten, looksLikeVerb, showsHamza } from "./written-particles.ts";

/** Beginnings of listed words that look like a particle, the article and a further letter: والد, بالغ. */
const articleLike: ReadonlySet<string> = new Set(decodeWords(tables.articleLike));
/** Listed only because they look like the article and another word: التماس, التهام. */
const withstandingArticle: ReadonlySet<string> = new Set(decodeWords(tables.withstandingArticle));

export interface Segmentation {
  readonly stems: readonly string[];
  readonly proclitics: readonly string[];
  readonly enclitics: readonly string[];
}

/** Which bases a reading may have: a listed one, a listed one of three letters at most, or any. */
type Bases = "listed" | "short" | "any";

/** The best reading so far, overwritten in place: most readings lose. */
interface Reading {
  readonly steps: AnalysisSteps;
  readonly spelled: string;
  /** Points of a listed base after the proclitics that are being tried: what cannot beat the best is not looked up. */
  most: number;
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
/** The chains that a word may begin with, by its first letter; any other word stands bare. */
const chainsByLetter: ReadonlyMap<number, readonly ProcliticChain[]> = new Map(
  Array.from(PROCLITIC_LETTERS, (letter) => [
    letter.charCodeAt(0),
    PROCLITIC_CHAINS.filter((chain) => chain === BARE || chain.text.startsWith(letter)),
  ]),
);
const NONE: readonly string[] = [];
/** A feminine that keeps its ة is surer than the masculine inside it. */
const KEPT_FEMININE_SCORE = 3;
/** A noun's grade after a particle that only verbs follow: less than a listed verb. */
const UNLISTED_AS_VERB = MOST_OF_VERBS - 1;
/** A listed verb in ى is surer than a noun and a ي that is written ى. */
const YEH_AS_MAKSURA = -5;
/** An unknown word gets a second reading if this much remains of it. */
const MIN_SECOND_BASE = 4;

/** Stems and clitics of an Arabic word; `steps` leave some out for measuring. */
export function stemArabic(spelled: string, folded: string, steps: AnalysisSteps): Segmentation {
  const best = bestReading(spelled, folded, steps.proclitics ? PROCLITIC_CHAINS : ONLY_BARE, steps);
  const whole = steps.proclitics && steps["second-stem"] ? wholeWordIn(spelled, folded, best, steps) : undefined;
  if (whole !== undefined) return withWholeWord(whole, best);
  const second = steps["second-stem"] ? best.other || secondStem(best, spelled, folded) || herVerb(best, folded) : "";
  return {
    stems: second === "" || second === best.stem ? [best.stem] : [best.stem, second],
    proclitics: best.chain.pieces,
    enclitics: best.pronoun === "" ? [] : [best.pronoun],
  };
}

/** تقدم is progress, he advanced, and she presents; تراب is soil. */
function herVerb({ steps, chain, pronoun, spelled }: Reading, folded: string): string {
  const marbuta = endsIn(spelled, TEH_MARBUTA);
  const written = folded.slice(chain.text.length, folded.length - pronoun.length);
  return marbuta || chain.article || chain.particle ? "" : verbOfHers(written, pronoun, chain, steps);
}

/** The listed word's stem, and the other reading's behind it. */
function withWholeWord({ word, marbuta, particles, pronoun }: WholeWord, best: Reading): Segmentation {
  const spelled = marbuta ? word.slice(0, -1) + String.fromCharCode(TEH_MARBUTA) : word;
  const { stem } = bestReading(spelled, word, ONLY_BARE, best.steps);
  return {
    stems: stem === best.stem ? [stem] : [stem, best.stem],
    proclitics: particles === best.chain.text ? best.chain.pieces : [...particles],
    enclitics: pronoun === "" ? [] : [pronoun],
  };
}

/** What the word may mean besides, "" if nothing: a verbal noun's verb, or the other side of a doubtful first letter. */
function secondStem(best: Reading, spelled: string, folded: string): string {
  const { steps, chain } = best;
  if (chain.article) return chain.text.length > ARTICLE.length ? wholeWord(spelled, folded, best) : verbOf(best);
  const verb = bareBehindFa(best, spelled, folded) || verbOf(best);
  if (best.known > UNKNOWN || verb !== "") return verb;
  if (chain.text !== "") return bestReading(folded, folded, ONLY_BARE, steps).stem;
  if (!steps.proclitics || folded.length <= MIN_SECOND_BASE || !PARTICLE_LETTERS.includes(folded.charAt(0))) return "";
  const rest = folded.slice(1);
  return bestReading(rest, rest, ONLY_BARE, steps).stem;
}

/** والدين is و + الدين, and parents: a listed noun that looks like a particle, the article and another word. */
function wholeWord(spelled: string, folded: string, best: Reading): string {
  if (!articleLike.has(folded.slice(0, best.chain.text.length + 1))) return verbOf(best);
  const whole = bestReading(spelled, folded, ONLY_BARE, best.steps);
  return whole.known === LISTED ? whole.stem : verbOf(best);
}

/** فعلي is ف + علي, and actual; but فجرى is no فجر. */
function bareBehindFa({ known, chain, pronoun, steps }: Reading, spelled: string, folded: string): string {
  if (known !== LISTED || chain.text !== FA_LETTER || pronoun !== "" || looksLikeVerb(spelled)) return "";
  const bare = bestReading(spelled, folded, ONLY_BARE, steps);
  return bare.known === LISTED && bare.pronoun === "" ? bare.stem : "";
}

/** A verbal noun meets its verb: استخدام, استخدم. */
function verbOf(best: Reading): string {
  return knownBase(best.stem, best.steps).verb ?? "";
}

function bestReading(
  spelled: string,
  folded: string,
  chains: readonly ProcliticChain[],
  steps: AnalysisSteps,
): Reading {
  const best: Reading = {
    steps,
    spelled,
    most: 0,
    score: -Infinity,
    known: UNKNOWN,
    stem: folded,
    other: "",
    chain: BARE,
    pronoun: "",
  };
  const marbuta = endsIn(spelled, TEH_MARBUTA);
  for (const chain of chains === ONLY_BARE ? ONLY_BARE : (chainsByLetter.get(folded.charCodeAt(0)) ?? ONLY_BARE)) {
    if (folded.length < chain.text.length + 2 || !folded.startsWith(chain.text) || !isWritten(chain, spelled)) continue;
    const rest = folded.slice(chain.text.length);
    best.most = LISTED + procliticScore(chain, "", "", LISTED);
    // للجنة is ل + اللجنة: the article's ل and the noun's are written once.
    if (chain.text.endsWith(ARTICLE_AFTER_LAM)) readEndings(LAM_LETTER + rest, chain, marbuta, "listed", best);
    readEndings(rest, chain, marbuta, hidesParticle(rest, chain, spelled) ? "short" : "any", best);
  }
  return best;
}

function readEndings(rest: string, chain: ProcliticChain, marbuta: boolean, bases: Bases, best: Reading): void {
  consider(rest, "", "", chain, marbuta, bases, best);
  const last = rest.charCodeAt(rest.length - 1);
  const { inflection: inflects, pronouns } = best.steps;
  for (const inflection of (inflects && FINAL_INFLECTIONS_BY_LETTER.get(last)) || NONE) {
    if (!rest.endsWith(inflection)) continue;
    consider(rest.slice(0, -inflection.length), inflection, "", chain, marbuta, bases, best);
  }
  for (const ending of inflects && chain.verbs !== "none" ? VERB_ENDINGS : NONE) {
    if (!rest.endsWith(ending)) continue;
    const written = rest.slice(0, -ending.length);
    considerVerb(written, knownBase(written, best.steps), ending, "", chain, bases, best);
  }
  // No pronoun follows a word with the article: الرقه is الرقة, not his رق.
  if (marbuta || !pronouns || chain.article) return;
  for (const pronoun of PRONOUNS_BY_LETTER.get(last) ?? NONE) {
    if (rest.endsWith(pronoun)) readBound(rest.slice(0, -pronoun.length), pronoun, chain, bases, best);
  }
}

/** The same of what stands before a pronoun. */
function readBound(host: string, pronoun: string, chain: ProcliticChain, bases: Bases, best: Reading): void {
  consider(host, "", pronoun, chain, false, bases, best);
  if (!best.steps.inflection) return;
  for (const inflection of BOUND_INFLECTIONS_BY_LETTER.get(host.charCodeAt(host.length - 1)) ?? NONE) {
    if (!host.endsWith(inflection)) continue;
    consider(host.slice(0, -inflection.length), inflection, pronoun, chain, false, bases, best);
  }
  for (const ending of chain.verbs !== "none" ? VERB_ENDINGS_BOUND : NONE) {
    if (!host.endsWith(ending)) continue;
    const written = host.slice(0, -ending.length);
    considerVerb(written, knownBase(written, best.steps), ending, pronoun, chain, bases, best);
  }
}

/** Whether the best of all bases between these affixes would still lose. */
function cannotWin(written: string, inflection: string, pronoun: string, best: Reading): boolean {
  const most = best.most + endingScore(inflection, pronoun, LISTED);
  return most + (inflection === "" ? 0 : KEPT_FEMININE_SCORE) <= best.score && !written.startsWith(ARTICLE);
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
  if (written.length < 2 || cannotWin(written, inflection, pronoun, best)) return;
  // الإسكان is no الاسكا: hamza opens the word behind the article.
  if (written.startsWith(ARTICLE) && showsHamza(best.spelled, chain.text.length + ARTICLE.length)) return;
  const known = knownBase(written, best.steps);
  considerNoun(written, known, inflection, pronoun, chain, marbuta, bases, best);
  if (!marbuta) considerVerb(written, known, inflection, pronoun, chain, bases, best);
}

/** The same of a verb that the lists or the roots know, whatever its weak letters do. */
function considerVerb(
  written: string,
  known: KnownBase,
  inflection: string,
  pronoun: string,
  chain: ProcliticChain,
  bases: Bases,
  best: Reading,
): void {
  if (written.length < 2 || bases === "listed" || (bases === "short" && written.length > MIN_BASE)) return;
  if (isSilentAlef(written, inflection)) return;
  const most = best.most - LISTED + MOST_OF_VERBS + FUTURE_OF_HIS + endingScore(inflection, pronoun, LISTED);
  if (most <= best.score && !written.startsWith(ARTICLE)) return;
  const hamza = best.spelled.charCodeAt(chain.text.length) === ALEF_HAMZA_ABOVE;
  const reading = verbReading(written, known, inflection, pronoun, chain, hamza, best.steps);
  if (reading === undefined) return;
  const { grade, verb, other } = reading;
  const score =
    grade +
    procliticScore(chain, written, inflection, grade) +
    (hamza ? 0 : articleLikeScore(written, grade, hamza, false)) +
    (chain.beforeVerb && isSurelyVerb(written, hamza) ? FUTURE_OF_HIS : 0) +
    endingScore(inflection, pronoun, grade);
  if (score <= best.score) return;
  best.score = score;
  best.known = grade;
  best.chain = chain;
  best.pronoun = pronoun;
  best.stem = verb;
  best.other = other;
}

function considerNoun(
  written: string,
  ofWritten: KnownBase,
  inflection: string,
  pronoun: string,
  chain: ProcliticChain,
  marbuta: boolean,
  bases: Bases,
  best: Reading,
): void {
  const { steps } = best;
  const verb = VERBAL_INFLECTIONS.has(inflection) && pronoun === "";
  if (written.length < 2 || (chain.article && verb) || (bases === "short" && written.length > MIN_BASE)) return;
  const base = pronoun === "" || inflection !== "" ? written : withMaksura(written, ofWritten, steps);
  const lists = base === written ? ofWritten : knownBase(base, steps);
  if (inflection === "" && lists.isVerbWithoutFeminine) return;
  const feminine = (pronoun === "" ? FINAL_FEMININES : BOUND_FEMININES).has(inflection);
  const keeps =
    feminine && (lists.keepsFeminine || (lists.keepsPlural && isPluralOfPersons(inflection, pronoun, chain)));
  const irregular = !verb && inflection !== ALEF_LETTER ? irregularOf(lists, inflection, pronoun) : undefined;
  if (base.length < MIN_BASE && !keeps && irregular === undefined && (feminine || !lists.isShortNoun)) return;
  if (isSilentAlef(base, inflection)) return;
  const ambiguous = keeps && inflection === FEMININE && !marbuta;
  let known =
    irregular !== undefined
      ? LISTED
      : keeps
        ? gradeOfKept(base, ambiguous, chain)
        : gradeAfter(chain, base, gradeOf(base, lists, verb, steps));
  if (bases !== "any" && known < LISTED) return;
  if (pronoun === "" && CONSTRUCT_INFLECTIONS.has(inflection) && !keeps && !standsInConstruct(base, known, chain))
    return;
  if (inflection === PLURAL_AFTER_WAW && (known < LISTED || !base.endsWith(WAW_LETTER))) return;
  if (chain.beforeVerb && (known < ROOT || !IMPERFECT_LETTERS.includes(base.charAt(0)))) return;
  // No noun follows س: ستقدم is she will present, whatever تقدم is by itself.
  if (chain.beforeVerb && known > UNLISTED_AS_VERB) known = UNLISTED_AS_VERB;
  const hamza = best.spelled.charCodeAt(chain.text.length) === ALEF_HAMZA_ABOVE;
  let score = known + procliticScore(chain, base, inflection, known) + endingScore(inflection, pronoun, known);
  if (known > ROOT && base.startsWith(ARTICLE))
    score += articleLikeScore(base, known, hamza, isArticleAndWord(base, steps));
  if (endsInMaksura(inflection, pronoun, chain, best.spelled)) score += YEH_AS_MAKSURA;
  // ورقة is no و + رقة.
  if (keeps && base.length < MIN_BASE && chain.conjunction) score -= KEPT_FEMININE_SCORE;
  if (keeps && !ambiguous && base.length >= MIN_BASE) score += KEPT_FEMININE_SCORE;
  if (score <= best.score) return;
  best.score = score;
  best.known = known;
  best.chain = chain;
  // Written ه and not ة, of a noun that is no feminine: a pronoun, though the stem is the same.
  best.pronoun = inflection === FEMININE && pronoun === "" && !marbuta && !keeps ? FEMININE : pronoun;
  best.stem =
    irregular ?? (keeps || isNisbaOfFeminine(lists, inflection, pronoun) ? base + FEMININE : finalStem(base, lists));
  best.other = ambiguous && gradeOf(base, lists, false, steps) > UNKNOWN ? base : "";
}

/** سيكتب and سأكتب; but سألته is of سأل. */
function isSurelyVerb(written: string, hamza: boolean): boolean {
  return written.startsWith(HE) || (hamza && !written.startsWith(ARTICLE));
}

/** قتلة keeps its ة; قتلات is of قتل, and قتلته rather killed him than his killers, but for بقتلته. */
function isPluralOfPersons(inflection: string, pronoun: string, chain: ProcliticChain): boolean {
  return inflection === FEMININE || (pronoun !== "" && chain.verbs === "none");
}

/** معلمو المدرسة: a listed word of an Arabic root, and never one with the article. */
function standsInConstruct(base: string, known: number, chain: ProcliticChain): boolean {
  return known === LISTED && base.length > MIN_BASE && !chain.article && followsPattern(base);
}

/** An ا after و is the silent one of وا. */
function isSilentAlef(base: string, inflection: string): boolean {
  return inflection === ALEF_LETTER && base.length > MIN_BASE && base.endsWith(WAW_LETTER);
}

/** تسعى is she strives rather than an Egyptian's تسعي; المصرى has the article and is one. */
function endsInMaksura(inflection: string, pronoun: string, chain: ProcliticChain, spelled: string): boolean {
  if (chain.article || (pronoun === "" ? inflection : pronoun) !== YEH_LETTER) return false;
  return endsIn(spelled, ALEF_MAKSURA);
}

/** الباب is ال + باب, whatever else is listed; التماس is a word of its own. */
function isArticleAndWord(base: string, steps: AnalysisSteps): boolean {
  return knownBase(base.slice(ARTICLE.length), steps).isListed && !withstandingArticle.has(base);
}

function irregularOf({ irregular, defective }: KnownBase, inflection: string, pronoun: string): string | undefined {
  return (pronoun === "" && DEFECTIVE_INFLECTIONS.has(inflection) ? defective : undefined) ?? irregular;
}

/** صناعي is of صناعة, which keeps its ة; شهري is of شهر. */
function isNisbaOfFeminine({ keepsFeminine, isWholeNoun }: KnownBase, inflection: string, pronoun: string): boolean {
  return keepsFeminine && !isWholeNoun && pronoun === "" && NISBA_INFLECTIONS.has(inflection);
}

/** A listed feminine; two letters and a ه after a particle are a verb and its object as well (كتبه is not ك + تبة). */
function gradeOfKept(base: string, ambiguous: boolean, chain: ProcliticChain): number {
  return ambiguous && base.length < MIN_BASE && chain.text !== "" ? ROOT : LISTED;
}

/** No verb follows the article: of three letters that end in ا (والدها) only listed ones are nouns. */
function gradeAfter({ article }: ProcliticChain, base: string, known: number): number {
  return article && known === ROOT && base.endsWith(ALEF_LETTER) ? UNKNOWN : known;
}

/** ى is written ا before a pronoun: مستواها is of مستوى. */
function withMaksura(base: string, { isListed }: KnownBase, steps: AnalysisSteps): string {
  if (base.length < MIN_BASE || !base.endsWith(ALEF_LETTER) || isListed) return base;
  const maksura = base.slice(0, -1) + YEH_LETTER;
  return base.length > MIN_BASE || knownBase(maksura, steps).isListed ? maksura : base;
}

/** Three letters that end in ا meet their spelling with ى, which they take on before a pronoun: هداها, هدى. */
function finalStem(base: string, { isListed }: KnownBase): string {
  if (base.length !== MIN_BASE || !base.endsWith(ALEF_LETTER) || isListed) return base;
  return base.slice(0, -1) + YEH_LETTER;
}
