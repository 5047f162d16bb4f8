/**
 * In: names and contents of files; out: a folder that holds them, gone after the test, and what ingest makes of it.
 * @module
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { onTestFinished } from "vitest";
import { type IngestedDocument, type IngestOptions, type IngestProblem, ingest } from "../../src/ingest/index.ts";

export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fihris-ingest-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

interface Outcome {
  readonly documents: readonly IngestedDocument["document"][];
  readonly ids: readonly string[];
  readonly lines: readonly (number | undefined)[];
  /** `<file, relative to the folder>:<line or ""> <code>`. */
  readonly problems: readonly string[];
  readonly details: readonly IngestProblem[];
}

export async function outcomeOf(
  folder: string,
  options: Omit<IngestOptions, "onProblem"> = {},
  paths: readonly string[] = [folder],
): Promise<Outcome> {
  const details: IngestProblem[] = [];
  const ingested: IngestedDocument[] = [];
  for await (const item of ingest(paths, { ...options, onProblem: (problem) => details.push(problem) })) {
    ingested.push(item);
  }
  return {
    documents: ingested.map(({ document }) => document),
    ids: ingested.map(({ document }) => document.id),
    lines: ingested.map(({ line }) => line),
    problems: details.map(({ file, line, code }) => `${relative(folder, file)}:${line ?? ""} ${code}`),
    details,
  };
}

/** The outcome of a folder with these files. */
export async function ingested(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Omit<IngestOptions, "onProblem"> = {},
): Promise<Outcome> {
  return outcomeOf(await folderOf(files), options);
}

/** windows-1256, found by asking the decoder about each byte. */
export function windows1256(text: string): Buffer {
  return singleByte(text, "windows-1256");
}

export function singleByte(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Buffer.from([...text].map((character) => bytes.get(character) ?? 0x3f));
}

export function utf16be(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
}

export function utf16le(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, "utf16le");
}
