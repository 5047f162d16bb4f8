/**
 * Names of Latin letters spelled in Arabic -> the letter, so that إف 16 meets F-16.
 * Comes in: nothing. Goes out: a table by spelled form. Invariant: no name that is also an Arabic word (إن في أم بي كي).
 * @module
 */
export const LATIN_LETTER_NAMES: ReadonlyMap<string, string> = new Map(
  "سي:c دي:d إف:f اف:f جي:g إتش:h اتش:h آي:i جيه:j إل:l إم:m كيو:q آر:r إس:s تي:t يو:u دبليو:w إكس:x اكس:x واي:y زد:z"
    .split(" ")
    .map((entry) => entry.split(":") as [string, string]),
);
