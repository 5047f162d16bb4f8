/**
 * npm run build:lexicon, first step: the tables of words that ship, and the list of what a person should look at.
 * @module
 */
import { makeReview } from "./review.ts";
import { lexiconModule } from "./tables.ts";
import { writeFile } from "./write-file.ts";

writeFile("src/analysis/arabic/lexicon-tables.ts", lexiconModule());
writeFile("lexicon/review.md", makeReview());
