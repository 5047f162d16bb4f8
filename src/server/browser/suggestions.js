/**
 * The box as an ARIA combobox (APG, "editable combobox with list autocomplete"): suggestions while typing, arrow
 * keys move through them without leaving the box, Enter takes one, Escape closes.
 * @module
 */
import { element, isolated } from "./elements.js";

/** @import { SuggestResponse } from "../../contract/index.ts" */

const suggestionLimit = 7;

/**
 * @param {HTMLInputElement} box
 * @param {HTMLElement} list
 * @param {(text: string) => void} onChoose
 */
export function connectSuggestions(box, list, onChoose) {
  /** @type {string[]} */
  let texts = [];
  let active = -1;
  let pending = new AbortController();

  function close() {
    pending.abort();
    texts = [];
    show();
  }

  function show() {
    active = -1;
    list.hidden = texts.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(...texts.map(renderOption));
    mark();
  }

  /**
   * @param {string} text
   * @param {number} index
   */
  function renderOption(text, index) {
    const option = element("li", { role: "option", id: `suggestion-${index}` }, isolated(text));
    // The box must keep the focus, or it would close the list before the click arrives.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => choose(text));
    return option;
  }

  function mark() {
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(index === active));
      if (index === active) option.scrollIntoView({ block: "nearest" });
    }
    if (active < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", `suggestion-${active}`);
  }

  /** @param {string} text */
  function choose(text) {
    close();
    onChoose(text);
  }

  async function update() {
    pending.abort();
    pending = new AbortController();
    const { signal } = pending;
    const typed = box.value;
    if (typed.trim() === "") return close();
    try {
      const response = await fetch(`/api/suggest?${new URLSearchParams({ q: typed, limit: `${suggestionLimit}` })}`, {
        signal,
      });
      if (!response.ok) return close();
      /** @type {SuggestResponse} */
      const { suggestions } = await response.json();
      if (signal.aborted || document.activeElement !== box) return;
      texts = [...new Set(suggestions.map(({ text }) => text))].filter((text) => text !== typed.trim());
      show();
    } catch {
      // A search without suggestions is still a search; an aborted request has a successor.
    }
  }

  /** Whether the key was the list's.
   * @param {KeyboardEvent} event
   */
  function handleKey(event) {
    if (list.hidden) return false;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      // One place more than there are options: none, which is the text as typed.
      const places = texts.length + 1;
      active = ((active + 1 + step + places) % places) - 1;
      mark();
    } else if (event.key === "Enter" && active >= 0) choose(texts[active]);
    else if (event.key === "Escape" || event.key === "Tab") {
      close();
      return event.key === "Escape";
    } else return false;
    return true;
  }

  box.addEventListener("blur", close);
  return { update, close, handleKey };
}
