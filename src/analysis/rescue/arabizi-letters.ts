/**
 * Arabic in Latin letters and digits (7arb, 3iraq, souria, el-quds). Comes in: a word as it was typed. Goes out: a
 * lattice of the ways to write it with folded Arabic letters, each with a cost.
 * Invariant: arcs lead forward, so one pass in their order closes over the skips.
 *
 * Nothing here decides which way is a word: the vocabulary of an index does, by walking its words through the lattice.
 * @module
 */
import { ALEF_LETTER, LAM_LETTER } from "../arabic/affixes.ts";
import { fold } from "../arabic/letter-fold.ts";
import { YEH } from "../unicode/arabic-letters.ts";

export interface LatticeArc {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  /** One folded letter; "" for letters that Arabic does not write. */
  readonly letter: string;
}

export interface ArabiziLattice {
  /** Nodes 0 to `nodes - 1`; 0 is the beginning. */
  readonly nodes: number;
  /** The end. */
  readonly last: number;
  /** By ascending `from`. */
  readonly arcs: readonly LatticeArc[];
  /** Nodes at which a letter may stand that was not written in Latin. */
  readonly places: number;
}

/**
 * Latin letters -> what they stand for, cheapest first: text, and cost after a colon. `-` is nothing written. Egyptian,
 * Levantine, Gulf and Maghrebi (French) habits side by side.
 */
const ANYWHERE: Readonly<Record<string, string>> = {
  "2": "ء:0 أ:1 ق:2",
  "3": "ع:0",
  "3'": "غ:0",
  "4": "ش:3 ذ:3",
  "5": "خ:0",
  "6": "ط:0",
  "6'": "ظ:0",
  "7": "ح:0",
  "7'": "خ:0",
  "8": "ق:0 غ:2",
  "9": "ص:0 ق:1",
  "9'": "ض:0",
  "'": "-:1 ع:1 ء:1 أ:1",
  "-": "-:0",
  a: "ا:1 -:1 ع:4 ه:5 ي:4",
  aa: "ا:0 ع:1 عا:3",
  ae: "اع:1 اي:2 ا:2",
  ah: "ة:1 اه:1",
  ai: "ي:0 اي:0 ائ:1",
  ay: "ي:0 اي:0 ائ:2",
  ei: "ي:0 اي:1",
  ey: "ي:0",
  ea: "ي:2 ا:2 -:3",
  au: "و:0 او:0",
  aw: "و:0 او:0",
  aou: "او:0 و:0",
  e: "-:1 ي:2 ا:3 ه:5 ع:4",
  ee: "ي:0",
  ie: "ي:1 يي:3",
  i: "-:1 ي:1 ا:3 ع:4",
  ii: "ي:0",
  iy: "ي:0",
  o: "-:1 و:1 ا:3 ع:4",
  oo: "و:0",
  ou: "و:0 -:2 ؤ:2",
  oe: "و:2",
  u: "-:1 و:1 ا:3 ع:4 يو:3",
  uu: "و:0",
  y: "ي:0 -:2",
  yy: "ي:0",
  w: "و:0",
  ww: "و:0",
  b: "ب:0",
  p: "ب:0 ف:2",
  t: "ت:0 ط:1 ث:3",
  th: "ث:0 ذ:1 ت:2 ظ:3",
  j: "ج:0",
  dj: "ج:0",
  g: "ج:1 غ:1 ق:2 ك:3",
  gh: "غ:0",
  gu: "غ:2 ج:2 ق:3",
  d: "د:0 ض:1 ذ:2 ظ:3",
  dh: "ذ:0 ظ:1 ض:1",
  h: "ه:0 ح:1",
  kh: "خ:0",
  k: "ك:0 ق:1 خ:4",
  ck: "ك:0",
  q: "ق:0",
  qu: "ك:1 ق:1",
  c: "ك:1 س:1 ق:3",
  ch: "ش:0 تش:1 خ:3 ك:3",
  tch: "تش:0",
  ç: "س:0",
  sh: "ش:0",
  sch: "ش:0",
  s: "س:0 ص:1 ث:3 ز:4",
  z: "ز:0 ذ:2 ظ:3 س:5",
  zh: "ج:1 ظ:1 ز:1",
  r: "ر:0",
  l: "ل:0",
  m: "م:0",
  n: "ن:0",
  f: "ف:0",
  ph: "ف:0",
  v: "ف:0 ب:4 و:4",
  x: "كس:0 ش:4",
  ts: "تس:0 ص:3",
};

