/**
 * Paths that our pages name exist: prose about files rots silently.
 * @module
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectFiles, read, root } from "./project-files.ts";

const pages = projectFiles.filter((path) => /^(?:docs\/.*|[A-Z]+|index\/README)\.md$/.test(path));

/** Built or measured, so absent from a fresh clone. */
const appearsLater = /^(?:dist|bench\/results|bench\/dist|index)\b/;
const rooted = /^(?:src|docs|tests|bench|corpus|scripts|\.ci)\/[\w./-]*$|^[\w.-]+\.(?:md|json|ts)$/;

/** Paths in code spans, from the root; names of fields, commands and patterns are none. */
function spansOf(text: string): string[] {
  const prose = text.replace(/^```.*?^```/gms, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span!).filter((span) => rooted.test(span));
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}

describe.each(pages)("%s", (page) => {
  const text = read(page);

  test("names files that exist", () => {
    const missing = spansOf(text).filter(
      (path) =>
        !appearsLater.test(path) && !existsSync(join(root, path)) && !existsSync(join(root, dirname(page), path)),
    );
    expect(missing).toEqual([]);
  });

  test("links to files that exist", () => {
    expect(linksOf(text).filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });
});
