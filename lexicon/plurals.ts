/**
 * Broken plurals and their singulars, for search in both directions.
 * Comes in: the lists of broken-plurals/, one per pattern. Goes out: pairs as spelled, without article or marks.
 * Invariant: every singular once; a pair stands only where a search for one word is glad of the other, so plurals that
 * are first of all another word (جمل جمال, أسد أسود) are left out, each table saying which.
 * @module
 */
import type { BrokenPlural } from "../src/analysis/arabic/broken-plurals.ts";
import { AFAAEEL, AFAAIL } from "./broken-plurals/afaail.ts";
import { AFAAL } from "./broken-plurals/afaal.ts";
import { AFILA, AFUL } from "./broken-plurals/afila.ts";
import { FAAALA, FAAALI, FAAAYAA } from "./broken-plurals/faaala.ts";
import { FAAIL } from "./broken-plurals/faail.ts";
import { FAALEEL, FAALIL, FAALILA, TAFAAEEL } from "./broken-plurals/faalil.ts";
import { FAWAAEEL, FAWAAIL } from "./broken-plurals/fawaail.ts";
import { FIAAL } from "./broken-plurals/fiaal.ts";
import { FAALA, FUAAH, FUAAL } from "./broken-plurals/fuaal.ts";
import { AFILAA, FUALAA } from "./broken-plurals/fualaa.ts";
import { FILAAN, FULAAN } from "./broken-plurals/fulaan.ts";
import { FUOOL } from "./broken-plurals/fuool.ts";
import { COLLECTIVE, IRREGULAR } from "./broken-plurals/irregular.ts";
import { MAFAAEEL, MAFAAIL } from "./broken-plurals/mafaail.ts";
import { FALA, FIAL, FUAL, FUL, FUUL } from "./broken-plurals/short-stems.ts";

/** Pattern of the plural -> its table, a line per singular: the singular and its plurals, a space between. */
export const brokenPluralPatterns: Readonly<Record<string, string>> = {
  AFAAL,
  FUOOL,
  FIAAL,
  FUAL,
  FIAL,
  FUUL,
  FUL,
  FALA,
  AFILA,
  AFUL,
  FUALAA,
  AFILAA,
  FAWAAIL,
  FAWAAEEL,
  FAAIL,
  MAFAAIL,
  MAFAAEEL,
  AFAAIL,
  AFAAEEL,
  FAALIL,
  FAALEEL,
  FAALILA,
  TAFAAEEL,
  FUAAL,
  FAALA,
  FUAAH,
  FULAAN,
  FILAAN,
  FAAALA,
  FAAAYAA,
  FAAALI,
  IRREGULAR,
  COLLECTIVE,
};

/** All broken plurals, the patterns of one singular joined. */
export const brokenPlurals: readonly BrokenPlural[] = joined();

function joined(): BrokenPlural[] {
  const pluralsOf = new Map<string, string[]>();
  for (const table of Object.values(brokenPluralPatterns)) {
    for (const line of table.trim().split("\n")) {
      const [singular, ...plurals] = line.split(" ") as [string, ...string[]];
      const known = pluralsOf.get(singular);
      if (known === undefined) pluralsOf.set(singular, plurals);
      else known.push(...plurals);
    }
  }
  return [...pluralsOf].map(([singular, plurals]) => [singular, ...plurals]);
}
