/**
 * Folded Arabic word -> stems and clitics. Comes in: a spelled word and its folded form. Goes out: one or two stems.
 * Invariant: pure; at least three letters remain unless the lexicon has the shorter noun.
 *
 * Every way to read the word as proclitics + base + inflection + pronoun is scored by how well its base is known (in the
 * lexicon, by root and pattern, or not at all) and how much the affixes say by themselves. The best reading wins.
 * @module
 */
import { ALEF, TEH_MARBUTA } from "../unicode/arabic-letters.ts";
import {
  BOUND_INFLECTIONS,
  FEMININE_INFLECTIONS,
  FINAL_INFLECTIONS,
  PROCLITIC_CHAINS,
  PRONOUNS,
  type ProcliticChain,
  STRONG_PRONOUNS,
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

/** What a reading's affixes add or cost, on the same scale. */
const W = {
  bare: 8,
  article: 20,
  conjunctionKnown: 8,
  conjunctionLong: 9,
  conjunctionShort: 4,
  particle: -2,
  particleUnknown: -12,
  inflectionKnown: -2,
  inflectionUnknown: 3,
  pronounKnown: -3,
  pronounUnknown: 3,
  weakPronounUnknown: -4,
};

const MIN_BASE = 3;
const HEH_ENDING = fold("ة");
const YEH_ENDING = fold("ى");

interface Reading {
  score: number;
  stem: string;
  chain: ProcliticChain;
  pronoun: string;
  known: number;
}

export function stemArabic(spelled: string, folded: string): Segmentation {
  const best = bestReading(spelled, folded, PROCLITIC_CHAINS);
  return {
    stems: [best.stem],
    proclitics: best.chain.pieces,
    enclitics: best.pronoun === "" ? [] : [best.pronoun],
  };
}

function bestReading(spelled: string, folded: string, chains: readonly ProcliticChain[]): Reading {
  const bare = PROCLITIC_CHAINS[0] as ProcliticChain;
  const best: Reading = { score: Number.NEGATIVE_INFINITY, stem: folded, chain: bare, pronoun: "", known: UNKNOWN };
  const marbuta = spelled.charCodeAt(spelled.length - 1) === TEH_MARBUTA;
  for (const chain of chains) {
    if (!folded.startsWith(chain.text)) continue;
    const rest = folded.slice(chain.text.length);
    if (rest.length < 2 || (chain.article && !writesArticle(spelled, chain))) continue;
    readEndings(rest, chain, marbuta, best);
    if (chain.article && chain.text.endsWith("لل")) readEndings(`ل${rest}`, chain, marbuta, best, true);
  }
  return best;
}

/** The article's alef is bare: ألمانيا and إلزام do not begin with it. */
function writesArticle(spelled: string, chain: ProcliticChain): boolean {
  return chain.text.endsWith("لل") || spelled.charCodeAt(chain.text.length - 2) === ALEF;
}

function readEndings(rest: string, chain: ProcliticChain, marbuta: boolean, best: Reading, listedOnly = false): void {
  consider(rest, "", "", chain, best, listedOnly);
  for (const inflection of FINAL_INFLECTIONS) {
    if (rest.endsWith(inflection)) consider(rest.slice(0, -inflection.length), inflection, "", chain, best, listedOnly);
  }
  if (marbuta) return;
  for (const pronoun of PRONOUNS) {
    if (!rest.endsWith(pronoun)) continue;
    const host = rest.slice(0, -pronoun.length);
    consider(host, "", pronoun, chain, best, listedOnly);
    for (const inflection of BOUND_INFLECTIONS) {
      if (host.endsWith(inflection))
        consider(host.slice(0, -inflection.length), inflection, pronoun, chain, best, listedOnly);
    }
  }
}

function consider(
  base: string,
  inflection: string,
  pronoun: string,
  chain: ProcliticChain,
  best: Reading,
  listedOnly: boolean,
): void {
  const irregular = irregularInflections.get(base);
  const feminine = base + HEH_ENDING;
  const keeps = FEMININE_INFLECTIONS.has(inflection) && keptFeminines.has(feminine);
  if (!keeps && irregular === undefined && base.length < MIN_BASE && !shortNouns.has(base)) return;
  const known = keeps || irregular !== undefined ? LISTED : knowledgeOf(base);
  if (listedOnly && known < LISTED) return;
  if (chain.future && (known < ROOT || !"يتنا".includes(base[0] as string))) return;
  const isKnown = known > UNKNOWN;
  let score = known;
  if (chain.text === "") score += W.bare;
  if (chain.article) score += W.article;
  if (chain.particles > 0) score += isKnown ? W.particle : W.particleUnknown;
  if (chain.conjunction !== "" && !chain.article) {
    score += isKnown
      ? W.conjunctionKnown
      : base.length + inflection.length > MIN_BASE
        ? W.conjunctionLong
        : W.conjunctionShort;
  }
  if (inflection !== "") score += isKnown ? W.inflectionKnown : W.inflectionUnknown;
  if (pronoun !== "") {
    score += isKnown ? W.pronounKnown : STRONG_PRONOUNS.has(pronoun) ? W.pronounUnknown : W.weakPronounUnknown;
  }
  if (score <= best.score) return;
  best.score = score;
  best.known = known;
  best.chain = chain;
  best.pronoun = pronoun;
  best.stem = irregular ?? (keeps ? feminine : stemOf(base, pronoun));
}

function knowledgeOf(base: string): number {
  if (lexicon.has(base) || (base.length === 2 && shortNouns.has(base))) return LISTED;
  if (followsPattern(base)) return base.length === MIN_BASE ? ROOT : PATTERNED;
  return UNKNOWN;
}

/** ى is written ا before a pronoun: مستواها is of مستوى. */
function stemOf(base: string, pronoun: string): string {
  if (pronoun === "" || base.length < MIN_BASE || base.charCodeAt(base.length - 1) !== ALEF || lexicon.has(base))
    return base;
  return base.slice(0, -1) + YEH_ENDING;
}
