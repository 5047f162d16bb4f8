/**
 * Vocalisation as a signal: do two spellings of a word agree in the marks that the query has?
 * @module
 */

const marks = /[\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/;

export function hasMarks(raw: string): boolean {
  return marks.test(raw);
}

interface MarkedLetter {
  readonly letter: string;
  readonly marks: string;
}

function letters(raw: string): MarkedLetter[] {
  const found: MarkedLetter[] = [];
  for (const character of raw.normalize("NFC")) {
    const last = found.at(-1);
    if (character === "\u0640") continue;
    if (last !== undefined && marks.test(character))
      found[found.length - 1] = { letter: last.letter, marks: last.marks + character };
    else found.push({ letter: character, marks: "" });
  }
  return found.map(({ letter, marks: own }) => ({ letter, marks: [...own].sort().join("") }));
}

/** Every letter that the query marks has the same marks in the text; unmarked letters of the query are free. */
export function sameMarks(query: string, text: string): boolean {
  const wanted = letters(query);
  const given = letters(text);
  return (
    wanted.length === given.length &&
    wanted.every((letter, i) => letter.marks === "" || letter.marks === given[i]!.marks)
  );
}
