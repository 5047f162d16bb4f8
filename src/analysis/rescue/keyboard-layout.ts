/**
 * The two layouts that people confuse: Arabic 101 and US QWERTY. Comes in: what was typed with the wrong one. Goes out:
 * what the same keys write with the other. Invariant: a character that no key writes stays as it is.
 *
 * Keys that yield punctuation on one layout yield letters on the other (] is د), and one key yields the two letters لا,
 * so text is converted before anything splits it into words.
 * @module
 */

/** Rows of keys, left to right: what a key writes alone. */
const ROWS = [
  { latin: "`1234567890-=", arabic: "ذ 1 2 3 4 5 6 7 8 9 0 - =" },
  { latin: "qwertyuiop[]", arabic: "ض ص ث ق ف غ ع ه خ ح ج د" },
  { latin: "asdfghjkl;'", arabic: "ش س ي ب ل ا ت ن م ك ط" },
  { latin: "zxcvbnm,./", arabic: "ئ ء ؤ ر لا ى ة و ز ظ" },
] as const;

/** What keys write with Shift, where it is more than a mark. Caps Lock leaves Arabic keys as they are. */
const SHIFTED: Readonly<Record<string, string>> = {
  T: "لإ",
  Y: "إ",
  G: "لأ",
  H: "أ",
  B: "لآ",
  N: "آ",
  K: "،",
  P: "؛",
  "?": "؟",
  "~": "",
  Q: "",
  W: "",
  E: "",
  R: "",
  A: "",
  S: "",
  X: "",
  Z: "",
  J: "",
};

/** The 102-key layout has this letter beside Enter. */
const ON_102_KEYS: Readonly<Record<string, string>> = { "\\": "ذ" };

const arabicOfKey: ReadonlyMap<string, string> = new Map([
  ...ROWS.flatMap(({ latin, arabic }) => arabic.split(" ").map((text, i): [string, string] => [latin.charAt(i), text])),
  ...Object.entries(ON_102_KEYS),
]);

/** Keys by what they write; لا before its letters, so that both readings are known. */
const keysOfArabic: ReadonlyMap<string, string> = new Map([
  ...Object.entries(SHIFTED).flatMap(([key, text]): [string, string][] =>
    text === "" ? [] : [[text, key.toLowerCase()]],
  ),
  ...[...arabicOfKey].filter(([key]) => !(key in ON_102_KEYS)).map(([key, text]): [string, string] => [text, key]),
]);

/** Text typed with the Latin layout as the Arabic one would have written it, the most likely reading first. */
export function withArabicKeys(typed: string): string[] {
  const plain = Array.from(typed, (char) => arabicOfKey.get(char.toLowerCase()) ?? char).join("");
  const shifted = Array.from(typed, (char) => SHIFTED[char] ?? arabicOfKey.get(char.toLowerCase()) ?? char).join("");
  // Capitals throughout are Caps Lock, single ones Shift.
  return typed === typed.toUpperCase() ? distinct([plain, shifted]) : distinct([shifted, plain]);
}

/** A reading twice as long for every لا: more of them than people type in a query of Latin words are read one way. */
const READINGS = 8;

/** Text typed with the Arabic layout as the Latin one would have written it: لا is one key, or two (gh). */
export function withLatinKeys(typed: string): string[] {
  let readings = [""];
  for (let at = 0; at < typed.length; ) {
    const pair = typed.slice(at, at + 2);
    const key = keysOfArabic.get(pair);
    const single = (text: string) => keysOfArabic.get(text) ?? text;
    if (key === undefined) {
      readings = readings.map((reading) => reading + single(typed.charAt(at)));
      at++;
      continue;
    }
    const two = single(pair.charAt(0)) + single(pair.charAt(1));
    readings = readings.flatMap((reading) => [reading + key, reading + two]).slice(0, READINGS);
    at += 2;
  }
  return distinct(readings);
}

/** Pairs of letters whose keys touch, as one string of two letters each. */
export function neighbouringLetters(): string[] {
  const pairs: string[] = [];
  for (const [row, { arabic }] of ROWS.entries()) {
    const keys = arabic.split(" ");
    // Each row stands half a key further right than the one above: a key touches two of the next row.
    const below = ROWS[row + 1]?.arabic.split(" ") ?? [];
    const offset = row === 0 ? -1 : 0;
    for (let i = 0; i < keys.length; i++) {
      for (const other of [keys[i + 1], below[i + offset], below[i + offset - 1]]) {
        const pair = `${keys[i]}${other ?? ""}`;
        if (/^\p{L}{2}$/u.test(pair)) pairs.push(pair);
      }
    }
  }
  return pairs;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
