/**
 * The steps of the analysis by name, so that a measurement can leave one out and see what it brings. Everyday
 * analysis takes them all; an index and its queries must be read with the same ones.
 * @module
 */

/**
 * - `marks`: vowel signs and tatweel go
 * - `letter-forms`: presentation forms and letters of other keyboards become the plain letter
 * - `digits`: digits of any script become ASCII, separators of thousands go
 * - `letters`: أ إ آ, ى, ة and the seats of hamza join the letters that they are exchanged with
 * - `function-words`: particles and question words are known by their spelling, and are not stemmed
 * - `proclitics`: article, conjunctions and prepositions come off
 * - `pronouns`: possessive and object pronouns come off
 * - `inflection`: endings of number, gender, case, nisba and verb come off
 * - `lexicon`: listed nouns, names, feminines and irregular forms decide between readings
 * - `roots`: patterns of known roots decide between readings
 * - `second-stem`: an unknown word with two plausible readings keeps both
 * - `latin-names`: Arabic names of Latin letters meet the letter
 * - `latin-endings`: English plurals and verb endings come off
 */
export const analysisSteps = [
  "marks",
  "letter-forms",
  "digits",
  "letters",
  "function-words",
  "proclitics",
  "pronouns",
  "inflection",
  "lexicon",
  "roots",
  "second-stem",
  "latin-names",
  "latin-endings",
] as const;

export type AnalysisStep = (typeof analysisSteps)[number];

/** For each step whether it is taken. */
export type AnalysisSteps = { readonly [step in AnalysisStep]: boolean };

/** All steps but those of `without`. */
export function stepsWithout(without: readonly AnalysisStep[]): AnalysisSteps {
  const entries = analysisSteps.map((step) => [step, !without.includes(step)]);
  return Object.fromEntries(entries) as AnalysisSteps;
}

export const everyStep: AnalysisSteps = stepsWithout([]);
