/**
 * The form in which keywords are compared, at index time and in filters alike.
 * @module
 */
import { arabicTatweel, bidiControls } from "./code-points.ts";

const invisible = new RegExp(`[${arabicTatweel}${bidiControls}]`, "g");

/**
 * NFC without tatweel, bidi controls and outer blanks. Idempotent: what is invisible goes first, since it can
 * stand between a letter and the mark that NFC composes it with.
 */
export function normalizeKeyword(text: string): string {
  return text.replace(invisible, "").trim().normalize("NFC");
}
