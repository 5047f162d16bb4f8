/**
 * Elements out of untrusted text. Nothing here parses HTML: text becomes text nodes, and a link leads to the web
 * or into this site, or is no link.
 * @module
 */

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Controls that could reorder or hide what stands around them: C0, C1 and the bidi embeddings and isolates. */
const unruly = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text of unknown direction, isolated from its surroundings, with the ranges marked.
 * @param {string} text
 * @param {readonly { readonly start: number, readonly end: number }[]} ranges sorted, disjoint, UTF-16 offsets
 */
export function isolated(text, ranges = []) {
  const node = element("bdi", { dir: "auto" });
  let position = 0;
  for (const { start, end } of ranges) {
    node.append(tame(text.slice(position, start)), element("mark", {}, tame(text.slice(start, end))));
    position = end;
  }
  node.append(tame(text.slice(position)));
  return node;
}

/** @param {string} text */
function tame(text) {
  return text.replace(unruly, "");
}

/**
 * The address if it leads to the web, else undefined: `javascript:` and its relatives are not addresses.
 * @param {string | undefined} url
 */
export function webAddress(url) {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
