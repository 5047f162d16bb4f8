/**
 * cli: what does a person type? One file per subcommand; `main.ts` is what the shell starts.
 * @module
 */
export { runCommandLine } from "./program.ts";
