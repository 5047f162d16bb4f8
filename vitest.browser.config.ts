import { defineConfig } from "vitest/config";

/** The page in a real Chromium: apart from the other tests, since it needs a browser on the machine. */
export default defineConfig({
  test: {
    include: ["tests/browser/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
