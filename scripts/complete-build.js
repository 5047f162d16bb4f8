/**
 * What the compiler leaves undone in dist/: the files that the browser loads as they are, and a command that the
 * shell may start.
 * @module
 */
import { chmodSync, cpSync, existsSync } from "node:fs";

const browserFile = /\.(?:js|css|svg)$|browser$/;

cpSync("src/server/browser", "dist/server/browser", {
  recursive: true,
  filter: (source) => browserFile.test(source),
});
if (existsSync("dist/cli/main.js")) chmodSync("dist/cli/main.js", 0o755);
