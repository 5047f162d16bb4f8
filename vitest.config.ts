import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** All processors: the usual, one less, would leave half of a small machine idle. */
const maxWorkers = availableParallelism();

/** What passes with Node alone. The rest is added by vitest.all.config.ts. */
export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/browser/**", "tests/measured/**", "tests/peers/**"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers,
  },
});
