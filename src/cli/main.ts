#!/usr/bin/env node
/**
 * The entry of the command line: arguments in, an exit code out. 0 done, 1 the work failed, 2 wrong usage.
 * @module
 */
import { runCommandLine } from "./index.ts";

// `fihris search ... | head` closes the pipe early: nobody is left to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2));
