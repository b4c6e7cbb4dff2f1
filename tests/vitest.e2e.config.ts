import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ["tests/e2e/**/*.test.ts"],
    exclude: ["tests/e2e/{pages,screens}.test.ts"],
    globalSetup: ["tests/servers/global-setup.ts", "tests/e2e/suite/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
