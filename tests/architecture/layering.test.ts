/**
 * The tables of docs/architecture.md are the law: who imports whom, and who touches files.
 * @module
 */
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { read, sourceFiles } from "./project-files.ts";

const page = read("docs/architecture.md");

/** Cells of the table under a heading, without its two head lines. */
function tableUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/architecture.md: expected a section "${heading}"`);
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const names = (cell: string): string[] => cell.match(/[a-z][\w./-]*/g) ?? [];

const rooms = new Map(tableUnder("Who imports whom").map(([room, allowed]) => [names(room!)[0]!, names(allowed!)]));
const order = [...rooms.keys()];
const filePlaces = tableUnder("Who touches files").map(([place]) => names(place!)[0]!);

interface Import {
  readonly file: string;
  readonly target: string;
}

function importsOf(file: string): Import[] {
  const found = read(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g);
  return [...found].map(([, specifier]) => ({
    file,
    target: specifier!.startsWith(".") ? posix.join(posix.dirname(file), specifier!) : specifier!,
  }));
}

const roomOf = (path: string): string => path.split("/")[1]!;

const imports = sourceFiles.flatMap(importsOf);
const crossing = imports.filter(({ file, target }) => target.startsWith("src/") && roomOf(file) !== roomOf(target));

describe("who imports whom", () => {
  test("every room has a row, and every row a room", () => {
    expect([...new Set(sourceFiles.map(roomOf))].sort()).toEqual([...order].sort());
  });

  test.each([...rooms])("%s: only rooms further left", (room, allowed) => {
    const left = order.slice(0, order.indexOf(room));
    expect(allowed.filter((other) => !left.includes(other))).toEqual([]);
  });

  test("another room only through its index.ts", () => {
    expect(crossing.filter(({ target }) => !/^src\/[a-z-]+\/index\.ts$/.test(target))).toEqual([]);
  });

  test("only the edges of the table", () => {
    const outside = crossing.filter(({ file, target }) => !rooms.get(roomOf(file))?.includes(roomOf(target)));
    expect(outside).toEqual([]);
  });

  test("an edge that nobody uses leaves the table", () => {
    const used = new Set(crossing.map(({ file, target }) => `${roomOf(file)} -> ${roomOf(target)}`));
    const written = [...rooms].flatMap(([room, allowed]) => allowed.map((other) => `${room} -> ${other}`));
    expect(written.filter((edge) => !used.has(edge))).toEqual([]);
  });

  test("imports stay inside src", () => {
    const strays = imports.filter(({ target }) => target.startsWith("..") || /^(?:tests|bench|scripts)\//.test(target));
    expect(strays).toEqual([]);
  });
});

/** A module and all that is run with it; what only lends its types is not. */
function loadedBy(entry: string): Set<string> {
  const found = new Set([entry]);
  for (const file of found)
    for (const [, specifier] of read(file).matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?"(\.[^"]+)";/gm))
      found.add(posix.join(posix.dirname(file), specifier!));
  return found;
}

describe("what a thread loads", () => {
  test("the thread that works on words nothing of analysis, whose tables take longer than its work on few", () => {
    const loaded = [...loadedBy("src/inverted-index/building/word-thread.ts")];
    expect(loaded.length).toBeGreaterThan(15);
    expect(loaded.filter((file) => !/^src\/(?:inverted-index|contract)\//.test(file))).toEqual([]);
  });
});

describe("who touches files", () => {
  const touching = imports.filter(({ target }) => /^(?:node:)?fs(?:\/promises)?$/.test(target)).map(({ file }) => file);
  const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

  test("nobody outside the table", () => {
    expect(touching.filter((file) => !filePlaces.some((place) => isIn(file, place)))).toEqual([]);
  });

  test("a place that touches none leaves the table", () => {
    expect(filePlaces.filter((place) => !touching.some((file) => isIn(file, place)))).toEqual([]);
  });
});
