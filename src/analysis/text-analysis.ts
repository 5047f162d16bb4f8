/**
 * Text -> its words with their affixes and stems, as /api/analyze, `fihris analyze` and /analyze show them.
 * @module
 */
import { tokenize } from "./token.ts";
import { analyzeWord } from "./word-analysis.ts";

export interface AnalyzedWord {
  /** As it stands in the text, marks included. */
  readonly word: string;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly position: number;
  readonly spelled: string;
  readonly folded: string;
  readonly stems: string[];
  readonly proclitics: string[];
  readonly enclitics: string[];
  readonly function_word: boolean;
  readonly kind: string;
}

export function analyzeText(text: string): AnalyzedWord[] {
  return tokenize(text).map(({ start, end, position, spelled }) => {
    const { folded, stems, proclitics, enclitics, functionWord, kind } = analyzeWord(spelled);
    return {
      word: text.slice(start, end),
      start,
      end,
      position,
      spelled,
      folded,
      stems: [...stems],
      proclitics: [...proclitics],
      enclitics: [...enclitics],
      function_word: functionWord,
      kind,
    };
  });
}
