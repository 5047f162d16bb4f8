/**
 * The contract of all engines, on an index in memory: the same code as in a folder, without the waiting for a disk.
 */
import { Index } from "../../src/engine/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";
import { describeEngineContract } from "./contract/engine-contract.ts";

describeEngineContract(async () => {
  const directory = new MemoryDirectory();
  let engine = await Index.openDirectory(directory);
  return {
    engine,
    reopen: async () => {
      await engine.close();
      engine = await Index.openDirectory(directory);
      return engine;
    },
    dispose: () => engine.close(),
  };
});
