/**
 * A response -> text for people: number, title, where it comes from, the place that matches.
 * Nothing of a document reaches the terminal but through `spansForTerminal` and `lineForTerminal`.
 * @module
 */
import type { Correction, Explanation, Facet, FieldValue, Hit, SearchResponse } from "../contract/index.ts";
import { counted, formatCount, formatMs } from "./output.ts";
import { type TerminalStyle, terminalStyle } from "./terminal-style.ts";
import { lineForTerminal, spansForTerminal, type TextSpan } from "./terminal-text.ts";

/** Breaks a text into lines of at most `width` columns, each in the order in which it is shown. */
export type LineLayout = (spans: readonly TextSpan[], width: number) => TextSpan[][];

const indent = "    ";
const widthWithoutTerminal = 100;
const widthMax = 120;

/** Shown beside a hit, where a document has them. */
const provenanceFields = ["source", "author", "category", "date"];

export class ResponsePrinter {
  readonly #style: TerminalStyle;
  readonly #width: number;
  readonly #layout: LineLayout | undefined;

  /** @param layout - undefined where the terminal shapes, reorders and breaks lines itself */
  constructor(
    stream: { readonly isTTY?: boolean; readonly columns?: number },
    environment: NodeJS.ProcessEnv,
    layout: LineLayout | undefined,
  ) {
    this.#style = terminalStyle(stream, environment);
    this.#width = Math.max(20, Math.min(widthMax, stream.columns ?? widthWithoutTerminal) - indent.length);
    this.#layout = layout;
  }

  response(response: SearchResponse, offset: number): string {
    const { hits, facets = {}, correction, interpretation = [], warnings = [] } = response;
    return [
      this.#summary(response),
      ...(correction === undefined ? [] : [this.#correction(correction)]),
      ...warnings.map((warning) =>
        warning === "query_truncated" ? "The query is too long; its end is left out." : warning,
      ),
      ...interpretation.map(({ word, alternatives }) => {
        const found = alternatives.map(({ kind, term, docs }) => `${kind} ${this.#line(term)} (${formatCount(docs)})`);
        return this.#style.faint(`${this.#line(word)}: ${found.join(", ")}`);
      }),
      ...hits.map((hit, i) => `\n${this.#hit(hit, offset + i + 1)}`),
      ...Object.entries(facets).map(([field, facet]) => `\n${this.#facet(field, facet)}`),
    ].join("\n");
  }

  #summary({ total, total_relation, took_ms }: SearchResponse): string {
    const count = total_relation === "gte" ? `more than ${formatCount(total)} results` : counted(total, "result");
    return `${total === 0 ? "nothing found" : count}, ${formatMs(took_ms)}`;
  }

  #correction({ original, searched, kind, applied }: Correction): string {
    if (!applied) return this.#line(`Did you mean: ${searched}`);
    if (kind === "relaxed") return this.#line(`Nothing has all of it; searched for: ${searched}`);
    // Each on a line of its own: two texts of one line would run into each other from right to left.
    return [`Nothing found for: ${original}`, `Searched for: ${searched}`].map((text) => this.#line(text)).join("\n");
  }

  #hit(hit: Hit, number: number): string {
    const { style, title, snippet } = { style: this.#style, ...hit };
    const marks = hit.highlights?.["title"]?.filter(({ index = 0 }) => index === 0) ?? [];
    const ownTitle = hit.fields["title"] === title ? marks : [];
    const heading = this.#block(spansForTerminal(title === "" ? hit.id : title, ownTitle), style.title);
    const copies = hit.duplicates === undefined ? undefined : `and ${counted(hit.duplicates, "near-duplicate")}`;
    const provenance = [...provenanceFields.map((name) => printable(hit.fields[name])), hit.url, hit.id, copies]
      .filter((text) => text !== undefined && text !== "")
      .map((text) => this.#line(text!));
    return [
      `${`${number}. `.padEnd(indent.length)}${heading.slice(indent.length)}`,
      `${indent}${style.faint(`${provenance.join(" · ")} · ${hit.score.toFixed(2)}`)}`,
      ...(snippet === undefined || snippet.text === ""
        ? []
        : [this.#block(spansForTerminal(snippet.text, snippet.ranges), (text) => text)]),
      ...(hit.explanation === undefined
        ? []
        : explanationLines(hit.explanation, (text) => this.#line(text)).map((line) => indent + line)),
    ].join("\n");
  }

  #facet(field: string, { values, other, missing }: Facet): string {
    const rest = [
      ...(other > 0 ? [`${indent}${counted(other, "further value")}`] : []),
      ...(missing > 0 ? [`${indent}${counted(missing, "document")} without one`] : []),
    ];
    return [
      this.#style.title(this.#line(field)),
      ...values.map(({ value, count }) => `${indent}${this.#line(value)}  ${formatCount(count)}`),
      ...rest,
    ].join("\n");
  }

  /** A text of a document, indented, its marked words set off. */
  #block(spans: readonly TextSpan[], base: (text: string) => string): string {
    const lines = this.#layout === undefined ? [spans] : this.#layout(spans, this.#width);
    return lines
      .map((line) => indent + line.map(({ text, marked }) => (marked ? this.#style.mark(text) : base(text))).join(""))
      .join("\n");
  }

  /** A short text that stays on its line. */
  #line(text: string): string {
    const safe = lineForTerminal(text);
    if (this.#layout === undefined) return safe;
    const lines = this.#layout([{ text: safe, marked: false }], Number.POSITIVE_INFINITY);
    return lines.map((line) => line.map((span) => span.text).join("")).join(" ");
  }
}

function printable(value: FieldValue | undefined): string | undefined {
  if (Array.isArray(value)) return value.map((item) => printable(item as FieldValue) ?? "").join(", ");
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** An explanation as an indented tree; `show` makes its words fit for a terminal. */
export function explanationLines(explanation: Explanation, show: (text: string) => string): string[] {
  const { value, description, details = [] } = explanation;
  const below = details.flatMap((detail) => explanationLines(detail, show));
  return [`${value.toFixed(4)} ${show(description)}`, ...below.map((line) => `  ${line}`)];
}
