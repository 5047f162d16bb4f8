/**
 * An index folder to a folder without an index. Only files that are ours by their name go; what else lies there stays.
 * @module
 */
import type { Directory } from "../directory/directory.ts";
import { isIndexFile, manifestGeneration } from "../segment/segment-files.ts";

/**
 * Removes an index, whatever version wrote it. Does nothing where there is none; throws `index_locked` where a process
 * writes. Manifests go first, the newest last among them: until then the index is whole, afterwards there is none.
 */
export async function eraseIndex(directory: Directory): Promise<void> {
  if (!directory.exists()) return;
  const lock = await directory.lock();
  try {
    const names = directory.list().filter(isIndexFile);
    const manifests = names.filter((name) => manifestGeneration(name) >= 0);
    for (const name of manifests) await directory.remove(name);
    await directory.sync();
    for (const name of names) if (!manifests.includes(name)) await directory.remove(name);
    await directory.sync();
  } finally {
    await lock.release();
  }
}
