/**
 * Settings of an index: what its owner decides about words and fields. Stored in the index, one commit a change.
 * @module
 */

export type ValueKind = "text" | "keyword" | "number" | "date";

/** The same object for the library, `fihris config --json` and `/api/settings`. */
export interface IndexSettings {
  /**
   * Words that mean the same, one rule a line: `a, b c, d` finds each by the others, `a => b, c` finds b and c by a
   * only. Effective for the next search, without indexing again.
   */
  readonly synonyms: readonly string[];
  /** Words that weigh little in a query, as particles do. Effective for the next search. */
  readonly stop_words: readonly string[];
  /** Fields searched where a request names none, each with its weight. Effective for the next search. */
  readonly fields: { readonly [name: string]: number };
  /** Kinds that a field's values are kept as, where not all that they can be. For documents written from then on. */
  readonly types: { readonly [field: string]: readonly ValueKind[] };
  /** Fields that are given back and neither searched nor filtered. For documents written from then on. */
  readonly stored_only: readonly string[];
}

/** What is named replaces what was; `null` brings the default back; what is not named stays. */
export type SettingsChange = { readonly [name in keyof IndexSettings]?: IndexSettings[name] | null };

export const defaultSettings: IndexSettings = {
  synonyms: [],
  stop_words: [],
  // A word of the title counts as two of the text.
  fields: { title: 2, text: 1 },
  types: {},
  stored_only: [],
};

export const settingsLimits = {
  synonymLines: 20_000,
  synonymLineUnits: 2000,
  /** Of one line. */
  synonymSpellings: 50,
  /** Of one spelling. */
  synonymWords: 8,
  stopWords: 10_000,
  /** Searched, narrowed or stored only. */
  fields: 200,
  weightMax: 100,
} as const;
