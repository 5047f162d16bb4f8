/**
 * Arabic word -> stems and clitics. Comes in: a spelled word and its folded form. Goes out: one or two stems, best first.
 * Invariant: pure; at least three letters remain unless the lexicon has the shorter noun.
 *
 * Every way to read the word as proclitics + base + inflection + pronoun is scored by how well its base is known (in the
 * lexicon, by root and pattern, or not at all) and by how much the affixes say for themselves. The best reading wins, the
 * first of equals.
 * @module
 */
import { ALEF, ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, TEH_MARBUTA } from "../unicode/arabic-letters.ts";
import {
  BOUND_FEMININES,
  BOUND_INFLECTIONS,
  FINAL_FEMININES,
  FINAL_INFLECTIONS,
  PROCLITIC_CHAINS,
  PRONOUNS,
  type ProcliticChain,
  STRONG_PRONOUNS,
  VERBAL_INFLECTIONS,
} from "./affixes.ts";
import { fold } from "./letter-fold.ts";
import { irregularInflections, keptFeminines, lexicon, shortNouns } from "./lexicon/index.ts";
import { followsPattern } from "./root-patterns.ts";

export interface Segmentation {
  readonly stems: readonly string[];
  readonly proclitics: readonly string[];
  readonly enclitics: readonly string[];
}

/** How well a base is known. */
const LISTED = 30;
const PATTERNED = 20;
const ROOT = 16;
const UNKNOWN = 0;

/** What affixes add to a reading or cost it, on the same scale. */
const NO_PROCLITIC = 8;
const ARTICLE = 20;
const CONJUNCTION_BEFORE_KNOWN = 9;
const CONJUNCTION_BEFORE_LONG = 9;
const CONJUNCTION_BEFORE_SHORT = 4;
const PARTICLE_BEFORE_KNOWN = -2;
const PARTICLE_BEFORE_UNKNOWN = -12;
const INFLECTION_OF_KNOWN = -2;
const INFLECTION_OF_UNKNOWN = 3;
const PRONOUN_OF_KNOWN = -3;
const STRONG_PRONOUN_OF_UNKNOWN = 3;
const WEAK_PRONOUN_OF_UNKNOWN = -4;
const KEPT_FEMININE = 3;

const MIN_BASE = 3;
/** الهوى is not إله + وي: words this short do not withstand the article. */
const SHORT_AFTER_ARTICLE = 4;
/** An unknown word gets a second reading if this much remains of it. */
const MIN_SECOND_BASE = 4;
const HEH_ENDING = fold("ة");
const YEH_ENDING = fold("ى");
const ALEF_ENDING = "ا";
const VERB_PREFIXES = "يتنا";
const PARTICLE_LETTERS = "بكلف";

/** The best reading so far, overwritten in place: most readings lose. */
interface Reading {
  score: number;
  known: number;
  stem: string;
  /** The other word that a feminine's spelling with ه may mean: جامعه is جامعة or his جامع. */
  other: string;
  chain: ProcliticChain;
  pronoun: string;
}

/** Stems and clitics of an Arabic word. */
export function stemArabic(spelled: string, folded: string): Segmentation {
  const best = bestReading(spelled, folded);
  const stems = [best.stem];
  const second = best.other || secondStem(best, folded);
  if (second !== "" && second !== best.stem) stems.push(second);
  return { stems, proclitics: best.chain.pieces, enclitics: best.pronoun === "" ? [] : [best.pronoun] };
}

/**
 * An unknown word may begin with a particle or with a letter of its own, and nothing in the word tells which. It is
 * found both ways.
 */
function secondStem(best: Reading, folded: string): string {
  if (best.known > UNKNOWN || best.chain.article) return "";
  const { conjunction } = best.chain;
  const rest = folded.slice(best.chain.text.length);
  if (conjunction !== "") return bestReading(folded, folded, NO_CHAIN).stem;
  if (rest.length <= MIN_SECOND_BASE || !PARTICLE_LETTERS.includes(rest[0] as string)) return "";
  return bestReading(rest.slice(1), rest.slice(1), NO_CHAIN).stem;
}

/** Which bases a reading may have: a listed one, one of three letters at most, or any. */
type Bases = "listed" | "short" | "any";

const BARE = PROCLITIC_CHAINS[0] as ProcliticChain;
const NO_CHAIN: readonly ProcliticChain[] = [BARE];

function bestReading(spelled: string, folded: string, chains: readonly ProcliticChain[] = PROCLITIC_CHAINS): Reading {
  const best: Reading = { score: -Infinity, known: UNKNOWN, stem: folded, other: "", chain: BARE, pronoun: "" };
  const marbuta = spelled.charCodeAt(spelled.length - 1) === TEH_MARBUTA;
  for (const chain of chains) {
    if (!folded.startsWith(chain.text)) continue;
    const rest = folded.slice(chain.text.length);
    if (rest.length < 2 || (chain.article && !writesArticle(spelled, chain))) continue;
    // للجنة is ل + اللجنة: the article's ل and the noun's are written once.
    if (chain.text.endsWith("لل")) readEndings(`ل${rest}`, chain, marbuta, best, "listed");
    readEndings(rest, chain, marbuta, best, beginsWithParticle(spelled, chain, rest) ? "short" : "any");
  }
  return best;
}

/** The article's alef is bare: ألمانيا and إلزام do not begin with it. */
function writesArticle(spelled: string, chain: ProcliticChain): boolean {
  return chain.text.endsWith("لل") || spelled.charCodeAt(chain.text.length - 2) === ALEF;
}

