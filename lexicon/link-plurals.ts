/**
 * npm run build:lexicon, second step: stems of plurals and their singulars, as the analysis has them with the tables of
 * the first.
 * @module
 */
import { writeFile } from "./module.ts";
import { pluralModule } from "./plural-stems.ts";

writeFile("src/analysis/arabic/plural-stem-table.ts", pluralModule());
