/**
 * What a disk must give after a power loss, opened without help: every acknowledged commit, each other commit whole
 * or not at all, and nothing else.
 * @module
 */
import { crc32 } from "node:zlib";
import { tokenize } from "../../../src/analysis/index.ts";
import { Index } from "../../../src/engine/index.ts";
import { verifyIndex } from "../../../src/inverted-index/index.ts";
import { type Files, MemoryDirectory } from "./memory-directory.ts";
import type { Moment } from "./power-loss.ts";
import { type Documents, type Run, wordSearched } from "./workload.ts";

/** Not ours, whatever their names look like: never touched. */
const foreignFiles: ReadonlyMap<string, Uint8Array> = new Map(
  ["notes.txt", "s1.store", "manifest-1", "s00000001.store.bak"].map((name) => [name, Buffer.from(name)]),
);

/** Opens disks; a disk that came up before is not opened again, only held against the moment's promises. */
export class RecoveryCheck {
  readonly #run: Run;
  readonly #documents = new Map<string, Documents>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** Different disks so far. */
  get disks(): number {
    return this.#documents.size;
  }

  /** Number of the commit that the disk gives; throws where a promise is broken. */
  async check(disk: Files, moment: Moment): Promise<number> {
    const key = fingerprint(disk);
    let found = this.#documents.get(key);
    if (found === undefined) {
      const files = new Map([...disk, ...foreignFiles]);
      found = await readDocuments(new MemoryDirectory(files));
      // Writing on costs several times what reading does: a share of the disks stands for all.
      if (this.#documents.size % 5 === 0) await recoverAndContinue(files, found);
      this.#documents.set(key, found);
    }
    return matchingCommit(found, moment, this.#run);
  }
}

async function readDocuments(directory: MemoryDirectory): Promise<Documents> {
  const before = fingerprint(directory.files);
  const index = await Index.openDirectory(directory);
  const ids = await index.ids();
  const documents = new Map<string, string>();
  for (const id of ids) documents.set(id, JSON.stringify((await index.get(id))!.fields));
  if (documents.size !== ids.length) throw new Error("an id is there twice");
  const { total } = await index.search(wordSearched, { strict: true, firstPass: true, limit: 0 });
  const holders = [...documents.values()].filter((json) => {
    const { title, text } = JSON.parse(json) as { title: string; text: string };
    return tokenize(`${title} ${text}`).some(({ spelled }) => spelled === wordSearched);
  }).length;
  // The search meets the plural too; it must not find less than the word itself.
  if (total < holders) throw new Error(`the search finds ${total} documents, ${holders} hold the word`);
  await index.close();
  if (directory.openFiles !== 0) throw new Error(`${directory.openFiles} files stay open`);
  if (fingerprint(directory.files) !== before) throw new Error("reading changed a file");
  return documents;
}

function matchingCommit(found: Documents, { acknowledged, begun }: Moment, run: Run): number {
  for (let commit = begun; commit >= acknowledged; commit--) if (isSame(found, run.promised[commit]!)) return commit;
  throw new Error(`${found.size} documents are of no commit from ${acknowledged} (acknowledged) to ${begun} (begun)`);
}

function isSame(a: Documents, b: Documents): boolean {
  return a.size === b.size && [...a].every(([id, json]) => b.get(id) === json);
}

async function recoverAndContinue(files: Files, documents: Documents): Promise<void> {
  const directory = new MemoryDirectory(files);
  verifyIndex(directory);
  const index = await Index.openDirectory(directory);
  // The first change takes the lock and clears away what the lost process left.
  await index.delete("no such document");
  await index.close();
  const recovered = fingerprint(files);
  for (const name of files.keys()) if (name.endsWith(".tmp")) throw new Error(`${name} was left behind`);
  for (const [name, content] of foreignFiles)
    if (files.get(name) !== content) throw new Error(`the foreign file ${name} was changed`);
  const again = await Index.openDirectory(directory);
  await again.delete("no such document");
  if (fingerprint(files) !== recovered) throw new Error("a second recovery changed a file");
  await again.add({ id: "after", title: "بعد", text: "بعد العودة" });
  const { added } = await again.commit();
  if (added !== 1 || (await again.ids()).length !== documents.size + 1) throw new Error("the next commit went wrong");
  await again.close();
}

const checksums = new WeakMap<Uint8Array, number>();

function fingerprint(files: Files): string {
  const entries = [...files].map(([name, content]) => {
    let checksum = checksums.get(content);
    if (checksum === undefined) {
      checksum = crc32(content);
      checksums.set(content, checksum);
    }
    return `${name} ${content.length} ${checksum}`;
  });
  return entries.sort().join("\n");
}
