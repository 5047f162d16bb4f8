/**
 * A process that obtains the write lock of a folder again and again, and proves each time that nobody else holds it.
 * Arguments: the built module of the inverted index, the folder, how many times, and whether to die with the lock.
 * Prints what it saw.
 */
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const [module, folder, times, dies] = process.argv.slice(2);
const { FsDirectory } = await import(module);
const directory = new FsDirectory(folder);
const witness = join(folder, "witness");

for (let done = 0; done < Number(times); ) {
  let lock;
  try {
    lock = await directory.lock();
  } catch (cause) {
    if (cause.code !== "index_locked") throw cause;
    await setTimeout(Math.random() * 4);
    continue;
  }
  const file = await open(witness, "wx");
  await file.close();
  await lock.check();
  await rm(witness);
  done++;
  if (dies === "dies" && done === Number(times)) {
    process.stdout.write(`${done}\n`, () => process.kill(process.pid, "SIGKILL"));
    await setTimeout(60_000);
  }
  await lock.release();
}
process.stdout.write(`${times}\n`);
