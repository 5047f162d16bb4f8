/**
 * Base -> all that the lexicon says of it, found by one look-up: a word is read in a dozen ways, each with another base,
 * and most bases are in no list. Comes in: the lexicon's tables. Goes out: what they know.
 * Invariant: bases are folded; built at load from shipped tables only.
 * @module
 */
import type { AnalysisSteps } from "../analysis-steps.ts";
import { type BaseClass, baseClasses } from "./base-classes.ts";
import * as tables from "./lexicon-tables.ts";
import type { VerbStem } from "./verb-endings.ts";
import { decodeRows, type TaggedWord } from "./word-rows.ts";

export class KnownBase implements Readonly<Record<BaseClass, boolean>> {
  readonly isListed: boolean;
  readonly isShortNoun: boolean;
  readonly isWholeNoun: boolean;
  readonly keepsFeminine: boolean;
  readonly keepsPlural: boolean;
  readonly isVerbWithoutFeminine: boolean;
  readonly isKeptFeminine: boolean;
  readonly isListedFeminine: boolean;
  readonly isPluralOrItsSingular: boolean;
  /** Base of an irregular form, and of one that has lost its ي. */
  irregular: string | undefined = undefined;
  defective: string | undefined = undefined;
  /** The verb that it is the verbal noun of. */
  verb: string | undefined = undefined;
  /** Verbs with this stem in the perfect, and in the imperfect; the surer first. */
  perfects: readonly VerbStem[] | undefined = undefined;
  imperfects: readonly VerbStem[] | undefined = undefined;

  /** @param classes - sum of {@link baseClasses} */
  constructor(classes: number) {
    this.isListed = (classes & baseClasses.isListed) !== 0;
    this.isShortNoun = (classes & baseClasses.isShortNoun) !== 0;
    this.isWholeNoun = (classes & baseClasses.isWholeNoun) !== 0;
    this.keepsFeminine = (classes & baseClasses.keepsFeminine) !== 0;
    this.keepsPlural = (classes & baseClasses.keepsPlural) !== 0;
    this.isVerbWithoutFeminine = (classes & baseClasses.isVerbWithoutFeminine) !== 0;
    this.isKeptFeminine = (classes & baseClasses.isKeptFeminine) !== 0;
    this.isListedFeminine = (classes & baseClasses.isListedFeminine) !== 0;
    this.isPluralOrItsSingular = (classes & baseClasses.isPluralOrItsSingular) !== 0;
  }
}

const UNLISTED: KnownBase = new KnownBase(0);
/** Bases of the same classes share one object, unless more is known of them. */
const bases = new Map<string, KnownBase>();
const classesOf = new Map<KnownBase, number>();

for (const [sum, rows] of Object.entries(tables.bases)) {
  const classes = Number(sum);
  const shared = new KnownBase(classes);
  classesOf.set(shared, classes);
  decodeRows(rows, (base) => bases.set(base, shared));
}

/** What is known of a base, an object of its own. */
function own(base: string): KnownBase {
  const known = bases.get(base);
  const classes = known === undefined ? 0 : classesOf.get(known);
  if (known !== undefined && classes === undefined) return known;
  const copy = new KnownBase(classes ?? 0);
  bases.set(base, copy);
  return copy;
}

const verbsOf = (values: readonly TaggedWord[]): VerbStem[] =>
  values.map(({ tag, value }) => ({ verb: value, before: tag }));

decodeRows(tables.irregulars, (form, [base]) => {
  own(form).irregular = base!.value;
});
decodeRows(tables.defectives, (form, [base]) => {
  own(form).defective = base!.value;
});
decodeRows(tables.verbalNouns, (noun, [verb]) => {
  own(noun).verb = verb!.value;
});
decodeRows(tables.perfects, (stem, verbs) => {
  own(stem).perfects = verbsOf(verbs);
});
decodeRows(tables.imperfects, (stem, verbs) => {
  own(stem).imperfects = verbsOf(verbs);
});

/**
 * The same by a hash of the letters: a Map would hash each of a word's bases in its own way, which takes longer than all
 * else that is asked of most. Bits, one in ten of them set, tell that most bases are in no list without a look at one.
 */
const filter: Uint32Array = new Uint32Array(1 << 13);
const filterShift = 32 - 18;
const slots: Int32Array = new Int32Array(2 ** Math.ceil(Math.log2(2 * bases.size)));
const slotShift = 32 - Math.log2(slots.length);
const listed: readonly string[] = [...bases.keys()];
const known: readonly KnownBase[] = [...bases.values()];
for (const [i, base] of listed.entries()) {
  const hash = hashOf(base);
  const bit = hash >>> filterShift;
  filter[bit >>> 5]! |= 1 << (bit & 31);
  let slot = hash >>> slotShift;
  while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
  slots[slot] = i + 1;
}

function hashOf(base: string): number {
  let hash = base.length;
  for (let at = 0; at < base.length; at++) hash = Math.imul(hash ^ base.charCodeAt(at), 0x9e3779b1);
  return hash;
}

/** Shared by all bases that no list has; `steps` may leave the lists out. */
export function knownBase(base: string, steps: AnalysisSteps): KnownBase {
  const hash = hashOf(base);
  const bit = hash >>> filterShift;
  if (((filter[bit >>> 5]! >>> (bit & 31)) & 1) === 0 || !steps.lexicon) return UNLISTED;
  for (let slot = hash >>> slotShift; ; slot = (slot + 1) & (slots.length - 1)) {
    const place = slots[slot]!;
    if (place === 0) return UNLISTED;
    if (listed[place - 1] === base) return known[place - 1]!;
  }
}