/** At the beginning a vowel has a seat. */
const AT_BEGINNING: Readonly<Record<string, string>> = {
  a: "ا:0 ع:1 -:3",
  aa: "آ:0 عا:1 ع:3",
  e: "ا:0 ع:2 -:3",
  i: "ا:0 ع:1 اي:2 -:3",
  ee: "اي:0",
  ei: "اي:1",
  ai: "اي:1 عي:2",
  o: "ا:1 او:0 ع:1 -:3",
  oo: "او:0",
  ou: "او:0 و:0 ا:1 ع:2",
  u: "ا:1 او:1 ع:1 يو:2 -:3",
  ya: "يا:0 ي:1 ا:4",
  y: "ي:0 ا:4",
};

/** At the end a vowel is a letter of its own: ة, ى, ا. */
const AT_END: Readonly<Record<string, string>> = {
  a: "ة:0 ا:0 ى:0 اء:1 -:3",
  ah: "ة:0 اة:1 اه:1 ه:1",
  aa: "ا:0 اء:1 ى:1 ة:2",
  at: "ات:0 اة:1 ة:2",
  e: "ة:1 ي:2 -:1",
  eh: "ة:0",
  et: "ة:1 ت:1",
  i: "ي:0",
  y: "ي:0",
  ee: "ي:0",
  ie: "ي:0 ية:1",
  o: "و:0",
  ou: "و:0",
  oo: "و:0",
  u: "و:0 -:2",
};

