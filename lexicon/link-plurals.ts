/**
 * npm run build:lexicon, second step: stems of plurals and their singulars, as the analysis has them with the tables of
 * the first.
 * @module
 */
import { pluralModule } from "./plural-stems.ts";
import { writeFile } from "./write-file.ts";

writeFile("src/analysis/arabic/plural-stem-table.ts", pluralModule());
