import { defineConfig } from "vitest/config";

/** What takes minutes to look at and seldom breaks; over the stand-in, without servers. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ["tests/e2e/{pages,screens}.test.ts"],
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
