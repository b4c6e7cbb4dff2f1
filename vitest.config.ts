import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "{definitions,connectors,activities,engine,builder-ui}/**/*.test.{ts,tsx}",
      "tests/architecture/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "build/**", ".flowright/**"],
    testTimeout: 20_000,
  },
});
