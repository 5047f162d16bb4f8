import { defineConfig } from "vitest/config";

/** What passes with Node alone. The rest is added by vitest.all.config.ts. */
export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/browser/**", "tests/measured/**", "tests/peers/**"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
