/**
 * What the engine makes of a text, for people: each word with its proclitics, stems and enclitics.
 * @module
 */
import { html } from "hono/html";
import type { AnalyzedWord } from "../../analysis/index.ts";
import { isolated, layout, type Markup } from "./layout.ts";

const example = "فسيكتبونها وبالمدارس على كتابه";

export function analyzePage(text: string, words: readonly AnalyzedWord[]): Markup {
  const content = html`<div class="analysis">
<h1>تحليل الكلمات</h1>
<form action="/analyze" method="get">
<label class="hint" for="text">اكتب كلمة أو جملة لترى كيف يقسّمها المحرك: السوابق، فالجذع، فاللواحق.</label>
<div class="field">
<input id="text" name="text" type="text" dir="auto" value="${text}" placeholder="${example}" maxlength="500" autocomplete="off" spellcheck="false">
<button type="submit">حلّل</button>
</div>
</form>
${text === "" ? html`<p class="hint">مثال: <a href="/analyze?text=${encodeURIComponent(example)}">${example}</a></p>` : ""}
<ol class="words">${words.map(wordCard)}</ol>
</div>`;
  return layout("تحليل الكلمات - فهرس", "/analyze", content, { style: "reading.css" });
}

function wordCard({ word, proclitics, stems, enclitics, function_word: isFunctionWord }: AnalyzedWord): Markup {
  const before = proclitics.map((part) => html`<span class="part">${isolated(`${part}ـ`)}</span>`);
  const after = enclitics.map((part) => html`<span class="part">${isolated(`ـ${part}`)}</span>`);
  const middle = stems.map(
    (stem, index) => html`${index === 0 ? "" : " أو "}<span class="part stem">${isolated(stem)}</span>`,
  );
  return html`<li class="word">
<span class="whole">${isolated(word)}</span>
<span class="parts">${before}${middle}${after}</span>
${isFunctionWord ? html`<span class="note">أداة: وزنها في البحث قليل</span>` : ""}
</li>`;
}
