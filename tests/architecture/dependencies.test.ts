/**
 * Dependencies: none below the version that mended a known hole, none without a reason on record.
 * @module
 */
import { expect, test } from "vitest";
import { projectFiles, read } from "./project-files.ts";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: { readonly [name: string]: string };
}

const { packages } = JSON.parse(read("package-lock.json")) as { packages: { [path: string]: LockedPackage } };

const installed = Object.entries(packages)
  .filter(([path]) => path.includes("node_modules/"))
  .map(([path, { version = "", resolved }]) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    resolved,
  }));

function isBelow(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split("-")[0]!.split(".").map(Number));
  const different = b!.findIndex((part, i) => a![i] !== part);
  return different >= 0 && a![different]! < b![different]!;
}

test.each([
  ["hono", "4.13.5"],
  ["@hono/node-server", "2.0.10"],
  ["adm-zip", "0.6.0"],
  ["jszip", "3.8.0"],
  ["pdfjs-dist", "6.2.108"],
  ["papaparse", "5.2.0"],
])("%s is at least %s, wherever it is installed", (name, floor) => {
  expect(installed.filter((one) => one.name === name && isBelow(one.version, floor))).toEqual([]);
});

test("xlsx is never installed", () => {
  expect(installed.filter(({ name }) => name === "xlsx")).toEqual([]);
});

test("versions are compared by number", () => {
  expect(isBelow("4.9.0", "4.13.5")).toBe(true);
  expect(isBelow("4.13.19", "4.13.5")).toBe(false);
  expect(isBelow("4.13.5", "4.13.5")).toBe(false);
});

test("the lock file names no registry", () => {
  expect(installed.filter(({ resolved }) => /^https?:/.test(resolved ?? ""))).toEqual([]);
});

test("the lock file knows the packages of other platforms, without which `npm ci` refuses it", () => {
  const known = new Set(installed.map(({ name }) => name));
  const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  expect(optional.filter((name) => !known.has(name))).toEqual([]);
});

test("every dependency at run time stands in a decision", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: { [name: string]: string } };
  const decisions = projectFiles
    .filter((path) => path.startsWith("docs/decisions/"))
    .map(read)
    .join("\n");
  expect(Object.keys(dependencies).filter((name) => !decisions.includes(`\`${name}\``))).toEqual([]);
});
