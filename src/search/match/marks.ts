/**
 * Vocalisation as a signal: how far do two spellings of a word agree in the marks that the query has? Both have the
 * same letters, and the marks of one letter have no order.
 * @module
 */

/** Hamza and madda are letters, wherever they are written. */
const partsOfLetters = "\u0653\u0654\u0655";
const tatweel = "\u0640";
const mark = /\p{Mn}/u;
const control = /\p{Cf}/u;
const alef = "\u0627";
const fathatan = "\u064b";
/** Teh marbuta and alef maksura, which become other letters before a pronoun. */
const changingEnd = /[\u0629\u0649]$/;

interface MarkedLetter {
  readonly letter: string;
  /** Sorted. */
  readonly marks: string;
}

/** Letters with their marks; presentation forms and tatweel do not count, and a tanwin on its alef stands before it. */
function letters(raw: string): MarkedLetter[] {
  const found: { letter: string; marks: string[] }[] = [];
  const decomposed = raw.normalize("NFKD").replaceAll(alef + fathatan, fathatan + alef);
  for (const character of decomposed) {
    const last = found.at(-1);
    // One UTF-16 unit a letter, so that places in words are places in strings.
    if (character.length > 1 || character === tatweel || partsOfLetters.includes(character) || control.test(character))
      continue;
    if (!mark.test(character)) found.push({ letter: character, marks: [] });
    else if (last !== undefined) last.marks.push(character);
  }
  return found.map(({ letter, marks }) => ({ letter, marks: marks.sort().join("") }));
}

export function hasMarks(raw: string): boolean {
  return letters(raw).some(({ marks }) => marks !== "");
}

/** Every letter that the query marks has the same marks in the text; unmarked letters of the query are free. */
export function sameMarks(query: string, text: string): boolean {
  const wanted = letters(query);
  const given = letters(text);
  return wanted.length === given.length && wanted.every(({ marks }, i) => marks === "" || marks === given[i]!.marks);
}

/** Whether a word is vocalised inside: a mark on its last letter, or on the letter before a final alef, is an ending. */
export function isVocalised(raw: string): boolean {
  // Nearly every word of a query and of a text has no mark at all.
  return mark.test(raw) && withoutEnding(letters(raw)).some(({ marks }) => marks !== "");
}

/**
 * Share of the query's marked letters that the text marks in the same way, 0 to 1; 0 where one letter is marked in
 * another way, or where the text does not hold the word. Endings may differ, and the text may have more before and
 * behind the word: clitics.
 */
export function agreementOfMarks(query: string, text: string): number {
  const wanted = withoutEnding(letters(query));
  const given = letters(text);
  const asked = wanted.filter(({ marks }) => marks !== "").length;
  const held = given.map(({ letter }) => letter).join("");
  const base = wanted
    .map(({ letter }) => letter)
    .join("")
    .replace(changingEnd, "");
  const from = held.indexOf(base);
  if (asked === 0 || from < 0) return 0;
  let same = 0;
  for (let i = 0; i < base.length; i++) {
    const { marks } = wanted[i]!;
    const found = given[from + i]!.marks;
    if (marks === "" || found === "") continue;
    if (marks !== found) return 0;
    same++;
  }
  return same / asked;
}

/** The last letter keeps its place but loses its marks; so does the one before the alef of a tanwin. */
function withoutEnding(word: readonly MarkedLetter[]): readonly MarkedLetter[] {
  const last = word.length - 1;
  const tanwin = word[last]?.letter === alef && word[last - 1]?.marks.includes(fathatan) ? last - 1 : last;
  return word.map(({ letter, marks }, i) => ({ letter, marks: i >= tanwin ? "" : marks }));
}
