/**
 * What a person reads instead of a page that cannot be had.
 * @module
 */
import { html } from "hono/html";
import { layout, type Markup } from "./layout.ts";

export function problemPage(status: number): Markup {
  const heading = headingOf(status);
  const content = html`<div class="notice"><h1>${heading}</h1><p><a href="/">عد إلى البحث</a></p></div>`;
  return layout(`${heading} - فهرس`, "", content, { style: "reading.css" });
}

function headingOf(status: number): string {
  if (status === 404) return "لا وجود لهذه الصفحة";
  return status >= 500 ? "الفهرس غير متاح الآن" : "تعذّر فهم الطلب";
}
