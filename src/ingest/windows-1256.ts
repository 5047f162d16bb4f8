/**
 * Evidence for the one legacy encoding that Arabic files come in. Nearly every byte has a meaning in
 * windows-1256, so that it decodes proves nothing: the letters must read like Arabic.
 * @module
 */

/** The ten letters that make up about two thirds of Arabic running text. */
const ALEF = "\u0627";
const BEH = "\u0628";
const TEH = "\u062a";
const REH = "\u0631";
const LAM = "\u0644";
const MEEM = "\u0645";
const NOON = "\u0646";
const HEH = "\u0647";
const WAW = "\u0648";
const YEH = "\u064a";
const frequentLetters = new RegExp(`[${ALEF}${BEH}${TEH}${REH}${LAM}${MEEM}${NOON}${HEH}${WAW}${YEH}]`, "g");

const sampleUnits = 64 * 1024;
/** Cyrillic, Greek and Hebrew pages read as windows-1256 are two fifths accented Latin letters. */
const arabicShareMin = 0.9;
const frequentShareMin = 0.35;
/** A Western accent read as an Arabic letter stands inside a Latin word. */
const latinNeighbourShareMax = 0.1;

/** Whether the letters beyond ASCII are mostly Arabic ones, as frequent as they are in Arabic, and words of their own. */
export function readsAsArabic(text: string): boolean {
  const start = Math.max(text.search(/[^\x00-\x7f]/), 0);
  const sample = text.slice(start, start + sampleUnits);
  const arabic = count(sample, /(?=\p{L})\p{Script_Extensions=Arabic}/gu);
  const foreign = count(sample, /(?=[^\x00-\x7f])(?=\p{L})\P{Script_Extensions=Arabic}/gu);
  const besideLatin = count(
    sample,
    /(?=\p{L})\p{Script_Extensions=Arabic}(?=[a-z])|(?<=[a-z])(?=\p{L})\p{Script_Extensions=Arabic}/giu,
  );
  return (
    arabic > 0 &&
    arabic >= (arabic + foreign) * arabicShareMin &&
    count(sample, frequentLetters) >= arabic * frequentShareMin &&
    besideLatin <= arabic * latinNeighbourShareMax
  );
}

/** Whether most of the characters beyond ASCII are whole UTF-8: then the file is damaged, not in another encoding. */
export function isDamagedUtf8(bytes: Buffer): boolean {
  const start = Math.max(
    bytes.findIndex((byte) => byte > 0x7f),
    0,
  );
  const text = bytes.toString("utf8", start, start + sampleUnits * 4);
  const broken = count(text, /\ufffd/g);
  return broken > 0 && broken < count(text, /[^\x00-\x7f\ufffd]/g);
}

function count(text: string, pattern: RegExp): number {
  let matches = 0;
  for (const _ of text.matchAll(pattern)) matches++;
  return matches;
}
