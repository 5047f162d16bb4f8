/**
 * The search page: results as you type. What is searched stands in the address, so that reload, back and sharing
 * work; an answer is shown only if nothing newer has been asked since.
 * @module
 */
import { formatDuration, formatResultCount } from "./arabic-format.js";
import { renderChips, renderCorrection, renderFailure, renderHit, renderNothing } from "./results.js";
import { connectSuggestions } from "./suggestions.js";

/** @import { SearchResponse } from "../../contract/index.ts" */

const pageSize = 10;
const debounceMs = 120;
/** Filtered by, where the index has such a field. */
const facetField = "category";

const form = /** @type {HTMLFormElement} */ (document.getElementById("search"));
const box = /** @type {HTMLInputElement} */ (document.getElementById("q"));
const suggestionList = /** @type {HTMLElement} */ (document.getElementById("suggestions"));
const status = /** @type {HTMLElement} */ (document.getElementById("status"));
const correctionLine = /** @type {HTMLElement} */ (document.getElementById("correction"));
const chips = /** @type {HTMLElement} */ (document.getElementById("chips"));
const results = /** @type {HTMLElement} */ (document.getElementById("results"));
const more = /** @type {HTMLButtonElement} */ (document.getElementById("more"));

const hasFacet = chips.dataset["facet"] === facetField;
const chosen = /** @type {Set<string>} */ (new Set());
/** The reader wants what was typed, as it was typed. */
let asTyped = false;
let pending = new AbortController();
let timer = 0;

function readAddress() {
  const parameters = new URLSearchParams(location.search);
  box.value = parameters.get("q") ?? "";
  asTyped = parameters.get("correct") === "off";
  chosen.clear();
  for (const value of parameters.getAll(facetField)) chosen.add(value);
}

function writeAddress() {
  const parameters = new URLSearchParams();
  if (box.value.trim() !== "") parameters.set("q", box.value);
  if (asTyped) parameters.set("correct", "off");
  for (const value of chosen) parameters.append(facetField, value);
  const query = parameters.toString();
  history.replaceState(null, "", query ? `/?${query}` : "/");
}

/** @param {number} offset */
function searchAddress(offset) {
  const parameters = new URLSearchParams({ q: box.value, limit: `${pageSize}`, offset: `${offset}` });
  if (asTyped) parameters.set("correct", "off");
  if (hasFacet) parameters.set("facets", facetField);
  if (hasFacet && chosen.size > 0) parameters.set("refine", JSON.stringify({ [facetField]: [...chosen] }));
  return `/api/search?${parameters}`;
}

/** @param {number} [offset] from here on the hits are appended */
async function search(offset = 0) {
  clearTimeout(timer);
  pending.abort();
  pending = new AbortController();
  const { signal } = pending;
  if (offset === 0) writeAddress();
  results.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(searchAddress(offset), { signal });
    if (!response.ok) throw new Error(response.statusText);
    const answer = /** @type {SearchResponse} */ (await response.json());
    if (!signal.aborted) show(answer, offset);
  } catch {
    if (!signal.aborted) showFailure();
  }
  if (!signal.aborted) results.removeAttribute("aria-busy");
}

/**
 * @param {SearchResponse} answer
 * @param {number} offset
 */
function show(answer, offset) {
  const isBrowsing = box.value.trim() === "" && chosen.size === 0;
  document.body.classList.toggle("browsing", isBrowsing);
  document.title = box.value.trim() === "" ? "فهرس" : `${box.value.trim()} - فهرس`;
  const count = formatResultCount(answer.total, answer.total_relation === "gte");
  const summary = answer.total === 0 ? count : `${count} ${formatDuration(answer.took_ms)}`;
  status.textContent = isBrowsing ? "أحدث ما في الفهرس" : summary;
  correctionLine.replaceChildren(...(answer.correction ? [renderCorrection(answer.correction, searchFor)] : []));
  const facet = answer.facets?.[facetField];
  chips.replaceChildren(...(facet ? renderChips(facet, chosen, toggle) : []));
  const hits = answer.hits.map(renderHit);
  if (offset > 0) {
    results.append(...hits);
    hits[0]?.querySelector("a")?.focus();
  } else results.replaceChildren(...(hits.length > 0 ? hits : [renderNothing()]));
  const shown = offset + hits.length;
  more.hidden = hits.length === 0 || shown >= answer.total;
  more.dataset["offset"] = `${shown}`;
}

function showFailure() {
  status.textContent = "";
  correctionLine.replaceChildren();
  results.replaceChildren(renderFailure(() => search()));
  more.hidden = true;
}

/** @param {string | undefined} value */
function toggle(value) {
  const focused = [...chips.children].indexOf(/** @type {Element} */ (document.activeElement));
  if (value === undefined) chosen.clear();
  else if (!chosen.delete(value)) chosen.add(value);
  // The chips are drawn anew; the keyboard must not lose its place.
  search().then(() => {
    if (focused >= 0) /** @type {HTMLElement | undefined} */ (chips.children[focused])?.focus();
  });
}

/**
 * @param {string} query
 * @param {boolean} [uncorrected]
 */
function searchFor(query, uncorrected = false) {
  box.value = query;
  asTyped = uncorrected;
  search();
}

const suggestions = connectSuggestions(box, suggestionList, (text) => {
  searchFor(text);
  box.focus();
});

/**
 * Up and down walk from the box through the hits and back.
 * @param {KeyboardEvent} event
 */
function walkHits(event) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const stops = [box, .../** @type {NodeListOf<HTMLElement>} */ (results.querySelectorAll("h2 a"))];
  const here = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = stops[here + step];
  if (step === 0 || here < 0 || next === undefined) return false;
  next.focus();
  return true;
}

/**
 * The slash key focuses the box on any keyboard: on an Arabic one it types ظ.
 * @param {KeyboardEvent} event
 */
function jumpToBox(event) {
  const isSlash = event.key === "/" || (event.code === "Slash" && !event.shiftKey);
  if (!isSlash || event.ctrlKey || event.altKey || event.metaKey || document.activeElement === box) return false;
  box.focus();
  box.select();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const inBox = document.activeElement === box;
  if ((inBox && suggestions.handleKey(event)) || walkHits(event) || jumpToBox(event)) event.preventDefault();
  else if (event.key === "Escape" && !inBox && results.contains(document.activeElement)) box.focus();
});

box.addEventListener("input", () => {
  asTyped = false;
  suggestions.update();
  clearTimeout(timer);
  timer = window.setTimeout(search, debounceMs);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  suggestions.close();
  search();
});

more.addEventListener("click", () => search(Number(more.dataset["offset"])));

window.addEventListener("pageshow", () => {
  readAddress();
  search();
});
