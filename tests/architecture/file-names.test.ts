/**
 * Files are named after their one idea, and stay small enough to hold only one.
 * @module
 */
import { expect, test } from "vitest";
import { projectFiles, read, sourceFiles } from "./project-files.ts";

const code = projectFiles.filter((path) => /^(?:src|tests|bench|scripts)\/.*\.(?:ts|js)$/.test(path));

test("no name that says nothing", () => {
  const empty =
    /(?:^|[/-])(?:utils?|helpers?|common|managers?|data|misc|core|components|types|shared|stuff)(?:[/.-]|$)/;
  expect(code.filter((path) => empty.test(path))).toEqual([]);
});

test("kebab-case", () => {
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test|\.d)?\.(?:ts|js)$/;
  expect(code.filter((path) => !kebab.test(path.slice(path.lastIndexOf("/") + 1)))).toEqual([]);
});

test("400 lines are a reason to stop; tables of words are as long as the language", () => {
  const long = sourceFiles
    .filter(
      (path) =>
        !/^(?:lexicon\/(?:words|broken-plurals)\/|src\/analysis\/(?:arabic\/(?:lexicon-tables|plural-stem-table)\.ts|equivalences\/))/.test(
          path,
        ),
    )
    .map((path) => ({ path, lines: read(path).split("\n").length - 1 }))
    .filter(({ lines }) => lines > 400);
  expect(long).toEqual([]);
});

test("every file says what it is before its first line of code", () => {
  const written = sourceFiles.filter((path) => !path.endsWith(".d.ts"));
  const silent = written.filter((path) => !/^\/\*\*[\s\S]*?@module\s*\*\//.test(read(path).replace(/^#!.*\n/, "")));
  expect(silent).toEqual([]);
});
