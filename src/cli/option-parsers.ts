/**
 * What is typed after a flag -> the value it stands for. What cannot be read throws commander's
 * InvalidArgumentError, which ends as wrong usage.
 * @module
 */
import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "commander";
import type { ValueKind } from "../contract/index.ts";
import type { IndexOptions } from "../engine/index.ts";

const defaultIndex = "./index";

export function indexOption(): Option {
  return new Option("--index <dir>", "folder of the index").default(defaultIndex);
}

/** One processor is left to a single thread, which searches best without a pool. */
export function searchThreadsOption(): Option {
  const processors = availableParallelism();
  return new Option("--threads <n>", "worker threads that answer searches; 0 for none")
    .argParser(wholeNumber)
    .default(processors > 1 ? processors : 0);
}

/** A search behind more than a hundred others of a thread would wait for longer than people do. */
export function searchPool(threads: number): Pick<IndexOptions, "searchThreads" | "searchQueue"> {
  return { searchThreads: threads, searchQueue: 100 * threads };
}

/** More than four threads read faster than one can feed them. */
export function loadThreads(): number {
  return Math.min(4, availableParallelism());
}

export function wholeNumber(text: string): number {
  const plain = unshield(text);
  if (!/^\d{1,15}$/.test(plain)) throw new InvalidArgumentError(`Expected a whole number, got ${quoted(plain)}.`);
  return Number(plain);
}

export function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError("Expected 1 or more, got 0.");
  return number;
}

export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError(`Expected a port from 0 to 65535, got ${port}.`);
  return port;
}

/** Names separated by commas. */
export function nameList(text: string): string[] {
  const names = unshield(text)
    .split(",")
    .map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Expected names separated by commas, got an empty one.");
  return names;
}

/** `{"field": ["value", ...], ...}`. */
export function refinements(text: string): { [field: string]: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(unshield(text));
  } catch {
    value = undefined;
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject || !Object.values(value as object).every(isListOfTexts)) {
    throw new InvalidArgumentError(`Expected JSON such as {"category":["sport"]}, got ${quoted(text)}.`);
  }
  return value as { [field: string]: string[] };
}

/** `title=3,text=1`. */
export function fieldWeights(text: string): Record<string, number> {
  return Object.fromEntries(
    assignments(text).map(([name, weight]) => {
      if (!/^\d{1,3}$/.test(weight)) throw new InvalidArgumentError(`Expected name=weight, got ${quoted(text)}.`);
      return [name, Number(weight)];
    }),
  );
}

/** `isbn=keyword,year=number+date`. */
export function fieldTypes(text: string): Record<string, ValueKind[]> {
  return Object.fromEntries(assignments(text).map(([name, kinds]) => [name, kinds.split("+") as ValueKind[]]));
}

function assignments(text: string): [name: string, value: string][] {
  return nameList(text).map((part) => {
    const at = part.lastIndexOf("=");
    if (at < 1) throw new InvalidArgumentError(`Expected name=value, got ${quoted(part)}.`);
    return [part.slice(0, at), part.slice(at + 1)];
  });
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

/** No argument of a process can hold it, so it marks without ambiguity. */
const shield = "\0";

/**
 * Marks operands such as `- من هو` or `-"حرب"`, which no flag can look like, so that commander takes them as what
 * they are: people's questions begin with a hyphen. `freeText` takes the mark off.
 */
export function shieldOperands(args: readonly string[]): string[] {
  return args.map((arg) => (/^-[^A-Za-z0-9-]/.test(arg) ? shield + arg : arg));
}

/** Any text, as it was typed. */
export function freeText(text: string): string {
  return unshield(text);
}

function unshield(text: string): string {
  return text.startsWith(shield) ? text.slice(shield.length) : text;
}
