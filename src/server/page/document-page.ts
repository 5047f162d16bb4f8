/**
 * One document, for reading: for hits that lead nowhere else.
 * @module
 */
import { html } from "hono/html";
import type { FieldValue, StoredDocument } from "../../contract/index.ts";
import { isolated, layout, type Markup, origin, webAddress } from "./layout.ts";

/** Fields with a place of their own on the page. */
const placed: ReadonlySet<string> = new Set(["id", "_id", "title", "text", "url", "source", "category", "date"]);

const labels: Readonly<Record<string, string>> = { author: "الكاتب", tags: "الوسوم", language: "اللغة" };

export function documentPage({ id, fields }: StoredDocument): Markup {
  const title = textOf(fields["title"]) || id;
  const link = webAddress(fields["url"]);
  const facts = Object.entries(fields).filter(([name, value]) => !placed.has(name) && textOf(value) !== "");
  const content = html`<article class="document">
<h1>${isolated(title)}</h1>
${origin(fields)}
<div class="body">${isolated(textOf(fields["text"]))}</div>
<dl class="facts">
${facts.map(([name, value]) => html`<dt>${isolated(labelOf(name))}</dt><dd>${isolated(textOf(value))}</dd>`)}
${link === undefined ? "" : html`<dt>المصدر</dt><dd><a href="${link}" rel="noopener noreferrer">${isolated(link)}</a></dd>`}
<dt>المعرّف</dt><dd>${isolated(id)}</dd>
</dl>
</article>`;
  return layout(`${title} - فهرس`, "/document", content, { style: "reading.css" });
}

function labelOf(name: string): string {
  return Object.hasOwn(labels, name) ? labels[name] : name;
}

function textOf(value: FieldValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join("، ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
