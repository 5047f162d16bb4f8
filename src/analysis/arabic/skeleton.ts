/**
 * The skeleton of a stem: what is left of it when prefix letters of derived forms and weak letters are dropped.
 * Stems of one skeleton are often forms of one root (مدارس درس), and often not (سفر سفارة): the skeleton proposes,
 * it never proves.
 * @module
 */
import { ALEF, HAMZA, MEEM, NOON, SEEN, TEH, WAW, WAW_HAMZA, YEH, YEH_HAMZA } from "../unicode/arabic-letters.ts";

const letters = String.fromCharCode;

/** Beginnings of the tenth form: است يست تست نست مست. */
const tenthForm = new Set([ALEF, YEH, TEH, NOON, MEEM].map((first) => letters(first, SEEN, TEH)));
/** Beginnings of the fifth to eighth forms: مت يت تت ان من. */
const derivedForm = new Set([
  letters(MEEM, TEH),
  letters(YEH, TEH),
  letters(TEH, TEH),
  letters(ALEF, NOON),
  letters(MEEM, NOON),
]);
const oneLetter = new Set([MEEM, TEH, YEH, NOON]);
const weak = new Set([ALEF, WAW, YEH, HAMZA, WAW_HAMZA, YEH_HAMZA]);

function prefixLength(stem: string): number {
  if (stem.length > 4 && tenthForm.has(stem.slice(0, 3))) return 3;
  if (stem.length > 4 && derivedForm.has(stem.slice(0, 2))) return stem.length > 5 ? 2 : 1;
  return stem.length > 3 && oneLetter.has(stem.charCodeAt(0)) ? 1 : 0;
}

/** Skeleton of a folded stem; the stem itself where fewer than two letters would be left. */
export function skeleton(stem: string): string {
  let rest = "";
  for (let i = prefixLength(stem); i < stem.length; i++) {
    if (!weak.has(stem.charCodeAt(i))) rest += stem[i]!;
  }
  return rest.length < 2 ? stem : rest;
}
