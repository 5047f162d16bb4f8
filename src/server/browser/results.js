/**
 * A search response -> what the reader sees: hits, filter chips, corrections, empty and error states.
 * @module
 */
import { formatDate, formatNumber } from "./arabic-format.js";
import { element, isolated, webAddress } from "./elements.js";

/** @import { Correction, Facet, Hit } from "../../contract/index.ts" */

/** @param {Hit} hit */
export function renderHit(hit) {
  const outside = webAddress(hit.url);
  const link = element("a", {
    href: outside ?? `/document?id=${encodeURIComponent(hit.id)}`,
    ...(outside === undefined ? {} : { rel: "noopener noreferrer" }),
  });
  const titleRanges = hit.fields["title"] === hit.title ? hit.highlights?.["title"] : undefined;
  link.append(isolated(hit.title || hit.id, titleRanges));
  const article = element("article", { class: "hit" }, element("h2", {}, link), renderOrigin(hit));
  if (hit.snippet?.text)
    article.append(element("p", { class: "snippet" }, isolated(hit.snippet.text, hit.snippet.ranges)));
  return element("li", {}, article);
}

/**
 * Source, category and date, those that the document has.
 * @param {Hit} hit
 */
function renderOrigin({ fields }) {
  const line = element("p", { class: "origin" });
  for (const name of ["source", "category"]) {
    const value = fields[name];
    if (typeof value === "string" && value) line.append(element("span", { class: name }, isolated(value)));
  }
  const date = fields["date"];
  if (typeof date === "string" && date) {
    line.append(element("time", { datetime: date }, isolated(formatDate(date))));
  }
  return line;
}

/**
 * One chip a value, and one for all of them.
 * @param {Facet} facet
 * @param {ReadonlySet<string>} chosen
 * @param {(value: string | undefined) => void} onChoose undefined: all
 */
export function renderChips(facet, chosen, onChoose) {
  if (facet.values.length === 0 && chosen.size === 0) return [];
  const counts = new Map(facet.values.map(({ value, count }) => [value, count]));
  for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
  const chips = [...counts].map(([value, count]) => {
    const number = element("span", { class: "count" }, formatNumber(count));
    const chip = element("button", { type: "button", class: "chip" }, isolated(value), " ", number);
    chip.setAttribute("aria-pressed", String(chosen.has(value)));
    chip.addEventListener("click", () => onChoose(value));
    return chip;
  });
  const all = element("button", { type: "button", class: "chip", "aria-pressed": String(chosen.size === 0) }, "الكل");
  all.addEventListener("click", () => onChoose(undefined));
  return [all, ...chips];
}

/**
 * What was searched instead, with a way back; or what may have been meant. Links, so that they can be copied and opened
 * beside.
 * @param {Correction} correction
 * @param {(query: string, asTyped: boolean) => void} onChoose `asTyped`: without correction
 */
export function renderCorrection(correction, onChoose) {
  const { original, searched, kind, applied } = correction;
  if (kind === "relaxed") return element("p", {}, "لم نجد نصًّا يضم كل ما كتبت، فهذه أقرب النصوص إليه.");
  /** @param {string} query @param {boolean} asTyped */
  const link = (query, asTyped) => {
    const address = `/?q=${encodeURIComponent(query)}${asTyped ? "&correct=off" : ""}`;
    const node = element("a", { href: address, class: "link" }, isolated(query));
    node.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onChoose(query, asTyped);
    });
    return node;
  };
  if (!applied) return element("p", {}, "هل تقصد: ", link(searched, false));
  return element("p", {}, "نتائج البحث عن: ", link(searched, false), " · ابحث كما كتبت: ", link(original, true));
}

export function renderNothing() {
  return notice(
    "لا شيء يوافق ما كتبت",
    "راجع الإملاء، أو اكتب كلمات أقل.",
    "جرّب مرادفًا: «سيارة» بدل «مركبة».",
    "أزل التصنيف المختار أو علامات التنصيص إن وُجدت.",
  );
}

/** @param {() => void} onRetry */
export function renderFailure(onRetry) {
  const retry = element("button", { type: "button", class: "chip" }, "أعد المحاولة");
  retry.addEventListener("click", onRetry);
  const node = notice("تعذّر البحث", "لم يصل جواب من الخادم. قد يكون متوقفًا أو مشغولًا.");
  node.append(retry);
  return node;
}

/**
 * @param {string} heading
 * @param {...string} tips
 */
function notice(heading, ...tips) {
  const list = tips.map((tip) => element("li", {}, tip));
  return element("li", { class: "notice" }, element("h2", {}, heading), element("ul", {}, ...list));
}
