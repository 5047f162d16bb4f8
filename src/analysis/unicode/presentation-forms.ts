/**
 * Shaped and foreign letters of the Arabic script -> the plain letters Arabic is typed with.
 * Comes in: a code unit. Goes out: its replacement, marks and spaces left out, or undefined when it is plain.
 * Invariant: no replacement is itself replaceable.
 *
 * NFKC is applied to U+FB50-FDFF and U+FE70-FEFF only: on whole texts it costs fifteen times as much and rewrites
 * characters that are none of this module's business.
 * @module
 */
const NOT_PLAIN = /[\s\p{M}\u0640]/gu;

/** Letters of Persian, Urdu, Kurdish and of Maghrebi loan-words, each with the Arabic letter people type for it. */
const FOREIGN: Readonly<Record<string, string>> = {
  ا: "ٱ",
  أ: "ٲٵ",
  إ: "ٳ",
  ؤ: "ٶٷ",
  ئ: "ٸۓ",
  ب: "پٻڀ",
  ت: "ٹٺټٽٿ",
  ج: "چڃڄڇ",
  ح: "ځڂ",
  د: "ڈډڊڋڌڍڎڏڐ",
  ر: "ڑڒړڔڕږڙ",
  ز: "ژ",
  س: "ښڛڜ",
  ف: "ڡڢڣڤڥڦ",
  ق: "ڧڨ",
  ك: "کڪګڬڭڮگڰڱڲڳڴ",
  ل: "ڵڶڷڸ",
  ن: "ںڹںڻڼڽ",
  ه: "ھہۀۂە",
  ة: "ۃ",
  و: "ۄۅۆۇۈۉۊۋۏ",
  ي: "یۍێېۑے",
};

const replacements: ReadonlyMap<number, string> = buildReplacements();

function buildReplacements(): Map<number, string> {
  const map = new Map<number, string>();
  for (const [plain, foreign] of Object.entries(FOREIGN)) {
    for (const char of foreign) map.set(char.charCodeAt(0), plain);
  }
  const plainOf = (char: string): string => map.get(char.charCodeAt(0)) ?? char;
  for (const [from, to] of [
    [0xfb50, 0xfdff],
    [0xfe70, 0xfefe],
  ] as const) {
    for (let unit = from; unit <= to; unit++) {
      const shaped = String.fromCharCode(unit);
      const compatible = shaped.normalize("NFKC").replace(NOT_PLAIN, "");
      if (compatible !== shaped) map.set(unit, Array.from(compatible, plainOf).join(""));
    }
  }
  return map;
}

/** Plain letters for a shaped or foreign Arabic letter; undefined for a letter that is plain already. */
export function plainArabic(codeUnit: number): string | undefined {
  return replacements.get(codeUnit);
}
