/**
 * The search page. `browser/search.js` fills it; for browsers without scripts the hits stand in `<noscript>`.
 * @module
 */
import { html } from "hono/html";
import type { Correction, SearchResponse } from "../../contract/index.ts";
import { documentAddress, isolated, layout, type Markup, origin } from "./layout.ts";

/** @param facetField field whose values become chips; undefined where the index has no such field */
export function searchPage(query: string, answer: SearchResponse, facetField: string | undefined): Markup {
  const content = html`
<p class="tagline">ابحث في النصوص العربية كما تكتبها: بتشكيل أو دونه، وبأي رسم للهمزة والتاء والياء.</p>
<form class="search" id="search" role="search" action="/" method="get">
<label class="visually-hidden" for="q">كلمات البحث</label>
<div class="field">
<input id="q" name="q" type="search" dir="auto" value="${query}" placeholder="ابحث…" enterkeyhint="search" maxlength="2048"
 autocomplete="off" autocapitalize="off" spellcheck="false" autofocus
 role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="suggestions">
<button type="submit">ابحث</button>
<ul class="suggestions" id="suggestions" role="listbox" aria-label="اقتراحات" hidden></ul>
</div>
<p class="hint keys"><kbd>/</kbd> إلى المربع، <kbd>↑</kbd> <kbd>↓</kbd> بين الاقتراحات والنتائج، <kbd>Esc</kbd> للإغلاق</p>
</form>
<h1 class="visually-hidden">البحث في الفهرس</h1>
<div class="correction" id="correction" aria-live="polite"></div>
<div class="chips" id="chips" role="group" aria-label="التصنيف" data-facet="${facetField ?? ""}"></div>
<p class="status" id="status" role="status"></p>
<ol class="results" id="results"></ol>
<button class="chip more" id="more" type="button" hidden>المزيد</button>
<noscript>${plainResults(answer)}</noscript>`;
  const isBrowsing = query.trim() === "";
  const bodyClass = isBrowsing ? "browsing" : "";
  return layout(isBrowsing ? "فهرس" : `${query.trim()} - فهرس`, "/", content, {
    style: "search.css",
    script: "search.js",
    bodyClass,
  });
}

function plainCorrection({ original, searched, kind, applied }: Correction): Markup {
  if (kind === "relaxed") return html`<p>لم نجد نصًّا يضم كل ما كتبت، فهذه أقرب النصوص إليه.</p>`;
  const other = html`<a class="link" href="/?q=${encodeURIComponent(searched)}">${isolated(searched)}</a>`;
  if (!applied) return html`<p>هل تقصد: ${other}</p>`;
  const address = `/?q=${encodeURIComponent(original)}&correct=off`;
  return html`<p>نتائج البحث عن: ${other} · ابحث كما كتبت: <a class="link" href="${address}">${isolated(original)}</a></p>`;
}

function plainResults({ hits, total, correction }: SearchResponse): Markup {
  const items = hits.map(
    ({ id, title, url, fields, snippet }) => html`<li><article class="hit">
<h2><a href="${documentAddress(id, url)}" rel="noopener noreferrer">${isolated(title || id)}</a></h2>
${origin(fields)}
${snippet ? html`<p class="snippet">${isolated(snippet.text, snippet.ranges)}</p>` : ""}
</article></li>`,
  );
  const line = correction === undefined ? "" : html`<div class="correction">${plainCorrection(correction)}</div>`;
  return html`${line}<p class="status">عدد النتائج: ${total}</p><ol class="results">${items}</ol>`;
}
