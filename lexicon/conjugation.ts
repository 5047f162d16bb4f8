/**
 * Perfect of a verb -> the stems that its forms are made of. Comes in: the lists of verbs. Goes out: for a stem, the
 * verbs it belongs to and what may follow it.
 * Invariant: stems are folded and carry no person prefix and no ending; a stem that has more verbs than are kept loses
 * the less sure ones.
 *
 * Arabic verbs change with the class of their weak letter (Wright, A Grammar of the Arabic Language, I, 120-181): a
 * hollow verb shortens before a consonant (قال قلت), a final weak letter goes before a vowel (دعا دعت), a first و goes
 * in the imperfect (وصل يصل), doubled letters part (رد رددت).
 * @module
 */
import { ALEF_LETTER, HAMZA_LETTER, TENTH_FORM, WAW_LETTER, YEH_LETTER } from "../src/analysis/arabic/affixes.ts";
import { fold } from "../src/analysis/arabic/letter-fold.ts";
import { CONSONANT, NOTHING, PRONOUN, type VerbStem, VOWEL } from "../src/analysis/arabic/verb-endings.ts";
import { ALEF, ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW } from "../src/analysis/unicode/arabic-letters.ts";
import { wordsOf } from "./word-list.ts";
import { ALEF_VERBS, LONG_VOWEL_VERBS, THREE_LETTER_VERBS } from "./words/regular-verbs.ts";
import {
  DOUBLED_VERBS,
  FINAL_WAW_VERBS,
  FINAL_YEH_VERBS,
  HAMZA_FIRST_VERBS,
  HOLLOW_ALEF_DERIVED_VERBS,
  HOLLOW_ALEF_VERBS,
  HOLLOW_DERIVED_VERBS,
  HOLLOW_WAW_VERBS,
  HOLLOW_YEH_VERBS,
  SURER_FINAL_WAW_VERBS,
  SURER_FINAL_YEH_VERBS,
  WAW_FIRST_VERBS,
} from "./words/weak-verbs.ts";

const ANYTHING = NOTHING | PRONOUN | VOWEL | CONSONANT;
const NO_VOWEL = NOTHING | PRONOUN;

/** A stem that several verbs share keeps this many, the surer first: of them two at most suit one ending. */
const MOST_VERBS = 4;

/** Stems of the perfect, and those of the imperfect without the prefix of the person. */
export const perfects: Map<string, VerbStem[]> = new Map();
export const imperfects: Map<string, VerbStem[]> = new Map();

/** Stems, and verbs of theirs that are not kept. */
export const lostVerbs: (readonly [stem: string, verb: string])[] = [];

/** Verbal noun of IV and VII to X -> its verb: إرسال أرسل, انتهاء انتهى, اختيار اختار. */
export const verbalNouns: Map<string, string> = new Map();

/** Three letters that end in ا meet their spelling with ى, which they take on before a pronoun: هداها, هدى. */
function meetingMaksura(stem: string): string {
  return stem.length === 3 && stem.endsWith(ALEF_LETTER) ? stem.slice(0, -1) + YEH_LETTER : stem;
}

/** Shortened imperfects of hollow verbs (لم يقل), which yield to whatever verb has their letters in full. */
const jussives: (readonly [stem: string, perfect: string])[] = [];

function put(stems: Map<string, VerbStem[]>, stem: string, perfect: string, before: number): void {
  const verb = meetingMaksura(perfect);
  const known = stems.get(stem);
  if (known === undefined) stems.set(stem, [{ verb, before }]);
  else {
    const same = known.findIndex((entry) => entry.verb === verb);
    if (same >= 0) known[same] = { verb, before: before | (known[same] as VerbStem).before };
    else if (known.length < MOST_VERBS) known.push({ verb, before });
    else lostVerbs.push([stem, verb]);
  }
}

/** Perfect without the alef that only the perfect has (انتقل: نتقل). */
function opened(word: string, perfect: string): string {
  const first = word.charCodeAt(0);
  return first === ALEF || first === ALEF_HAMZA_ABOVE || first === ALEF_HAMZA_BELOW ? perfect.slice(1) : perfect;
}

