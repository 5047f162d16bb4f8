/**
 * A folder for the length of one piece of work, removed however the work ends, a signal included.
 * @module
 */
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "fihris-"));
  const abandon = (signal: NodeJS.Signals): void => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", abandon).once("SIGTERM", abandon);
  try {
    return await work(folder);
  } finally {
    process.off("SIGINT", abandon).off("SIGTERM", abandon);
    await rm(folder, { recursive: true, force: true });
  }
}