/** The article as people write it, also joined to the sun letter behind it. */
const ARTICLE = /^(?:[aeiu]l['-]?(?=[^'-])|l['-]?(?=[^aeiou'-]))/;
const ARTICLE_WITH_SUN_LETTER = /^[aeiu](?=(sh|th|dh|ch|[trzsnd69])['-]?\1)/;
/** Inside a name: abdelaziz, noureddine. */
const INNER_ARTICLE = /[aeiu]l(?=[^aeiou'-])|[aeiu](sh|th|dh|ch|[trzsnd69])(?=\1)/y;

const DIGIT_OF_SIGN = /^[3-9]'$/;

/** Longest key of the tables. */
const LONGEST = 3;
const ARTICLE_COST = 0;
const BARE_ARTICLE_COST = 2;
const INNER_ARTICLE_COST = 2;
/** The index may have the word without its article, or only with it. */
const LEFT_OUT_COST = 2;
const UNSAID_ARTICLE_COST = 2;

/** Latin letters with marks as people type them without. */
const PLAIN: Readonly<Record<string, string>> = {
  "\u0101": "aa", // a with macron
  "\u012b": "ii",
  "\u016b": "uu",
  "\u00e2": "aa", // a with circumflex
  "\u00ee": "ii",
  "\u00fb": "ou",
  "\u1e25": "7", // h with dot below
  "\u1e63": "9",
  "\u1e6d": "6",
  "\u1e0d": "9'",
  "\u1e93": "6'",
  "\u0121": "gh",
  "\u0161": "sh",
  "\u1e6f": "th",
  "\u1e0f": "dh",
  "\u1e2b": "kh",
  "\u02bf": "3", // half rings
  "\u02be": "'",
  "\u2018": "'",
  "\u2019": "'",
  "`": "'",
  "\u00e7": "s",
  "\u0131": "i",
};

/** Lower case, marks resolved; what is left holds a to z, digits, apostrophes and hyphens. */
function plainLatin(typed: string): string {
  const composed = typed.normalize("NFC").toLowerCase();
  const resolved = Array.from(composed, (char) => PLAIN[char] ?? char).join("");
  return resolved.normalize("NFD").replace(/[^a-z0-9'-]/g, "");
}

/** A word of Latin letters, with the digits and signs that Arabizi writes inside it. */
const WORD = /^(?=.*[a-z])[a-z2-9'-]{2,40}$/;

/** The ways to write a Latin word in Arabic, undefined for what is no such word. */
export function arabiziLattice(typed: string): ArabiziLattice | undefined {
  const latin = plainLatin(typed).replace(/^['-]+(?=\w)|-+$/g, "");
  return WORD.test(latin) ? buildLattice(latin) : undefined;
}

function buildLattice(latin: string): ArabiziLattice {
  const arcs: LatticeArc[] = [];
  const last = latin.length;
  let nodes = last + 1;
  const add = (from: number, to: number, text: string, cost: number): void => {
    const letters = Array.from(text, fold);
    // Several letters are a chain over nodes of their own.
    let node = from;
    for (const [i, letter] of letters.entries()) {
      const next = i === letters.length - 1 ? to : nodes++;
      arcs.push({ from: node, to: next, cost: i === 0 ? cost : 0, letter });
      node = next;
    }
    if (letters.length === 0) arcs.push({ from, to, cost, letter: "" });
  };
  const addAll = (from: number, to: number, writings: string | undefined): void => {
    for (const each of writings?.split(" ") ?? []) {
      const [text, cost] = each.split(":") as [string, string];
      add(from, to, text === "-" ? "" : text, Number(cost));
    }
  };
  for (let from = 0; from < last; from++) {
    for (let to = from + 1; to <= Math.min(last, from + LONGEST); to++) {
      const letters = latin.slice(from, to);
      // 3' is one sign, and no 3.
      if (DIGIT_OF_SIGN.test(latin.slice(to - 1, to + 1))) continue;
      const atBeginning = from === 0 ? AT_BEGINNING[letters] : undefined;
      const atEnd = to === last ? AT_END[letters] : undefined;
      // A vowel at the edge is heard, and none of those inside.
      const isEdge = letters.length === 1 && (atBeginning ?? atEnd) !== undefined;
      for (const writings of [isEdge ? undefined : ANYWHERE[letters], atBeginning, atEnd]) addAll(from, to, writings);
    }
    // A doubled consonant is one letter with shadda.
    const doubled = /^([^aeiou'-]{1,2})\1/.exec(latin.slice(from));
    if (doubled !== null) add(from, from + doubled[1]!.length, "", 0);
  }
  // Names that texts have only with their article are typed without it.
  arcs.push({ from: 0, to: nodes, cost: UNSAID_ARTICLE_COST, letter: ALEF_LETTER });
  arcs.push({ from: nodes++, to: 0, cost: 0, letter: LAM_LETTER });
  const beginsBehind = (at: number): void => {
    for (let to = at + 1; to <= Math.min(last, at + LONGEST); to++) addAll(at, to, AT_BEGINNING[latin.slice(at, to)]);
  };
  const article = ARTICLE.exec(latin);
  if (article !== null) {
    add(0, article[0].length, "ال", article[0].startsWith("l") ? BARE_ARTICLE_COST : ARTICLE_COST);
    add(0, article[0].length, "", LEFT_OUT_COST);
    beginsBehind(article[0].length);
  }
  const sun = ARTICLE_WITH_SUN_LETTER.exec(latin);
  if (sun !== null) {
    const letter = sun[1]!;
    const hyphen = /['-]/.test(latin.charAt(1 + letter.length)) ? 1 : 0;
    add(0, 1 + letter.length + hyphen, "ال", hyphen === 1 ? ARTICLE_COST : BARE_ARTICLE_COST);
    add(0, 1 + letter.length + hyphen, "", LEFT_OUT_COST);
  }
  for (let at = 1; at < last; at++) {
    INNER_ARTICLE.lastIndex = at;
    const inner = INNER_ARTICLE.exec(latin);
    if (inner === null) continue;
    add(at, at + inner[0].length, "ال", INNER_ARTICLE_COST);
    beginsBehind(at + inner[0].length);
  }
  return { nodes, last, arcs: arcs.sort((a, b) => a.from - b.from), places: last + 1 };
}

/** What folding hides: a final a is written with alef maksura, never with yeh. */
export function endingCost(typed: string, word: string): number {
  return /a[ah]?$/i.test(typed) && word.charCodeAt(word.length - 1) === YEH ? WRONG_END_COST : 0;
}

const WRONG_END_COST = 4;

/** Cost of an Arabic letter that the Latin writing leaves out; undefined for those that it never does. */
export function unwrittenCost(letter: string): number | undefined {
  return UNWRITTEN.find(([, letters]) => letters.includes(letter))?.[0];
}

const UNWRITTEN: readonly (readonly [cost: number, letters: string])[] = [
  [2, "ئ"],
  [4, "اويع"],
];
