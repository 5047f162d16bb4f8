/**
 * What commands print: one JSON object, or sentences with figures as people read them.
 * @module
 */
import { jsonLine } from "./terminal-text.ts";

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: object): void {
  print(jsonLine(value));
}

const wholeFormat = new Intl.NumberFormat("en");

/** 12345 as 12,345. */
export function formatCount(count: number): string {
  return wholeFormat.format(count);
}

/** `1 document`, `2,000 documents`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** 10^6 bytes to an MB, as disks are sold. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const power = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${["", "kB", "MB", "GB"][power]}`;
}

export function formatMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
}

export function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Lines of two columns, the first as wide as its longest. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}
