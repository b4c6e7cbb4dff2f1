import { defineConfig } from "vitest/config";

/**
 * Runs on the real server with the workflow cache off, but for those that are only long: replaying them is quadratic. Tests
 * that live on updates are left to the cached stage: without a cache the SDK's core loses the answer of an update to an
 * eviction ("This is an SDK bug" in its log), and the caller waits ten seconds for the next workflow task.
 */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ["tests/integration/interpreter/**/*.test.ts"],
    exclude: ["tests/integration/interpreter/long-lives.test.ts"],
    globalSetup: ["tests/servers/global-setup.ts"],
    env: { FLOWRIGHT_TEST_WORKFLOW_CACHE: "off" },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
