/**
 * HTML -> the text a reader sees, entities decoded, one line for each block; and what its head says about it.
 * Scripts, styles, templates, navigation and drawings are left out.
 * @module
 */
import { Parser } from "htmlparser2";
import { RejectedInput } from "./ingest-problem.ts";

interface HtmlText {
  readonly text: string;
  /** Of `<title>`, else of the first `<h1>`; "" without either. */
  readonly title: string;
  /** Of the element `html`. */
  readonly lang: string | undefined;
  /** Content of `<meta>` by lower-cased name or property; of several the first. */
  readonly meta: ReadonlyMap<string, string>;
}

const skippedElements = new Set(["script", "style", "template", "noscript", "nav", "svg"]);
/** Every other element, known or not, stands between words. */
const inlineElements = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike " +
    "strong sub sup time tt u var wbr"
  ).split(" "),
);
const wordBreakElements = new Set(["img", "input", "td", "th"]);
/** The parser searches its stack of open elements for every tag that closes nothing. */
const depthMax = 2000;

export function isInlineElement(name: string): boolean {
  return inlineElements.has(name.toLowerCase());
}

/** Throws `RejectedInput` for elements nested deeper than 2,000. */
export function htmlText(html: string): HtmlText {
  const body: string[] = [];
  const title: string[] = [];
  const firstHeading: string[] = [];
  const meta = new Map<string, string>();
  let lang: string | undefined;
  let depth = 0;
  let skipped = 0;
  let preformatted = 0;
  let titles = 0;
  let headings = 0;
  let within: "title" | "h1" | undefined;

  const separate = (name: string): void => {
    if (skipped === 0 && !inlineElements.has(name)) body.push(wordBreakElements.has(name) ? " " : "\n");
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > depthMax) throw tooDeep();
      separate(name);
      if (name === "pre") preformatted++;
      if (skippedElements.has(name)) skipped++;
      if (skipped > 0) return;
      if (name === "html") lang ??= attributes["lang"];
      if (name === "meta") addMeta(meta, attributes);
      if (name === "title" && titles++ === 0) within = "title";
      if (name === "h1" && headings++ === 0) within = "h1";
    },
    ontext(data) {
      if (skipped > 0) return;
      if (within === "title") {
        title.push(data);
        return;
      }
      if (within === "h1") firstHeading.push(data);
      body.push(preformatted > 0 ? data : data.replace(/\s+/g, " "));
    },
    onclosetag(name) {
      depth--;
      if (name === "pre") preformatted--;
      if (skippedElements.has(name)) skipped--;
      if (skipped === 0 && name === within) within = undefined;
      separate(name);
    },
  });
  parser.write(html);
  parser.end();
  return {
    text: collapsedLines(body.join("")),
    title: collapsed(title.join("")) || collapsed(firstHeading.join("")),
    lang: lang?.trim() || undefined,
    meta,
  };
}

/** One character reference, `&` and `;` included; one that nobody knows stays as it is. */
export function decodeEntity(reference: string): string {
  let decoded = "";
  const parser = new Parser({
    ontext(data) {
      decoded += data;
    },
  });
  parser.write(reference);
  parser.end();
  return decoded;
}

function addMeta(meta: Map<string, string>, attributes: { readonly [name: string]: string }): void {
  const name = (attributes["name"] ?? attributes["property"])?.trim().toLowerCase();
  const content = collapsed(attributes["content"] ?? "");
  if (name !== undefined && content !== "" && !meta.has(name)) meta.set(name, content);
}

function collapsedLines(text: string): string {
  return text.split("\n").map(collapsed).filter(Boolean).join("\n");
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function tooDeep(): RejectedInput {
  const message = `expected HTML elements nested at most ${depthMax} deep, got more`;
  return new RejectedInput("invalid_document", message, "close the elements that are left open");
}
