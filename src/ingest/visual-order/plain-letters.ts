/**
 * Presentation forms -> the letters that people type: U+FB50-FDFF and U+FE70-FEFC, where old fonts and PDF producers
 * keep a sign for each shape of a letter, and the Latin ligatures (ff, fi) at U+FB00-FB06. Signs that are no shape of a letter stay: ornate parentheses, the rial, and
 * the formulas U+FDFA, U+FDFB and U+FDFD, which people write for themselves.
 * @module
 */
const presentationForm = /[\ufb00-\ufb06\ufb50-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]/;
const presentationForms = /[\ufb00-\ufb06\ufb50-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]+/g;

/** What carries a mark that stands alone: a blank or a tatweel, which the letters around it do not have. */
const carriers = /[ \u0640](?=\p{M})/gu;

export function hasPresentationForms(text: string): boolean {
  return presentationForm.test(text);
}

/** Compatibility forms of these blocks only: over whole texts they would rewrite other scripts too. */
export function plainLetters(text: string): string {
  if (!hasPresentationForms(text)) return text;
  return text.replace(presentationForms, (forms) => forms.normalize("NFKC").replace(carriers, ""));
}

/** How a letter of U+FE80-FEFC is joined; undefined for any other character. */
export type Joining = "isolated" | "final" | "initial" | "medial";

const joinings: readonly Joining[] = ["isolated", "final", "initial", "medial"];
const joiningOf: ReadonlyMap<string, Joining> = buildJoinings();

/** The block has the shapes of each letter behind one another, in the order of `joinings`. */
function buildJoinings(): Map<string, Joining> {
  const map = new Map<string, Joining>();
  let letter = "";
  let shape = 0;
  for (let unit = 0xfe80; unit <= 0xfefc; unit++) {
    const form = String.fromCharCode(unit);
    const plain = form.normalize("NFKC");
    shape = plain === letter ? shape + 1 : 0;
    letter = plain;
    map.set(form, joinings[shape]!);
  }
  return map;
}

export function joining(character: string): Joining | undefined {
  return joiningOf.get(character);
}