/** The verbal noun lengthens the last syllable; a weak end turns to hamza, a hollow one to ي. */
function nameAction(perfect: string): void {
  if (perfect.length < 4 || !perfect.startsWith(ALEF_LETTER)) return;
  const head = perfect.slice(0, -1);
  const last = perfect.charAt(perfect.length - 1);
  const noun = withYeh(
    head.endsWith(ALEF_LETTER)
      ? head.slice(0, -1) + YEH_LETTER + ALEF_LETTER + last
      : last === YEH_LETTER
        ? head + ALEF_LETTER + HAMZA_LETTER
        : head + ALEF_LETTER + last,
  );
  if (!verbalNouns.has(noun)) verbalNouns.set(noun, perfect);
}

/** Doubled letters part in the verbal noun: انضمام, استمرار. */
function nameDoubled(perfect: string): void {
  if (perfect.length < 4) return;
  const noun = perfect + ALEF_LETTER + perfect.charAt(perfect.length - 1);
  if (!verbalNouns.has(noun)) verbalNouns.set(noun, perfect);
}

/** A root in و has ي there: إيجاد of أوجد, استيراد of استورد. */
function withYeh(noun: string): string {
  for (const opening of [ALEF_LETTER, TENTH_FORM]) {
    if (noun.startsWith(opening + WAW_LETTER)) return opening + YEH_LETTER + noun.slice(opening.length + 1);
  }
  return noun;
}

function regular(word: string): void {
  const perfect = fold(word);
  put(perfects, perfect, perfect, ANYTHING);
  put(imperfects, opened(word, perfect), perfect, ANYTHING);
  // سئم: its hamza sits on an alef in يسأم.
  if (perfect.indexOf(HAMZA_LETTER) === 1) {
    put(imperfects, perfect.replace(HAMZA_LETTER, ALEF_LETTER), perfect, ANYTHING);
  }
  // سئل is the passive of سأل.
  if (word.length === 3 && word.charCodeAt(1) === ALEF_HAMZA_ABOVE)
    put(perfects, perfect.replace(ALEF_LETTER, HAMZA_LETTER), perfect, ANYTHING);
  // أيقن: the imperfect has و, يوقن.
  if (perfect.length === 4 && perfect.startsWith(ALEF_LETTER + YEH_LETTER)) {
    put(imperfects, WAW_LETTER + perfect.slice(2), perfect, ANYTHING);
  }
  if (word.charCodeAt(word.length - 1) !== ALEF_HAMZA_ABOVE) return;
  // قرأ: the seat follows the vowels (قرؤوا, قرئ, ينشئ).
  const reseated = perfect.slice(0, -1) + HAMZA_LETTER;
  put(perfects, reseated, perfect, ANYTHING);
  put(imperfects, opened(word, reseated), perfect, ANYTHING);
}

function wawFirst(word: string): void {
  const perfect = fold(word);
  put(perfects, perfect, perfect, ANYTHING);
  put(imperfects, perfect.slice(1), perfect, ANYTHING);
  // The passive keeps it: يوجد.
  put(imperfects, perfect, perfect, ANYTHING);
}

function hamzaFirst(word: string): void {
  const perfect = fold(word);
  const rest = perfect.slice(1);
  if (perfect.endsWith(YEH_LETTER)) {
    finalWeak(perfect, [HAMZA_LETTER + rest, perfect, HAMZA_LETTER + ALEF_LETTER + rest], []);
    return;
  }
  put(perfects, perfect, perfect, ANYTHING);
  for (const seat of [ALEF_LETTER, HAMZA_LETTER, HAMZA_LETTER + ALEF_LETTER]) {
    put(imperfects, seat + rest, perfect, ANYTHING);
  }
}

function doubled(word: string): void {
  const perfect = fold(word);
  // أتم loses its alef like أرسل; so does استمر.
  const imperfect = perfect.length > 2 ? perfect.slice(1) : perfect;
  const last = perfect.charAt(perfect.length - 1);
  put(perfects, perfect, perfect, NOTHING | PRONOUN | VOWEL);
  put(perfects, perfect + last, perfect, CONSONANT);
  put(imperfects, imperfect, perfect, NOTHING | PRONOUN | VOWEL);
  put(imperfects, imperfect + last, perfect, CONSONANT);
}