/** Hamza on an alef opens a word: in وأكد and بأسلحة one letter stands before it. Listed words (رأس) know better. */
function beginsWithParticle(spelled: string, chain: ProcliticChain, rest: string): boolean {
  const second = spelled.charCodeAt(chain.text.length + 1);
  if (second === ALEF_HAMZA_BELOW) return true;
  return second === ALEF_HAMZA_ABOVE && rest.length > MIN_BASE && "وفبكل".includes(rest[0] as string);
}

function readEndings(rest: string, chain: ProcliticChain, marbuta: boolean, best: Reading, bases: Bases): void {
  consider(rest, "", "", chain, best, bases);
  for (const inflection of FINAL_INFLECTIONS) {
    if (!rest.endsWith(inflection)) continue;
    const improved = consider(rest.slice(0, -inflection.length), inflection, "", chain, best, bases);
    if (improved) best.other = "";
    if (improved && inflection === HEH_ENDING && !marbuta && best.stem.endsWith(HEH_ENDING)) {
      const masculine = rest.slice(0, -1);
      if (masculine.length >= MIN_BASE && knowledgeOf(masculine) > UNKNOWN) best.other = masculine;
    }
  }
  if (marbuta) return;
  for (const pronoun of PRONOUNS) {
    if (!rest.endsWith(pronoun)) continue;
    const host = rest.slice(0, -pronoun.length);
    if (consider(host, "", pronoun, chain, best, bases)) best.other = "";
    for (const inflection of BOUND_INFLECTIONS) {
      if (!host.endsWith(inflection)) continue;
      if (consider(host.slice(0, -inflection.length), inflection, pronoun, chain, best, bases)) best.other = "";
    }
  }
}

/** Scores one reading and keeps it if it beats the best; says whether it did. */
function consider(
  written: string,
  inflection: string,
  pronoun: string,
  chain: ProcliticChain,
  best: Reading,
  bases: Bases,
): boolean {
  const base = pronoun === "" ? written : withMaksura(written);
  const irregular = irregularInflections.get(base);
  const feminines = pronoun === "" ? FINAL_FEMININES : BOUND_FEMININES;
  if (chain.article && VERBAL_INFLECTIONS.has(inflection)) return false;
  const keeps = feminines.has(inflection) && keptFeminines.has(base + HEH_ENDING);
  if (
    !keeps &&
    irregular === undefined &&
    base.length < MIN_BASE &&
    !(shortNouns.has(base) && !feminines.has(inflection))
  )
    return false;
  if (bases === "short" && base.length > MIN_BASE) return false;
  // An ا after و is the silent one of وا.
  if (inflection === ALEF_ENDING && base.length > MIN_BASE && base.endsWith("و")) return false;
  const known = keeps || irregular !== undefined ? LISTED : knowledgeOf(base, VERBAL_INFLECTIONS.has(inflection));
  if (bases === "listed" && known < LISTED) return false;
  if (chain.future && (known < ROOT || !VERB_PREFIXES.includes(base[0] as string))) return false;
  const isKnown = known > UNKNOWN;
  let score = known;
  if (keeps) score += KEPT_FEMININE;
  if (chain.text === "") score += NO_PROCLITIC;
  // Listed for no other reason than to withstand the article: ألمانيا, also without its hamza.
  if (!chain.article && known === LISTED && base.length > SHORT_AFTER_ARTICLE && base.startsWith("ال")) score += ARTICLE;
  if (chain.article) score += ARTICLE;
  if (chain.particles > 0) score += isKnown ? PARTICLE_BEFORE_KNOWN : PARTICLE_BEFORE_UNKNOWN;
  if (chain.conjunction !== "" && !chain.article) {
    const long = base.length + inflection.length > MIN_BASE;
    score += isKnown ? CONJUNCTION_BEFORE_KNOWN : long ? CONJUNCTION_BEFORE_LONG : CONJUNCTION_BEFORE_SHORT;
  }
  if (inflection !== "") score += isKnown ? INFLECTION_OF_KNOWN : INFLECTION_OF_UNKNOWN;
  if (pronoun !== "") {
    const strong = STRONG_PRONOUNS.has(pronoun);
    score += isKnown ? PRONOUN_OF_KNOWN : strong ? STRONG_PRONOUN_OF_UNKNOWN : WEAK_PRONOUN_OF_UNKNOWN;
  }
  if (score <= best.score) return false;
  best.score = score;
  best.known = known;
  best.chain = chain;
  best.pronoun = pronoun;
  best.stem = irregular ?? (keeps ? base + HEH_ENDING : base);
  return true;
}

function knowledgeOf(base: string, verb = false): number {
  if (!verb && (lexicon.has(base) || (base.length < MIN_BASE && shortNouns.has(base)))) return LISTED;
  if (base.length === MIN_BASE) return followsPattern(base) ? ROOT : UNKNOWN;
  // Beyond three letters a final ا is an ending, never a root's last letter.
  return !base.endsWith(ALEF_ENDING) && followsPattern(base) ? PATTERNED : UNKNOWN;
}

/** ى is written ا before a pronoun: مستواها is of مستوى. */
function withMaksura(base: string): string {
  if (base.length <= MIN_BASE || !base.endsWith(ALEF_ENDING) || lexicon.has(base)) return base;
  return base.slice(0, -1) + YEH_ENDING;
}
