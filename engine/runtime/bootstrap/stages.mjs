import { toolScript } from "./project.mjs";

const vitest = (...args) => [toolScript("vitest/vitest.mjs"), "run", ...args];

/**
 * The stages of `npm test`, in order. `needs`: "build" = the project is built; "servers" = Temporal, MongoDB and SMTP are
 * started for it; "browser" = Chromium. `counts`: vitest reports its tests, so each test counts; other stages count as one.
 * `apart`: not part of `npm test`, which should end while somebody waits; run by its name, and by continuous integration.
 */
export const STAGES = [
  { name: "format", title: "Formatting", command: () => [toolScript("oxfmt/bin/oxfmt"), "--check", "."] },
  { name: "lint", title: "Lint, type-aware", command: () => [toolScript("oxlint/bin/oxlint"), "--type-aware"] },
  { name: "types", title: "Types", command: () => [toolScript("typescript/bin/tsc"), "-b"] },
  { name: "unused", title: "Unused code (knip)", command: () => [toolScript("knip/bin/knip.js")] },
  { name: "unit", title: "Unit, property and architecture tests", counts: true, command: () => vitest() },
  {
    name: "first-load",
    title: "What each page of the builder loads at first, within its budget",
    needs: ["build"],
    command: () => [toolScript("tsx/dist/cli.mjs"), "tests/bench/first-load.ts"],
  },
  {
    name: "integration",
    title: "Integration with real servers",
    counts: true,
    needs: ["servers"],
    command: () => vitest("--config", "tests/vitest.integration.config.ts"),
  },
  {
    name: "uncached",
    title: "Runs with the workflow cache off",
    counts: true,
    needs: ["servers"],
    command: () => vitest("--config", "tests/vitest.uncached.config.ts"),
  },
  {
    name: "replay",
    title: "Replay of recorded histories",
    counts: true,
    command: () => vitest("--config", "tests/vitest.replay.config.ts"),
  },
  {
    name: "e2e",
    title: "Browser end to end, accessibility",
    counts: true,
    needs: ["servers", "browser"],
    command: () => vitest("--config", "tests/vitest.e2e.config.ts"),
  },
  {
    name: "looks",
    title: "Every page: accessibility, layout shift, width, pictures",
    counts: true,
    apart: true,
    needs: ["browser"],
    command: () => vitest("--config", "tests/vitest.looks.config.ts"),
  },
];
