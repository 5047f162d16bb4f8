/**
 * Documents of a ranking to hits: stored fields, highlights, a snippet.
 * @module
 */
import type { FieldValue, Highlight, Hit, Snippet } from "../contract/index.ts";
import type { Snapshot } from "../inverted-index/index.ts";
import { fieldValues } from "./match/field-values.ts";
import type { Evaluation } from "./match/match-evaluator.ts";
import type { WeightedField } from "./rank/field-norms.ts";
import { LitWords } from "./snippet/lit-words.ts";
import { makeSnippet } from "./snippet/snippet.ts";
import { type TextMatch, TokenMatcher } from "./snippet/token-matcher.ts";

const noFields: ReadonlySet<string> = new Set();

export class HitWriter {
  readonly #snapshot: Snapshot;
  #litWords: LitWords | undefined;
  /** Where snippets and highlights are shown. */
  #matcher: TokenMatcher | undefined;
  /** Worth of each group of the plan, for choosing fragments. */
  readonly #weights: readonly number[];
  #fields: readonly string[] = [];
  readonly #searched: ReadonlySet<string>;
  readonly #withStored: boolean;

  constructor(
    snapshot: Snapshot,
    { plan, groups, factors }: Evaluation,
    searched: readonly WeightedField[],
    shown: { readonly snippet: boolean; readonly stored: boolean },
  ) {
    this.#snapshot = snapshot;
    this.#weights = factors;
    this.#withStored = shown.stored;
    this.#searched = shown.snippet ? new Set(searched.map(({ name }) => name)) : noFields;
    if (!shown.snippet) return;
    const matcher = new TokenMatcher(plan);
    this.#matcher = matcher;
    const lit = matcher.lit.map((group) => groups[group]!);
    // A beginning or a word with slips stands for more words than are looked up.
    if (!lit.some(({ group }) => group.alternatives.some(({ lookup }) => lookup === "prefix" || lookup === "fuzzy")))
      this.#litWords = new LitWords(snapshot, lit, matcher.terms);
    const named = [...plan.groups, ...plan.phrases].flatMap(({ field }) => (field === undefined ? [] : [field]));
    this.#fields = [...new Set([...this.#searched, ...named])];
  }

  hit(doc: number, score: number): Hit {
    const { reader, base } = this.#snapshot.segmentOf(doc);
    const id = reader.ids.get(doc - base);
    if (!this.#withStored) return { id, score, title: id, fields: {} };
    const fields = reader.stored(doc - base);
    const url = fields["url"];
    const hit = { id, score, title: titleOf(fields, id), ...(typeof url === "string" ? { url } : {}), fields };
    return this.#matcher === undefined ? hit : Object.assign(hit, this.#highlighted(doc, fields, this.#matcher));
  }

  #highlighted(
    doc: number,
    fields: { readonly [name: string]: FieldValue },
    matcher: TokenMatcher,
  ): {
    snippet: Snippet;
    highlights: { [field: string]: Highlight[] };
  } {
    const highlights: [string, Highlight[]][] = [];
    let best: { field: string; text: string; matches: readonly TextMatch[] } | undefined;
    let most = 0;
    for (const field of this.#fields) {
      const values = fieldValues(fields, field);
      const among = this.#litWords?.of(doc, field);
      const found: Highlight[] = [];
      values.forEach((text, index) => {
        const matches = matcher.matches(text, field, this.#searched.has(field), among);
        for (const { start, end } of matches) found.push(values.length > 1 ? { index, start, end } : { start, end });
        const worth = this.#worth(matches);
        // The title is shown anyway: a snippet comes from it only where there is no other text.
        if (field !== "title" && matches.length > 0 && worth > most) {
          most = worth;
          best = { field, text, matches };
        }
      });
      if (found.length > 0) highlights.push([field, found]);
    }
    best ??= this.#beginning(fields);
    return {
      snippet: makeSnippet(best.field, best.text, best.matches, this.#weights),
      highlights: Object.fromEntries(highlights),
    };
  }

  #worth(matches: readonly TextMatch[]): number {
    return [...new Set(matches.flatMap(({ groups }) => groups))].reduce((sum, group) => sum + this.#weights[group]!, 0);
  }

  /** Without a match outside the title: the beginning of the text. */
  #beginning(fields: { readonly [name: string]: FieldValue }): {
    field: string;
    text: string;
    matches: readonly TextMatch[];
  } {
    for (const field of ["text", ...this.#fields]) {
      const text = fieldValues(fields, field)[0];
      if (text !== undefined) return { field, text, matches: [] };
    }
    return { field: "text", text: "", matches: [] };
  }
}

const titleLetters = 80;
/** No letter takes more than two units. */
const titleUnits = 2 * titleLetters;

/** The title, or where there is none the beginning of the text, or the id. */
function titleOf(fields: { readonly [name: string]: FieldValue }, id: string): string {
  const title = fieldValues(fields, "title")[0];
  if (title !== undefined) return title;
  const text = (fieldValues(fields, "text")[0] ?? "").trimStart().slice(0, titleUnits);
  const line = text.split("\n", 1).join("").trimEnd();
  return line === "" ? id : firstLetters(line, titleLetters);
}

function firstLetters(text: string, most: number): string {
  let end = 0;
  let letters = 0;
  for (const letter of text) {
    if (letters++ === most) break;
    end += letter.length;
  }
  return text.slice(0, end);
}
