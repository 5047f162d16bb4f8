/**
 * Markdown -> plain text, lightly: markup goes, every word stays and no two are glued together. Fenced code keeps
 * its text as it is. Every pattern is linear in the length of its line.
 * @module
 */
import { decodeEntity, isInlineElement } from "./html-text.ts";

interface MarkdownText {
  /** Without outer blanks. */
  readonly text: string;
  /** The first heading. */
  readonly heading: string | undefined;
  /** Whether the text begins with it. */
  readonly headingFirst: boolean;
}

const thematicBreak = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const tableRule = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$/;
const linkDefinition = /^ {0,3}\[[^[\]]+\]:[ \t]/;
const setextUnderline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const codeFence = /^[ \t>]*(`{3,}|~{3,})/;

export function markdownText(markdown: string): MarkdownText {
  const lines: string[] = [];
  let heading: string | undefined;
  let headingFirst = false;
  let fence: string | undefined;
  let paragraph = "";
  for (const line of withoutComments(markdown).split("\n")) {
    const [, mark] = codeFence.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      else lines.push(line);
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      paragraph = "";
      continue;
    }
    if (paragraph !== "" && setextUnderline.test(line)) {
      if (heading === undefined) {
        heading = paragraph;
        headingFirst = lines.slice(0, -1).every(isBlankLine);
      }
      paragraph = "";
      continue;
    }
    if (thematicBreak.test(line) || tableRule.test(line) || linkDefinition.test(line)) continue;
    const [block, isHeading] = withoutBlockMarks(line);
    const plain = withoutInlineMarks(block);
    paragraph = isHeading ? "" : plain.trim();
    if (isHeading && heading === undefined && !isBlankLine(plain)) {
      heading = plain.trim();
      headingFirst = lines.every(isBlankLine);
    }
    lines.push(plain);
  }
  const text = lines.join("\n").trim();
  return { text, heading, headingFirst };
}

function isBlankLine(line: string): boolean {
  return line.trim() === "";
}

function withoutBlockMarks(line: string): [block: string, isHeading: boolean] {
  const quoted = line.replace(/^(?:[ \t]*>)+[ \t]?/, "").trimEnd();
  const [hashes] = /^ {0,3}#{1,6}(?:[ \t]+|$)/.exec(quoted) ?? [];
  if (hashes !== undefined) return [withoutClosingHashes(quoted.slice(hashes.length)), true];
  const item = quoted.replace(/^([ \t]*)[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/, "$1");
  return [item.trimStart().startsWith("|") ? item.replaceAll("|", " ").trim() : item, false];
}

function withoutClosingHashes(heading: string): string {
  let end = heading.length;
  while (heading[end - 1] === "#") end--;
  return end === 0 || heading[end - 1] === " " ? heading.slice(0, end).trim() : heading;
}

function withoutInlineMarks(text: string): string {
  if (!/[[\]*_`~<&\\]/.test(text)) return text;
  return text
    .replace(/(?<![`\\])(`{1,3})(?!`)([^`]+)\1(?!`)/g, "$2")
    .replace(/!?\[([^[\]]*)\]\((?:<[^<>]*>|[^()<>]*(?:\([^()]*\)[^()]*)?)\)/g, "$1")
    .replace(/!?\[([^[\]]+)\]\[[^[\]]*\]/g, "$1")
    .replace(/<((?:https?|mailto):[^<>\s]+)>/g, "$1")
    .replace(/<\/?([a-zA-Z][a-zA-Z0-9-]*)(?:[\s/][^<>]*)?>/g, (_, name: string) => (isInlineElement(name) ? "" : " "))
    .replace(/(?<!\\)(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1/g, "$2")
    .replace(/(?<!\\)(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1/g, "$2")
    .replace(/(?<![\p{L}\p{M}\p{N}_\\])(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![\p{L}\p{M}\p{N}_])/gu, "$2")
    .replace(/~~([^~]+)~~/g, "$1")
    .replace(/&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});/g, decodeEntity)
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

function withoutComments(markdown: string): string {
  let text = "";
  let start = 0;
  for (;;) {
    const open = markdown.indexOf("<!--", start);
    const close = open < 0 ? -1 : markdown.indexOf("-->", open + 4);
    if (close < 0) return text + markdown.slice(start);
    text += `${markdown.slice(start, open)} `;
    start = close + 3;
  }
}
