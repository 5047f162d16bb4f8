/**
 * Base -> all that the lists say of it, found by one look-up: a word is read in a dozen ways, each with another base,
 * and most bases are in no list. Comes in: the lexicon and the verbs. Goes out: what they know.
 * Invariant: bases are folded; built at load from shipped tables only.
 * @module
 */
import type { AnalysisSteps } from "../analysis-steps.ts";
import { FEMININE } from "./affixes.ts";
import { imperfects, perfects, type VerbStem } from "./conjugation.ts";
import {
  defectives,
  irregularInflections,
  keptFeminines,
  keptPlurals,
  lexicon,
  shortNouns,
  verbsWithoutFeminine,
  wholeNouns,
} from "./lexicon/index.ts";

export class KnownBase {
  /** A word as it stands, of three letters or more. */
  isListed = false;
  /** A noun of two letters. */
  isShortNoun = false;
  /** A noun listed without ة. */
  isWholeNoun = false;
  /** With ة a feminine that keeps it, or a plural that does. */
  keepsFeminine = false;
  keepsPlural = false;
  /** A verb that is its noun without ة: توصي, توصية. */
  isVerbWithoutFeminine = false;
  /** Base of an irregular form, and of one that has lost its ي. */
  irregular: string | undefined = undefined;
  defective: string | undefined = undefined;
  /** Verbs with this stem in the perfect, and in the imperfect. */
  perfects: readonly VerbStem[] | undefined = undefined;
  imperfects: readonly VerbStem[] | undefined = undefined;
}

const UNLISTED: KnownBase = new KnownBase();
const bases = new Map<string, KnownBase>();

function entry(base: string): KnownBase {
  let known = bases.get(base);
  if (known === undefined) {
    known = new KnownBase();
    bases.set(base, known);
  }
  return known;
}

/** What stands before a final ة. */
function withoutFeminine(words: ReadonlySet<string>): string[] {
  return [...words].filter((word) => word.endsWith(FEMININE)).map((word) => word.slice(0, -FEMININE.length));
}

for (const base of lexicon) entry(base).isListed = true;
for (const base of shortNouns) entry(base).isShortNoun = true;
for (const base of wholeNouns) entry(base).isWholeNoun = true;
for (const base of withoutFeminine(keptFeminines)) entry(base).keepsFeminine = true;
for (const base of withoutFeminine(keptPlurals)) entry(base).keepsPlural = true;
for (const base of verbsWithoutFeminine) entry(base).isVerbWithoutFeminine = true;
for (const [form, base] of irregularInflections) entry(form).irregular = base;
for (const [form, base] of defectives) entry(form).defective = base;
for (const [stem, verbs] of perfects) entry(stem).perfects = verbs;
for (const [stem, verbs] of imperfects) entry(stem).imperfects = verbs;

/** Bits by a hash of the letters, one in ten of them set: most bases are told to be in no list without a look at one. */
const filter: Uint32Array = new Uint32Array(1 << 13);
const filterShift = 32 - 18;
for (const base of bases.keys()) {
  const bit = bitOf(base);
  filter[bit >>> 5]! |= 1 << (bit & 31);
}

function bitOf(base: string): number {
  let hash = base.length;
  for (let at = 0; at < base.length; at++) hash = Math.imul(hash ^ base.charCodeAt(at), 0x9e3779b1);
  return hash >>> filterShift;
}

/** Shared by all bases that no list has; `steps` may leave the lists out. */
export function knownBase(base: string, steps: AnalysisSteps): KnownBase {
  const bit = bitOf(base);
  if (((filter[bit >>> 5]! >>> (bit & 31)) & 1) === 0 || !steps.lexicon) return UNLISTED;
  return bases.get(base) ?? UNLISTED;
}
