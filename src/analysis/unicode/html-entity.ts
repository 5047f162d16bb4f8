/**
 * HTML residue in text. Comes in: a string and the place of an ampersand. Goes out: where the entity ends.
 * Invariant: looks at most two dozen units ahead, so tokenizing stays linear.
 * @module
 */
const NAMES: ReadonlySet<string> = new Set(
  (
    "amp quot nbsp lt gt apos laquo raquo ldquo rdquo lsquo rsquo sbquo bdquo lsaquo rsaquo ndash mdash hellip bull " +
    "middot copy reg trade deg zwnj zwj lrm rlm shy ensp emsp thinsp iexcl iquest sect para times"
  ).split(" "),
);
const LONGEST = 12;

/** Index just after the entity that starts at `ampersand`, or -1 if there is none. */
export function endOfHtmlEntity(text: string, ampersand: number): number {
  const semicolon = text.slice(ampersand + 1, ampersand + LONGEST).indexOf(";");
  if (semicolon < 1) return -1;
  const name = text.slice(ampersand + 1, ampersand + 1 + semicolon);
  const after = ampersand + semicolon + 2;
  if (name.toLowerCase() === "amp") return Math.max(after, endOfEntityName(text, after));
  return isEntityName(name) ? after : -1;
}

/** Text that was escaped twice: after &amp; comes a name and its semicolon. */
function endOfEntityName(text: string, start: number): number {
  const semicolon = text.slice(start, start + LONGEST).indexOf(";");
  return semicolon > 0 && isEntityName(text.slice(start, start + semicolon)) ? start + semicolon + 1 : -1;
}

function isEntityName(name: string): boolean {
  return name[0] === "#" ? /^#(\d+|[xX][\da-fA-F]+)$/.test(name) : NAMES.has(name.toLowerCase());
}
