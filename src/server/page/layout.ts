/**
 * The frame of every page, and the few elements pages share. `html` escapes whatever is put into it.
 * @module
 */
import { html } from "hono/html";
import type { FieldValue, TextRange } from "../../contract/index.ts";

export type Markup = ReturnType<typeof html>;

const sections = [
  ["/", "البحث"],
  ["/analyze", "تحليل الكلمات"],
  ["/docs", "واجهة البرمجة"],
] as const;

interface LayoutOptions {
  /** Name of the style sheet below /assets/ that this page has besides the frame's. */
  readonly style: "search.css" | "reading.css";
  /** Name of the module below /assets/ that brings the page to life. */
  readonly script?: string;
  readonly bodyClass?: string;
}

export function layout(title: string, path: string, content: Markup, options: LayoutOptions): Markup {
  const { style, script, bodyClass = "" } = options;
  const links = sections.map(([href, label]) =>
    href === path ? html`<a href="${href}" aria-current="page">${label}</a>` : html`<a href="${href}">${label}</a>`,
  );
  return html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${tame(title)}</title>
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/frame.css">
<link rel="stylesheet" href="/assets/${style}">
${script === undefined ? "" : html`<script type="module" src="/assets/${script}"></script>`}
</head>
<body class="${bodyClass}">
<header class="masthead">
<a class="wordmark" href="/">فهرس</a>
<nav aria-label="أقسام الموقع">${links}</nav>
</header>
<main>${content}</main>
</body>
</html>`;
}

/** Controls that could reorder or hide what stands around them: C0, C1 and the bidi embeddings and isolates. */
const unruly = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

function tame(text: string): string {
  return text.replace(unruly, "");
}

/** A text of unknown direction, isolated from its surroundings, with the ranges marked. */
export function isolated(text: string, ranges: readonly TextRange[] = []): Markup {
  const parts: (Markup | string)[] = [];
  let position = 0;
  for (const { start, end } of ranges) {
    parts.push(tame(text.slice(position, start)), html`<mark>${tame(text.slice(start, end))}</mark>`);
    position = end;
  }
  return html`<bdi dir="auto">${parts}${tame(text.slice(position))}</bdi>`;
}

/** Source, category and date, those that the document has. */
export function origin(fields: { readonly [name: string]: FieldValue }): Markup {
  const parts = ["source", "category"].map((name) => {
    const value = fields[name];
    return typeof value === "string" && value ? html`<span class="${name}">${isolated(value)}</span>` : "";
  });
  const { date } = fields;
  if (typeof date === "string" && date)
    parts.push(html`<time datetime="${tame(date)}">${isolated(formatDate(date))}</time>`);
  return html`<p class="origin">${parts}</p>`;
}

const dates = new Intl.DateTimeFormat("ar-u-nu-arab-ca-gregory", { dateStyle: "long", timeZone: "UTC" });

/** An ISO 8601 date in words; what is not one is returned as it is. */
function formatDate(value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? value : dates.format(time);
}

/** The address if it leads to the web, else undefined: `javascript:` and its relatives are not addresses. */
export function webAddress(url: unknown): string | undefined {
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}

/** Where the reader finds a document: on the web, or here. */
export function documentAddress(id: string, url?: string): string {
  return webAddress(url) ?? `/document?id=${encodeURIComponent(id)}`;
}
