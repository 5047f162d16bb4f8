import { existsSync } from "node:fs";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

/** The sets that ranking is measured on are not part of the project: where they are not, there is nothing to test. */
const measured: TestProjectConfiguration[] = existsSync("../shared/data")
  ? [
      {
        test: {
          name: "measured",
          include: ["tests/measured/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ]
  : [];

/** Everything; one group after the other, so that none takes the processors from the next. */
export default defineConfig({
  test: {
    projects: [
      { extends: "./vitest.config.ts", test: { name: "node", sequence: { groupOrder: 0 } } },
      { extends: "./vitest.browser.config.ts", test: { name: "browser", sequence: { groupOrder: 1 } } },
      ...measured,
    ],
    reporters: ["default", "./tests/refuse-skipped.ts"],
  },
});