/** `vowels`: the long vowels of the imperfect, the usual one first. */
function hollow(vowels: readonly string[]): (word: string) => void {
  return (word) => {
    const perfect = fold(word);
    const head = perfect.slice(0, -2);
    const last = perfect.charAt(perfect.length - 1);
    // A first form has one letter before its alef.
    const imperfectHead = head.length > 1 ? opened(word, head) : head;
    put(perfects, perfect, perfect, NOTHING | PRONOUN | VOWEL);
    put(perfects, head + last, perfect, CONSONANT);
    // اختير, أضيف: the passive of the derived forms.
    if (head.length > 1 && last !== HAMZA_LETTER)
      put(perfects, head + YEH_LETTER + last, perfect, NOTHING | PRONOUN | VOWEL);
    for (const vowel of vowels) put(imperfects, imperfectHead + vowel + last, perfect, NOTHING | PRONOUN | VOWEL);
    jussives.push([imperfectHead + last, perfect]);
  };
}

/** `finals`: letters that end the imperfect besides ى. */
function finalWeak(perfect: string, imperfectHeads: readonly string[], finals: readonly string[]): void {
  const head = perfect.slice(0, -1);
  put(perfects, perfect, perfect, NOTHING | CONSONANT | PRONOUN);
  put(perfects, head, perfect, VOWEL);
  put(perfects, head + ALEF_LETTER, perfect, PRONOUN);
  for (const final of finals) put(perfects, head + final, perfect, CONSONANT);
  for (const imperfect of imperfectHeads) {
    const stem = imperfect.slice(0, -1);
    for (const final of [...finals, YEH_LETTER]) put(imperfects, stem + final, perfect, ANYTHING);
    put(imperfects, stem + ALEF_LETTER, perfect, PRONOUN);
    put(imperfects, stem, perfect, stem.length > 1 ? NO_VOWEL | VOWEL : VOWEL);
  }
}

function finalWaw(word: string): void {
  const perfect = fold(word);
  finalWeak(perfect, [perfect], [WAW_LETTER]);
}

function finalYeh(word: string): void {
  const perfect = fold(word);
  finalWeak(perfect, [perfect.length > 3 ? opened(word, perfect) : perfect], []);
}

/** The surer class first: where a stem has more verbs than are kept, the later ones go. */
const CLASSES: readonly (readonly [verbs: string, conjugate: (word: string) => void])[] = [
  [HOLLOW_WAW_VERBS, hollow([WAW_LETTER, ALEF_LETTER])],
  [HOLLOW_YEH_VERBS, hollow([YEH_LETTER, ALEF_LETTER])],
  [HOLLOW_ALEF_VERBS, hollow([ALEF_LETTER])],
  [HOLLOW_DERIVED_VERBS, hollow([YEH_LETTER, ALEF_LETTER])],
  [HOLLOW_ALEF_DERIVED_VERBS, hollow([ALEF_LETTER])],
  [SURER_FINAL_YEH_VERBS, finalYeh],
  [SURER_FINAL_WAW_VERBS, finalWaw],
  [DOUBLED_VERBS, doubled],
  [WAW_FIRST_VERBS, wawFirst],
  [THREE_LETTER_VERBS, regular],
  [LONG_VOWEL_VERBS, regular],
  [ALEF_VERBS, regular],
  [HAMZA_FIRST_VERBS, hamzaFirst],
  [FINAL_WAW_VERBS, finalWaw],
  [FINAL_YEH_VERBS, finalYeh],
];

for (const [verbs, conjugate] of CLASSES) for (const word of wordsOf(verbs)) conjugate(word);
for (const verbs of [ALEF_VERBS, HOLLOW_ALEF_DERIVED_VERBS, FINAL_YEH_VERBS]) {
  for (const word of wordsOf(verbs)) nameAction(fold(word));
}
for (const word of wordsOf(DOUBLED_VERBS)) nameDoubled(fold(word));
for (const [stem, perfect] of jussives) {
  if (!imperfects.has(stem)) put(imperfects, stem, perfect, NOTHING | PRONOUN | CONSONANT);
}
