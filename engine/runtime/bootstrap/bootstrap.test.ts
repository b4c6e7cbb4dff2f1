import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as T;
const { isInstalled } = await load<{ isInstalled: (root: string) => boolean }>("install.mjs");
const { checkNodeVersion } = await load<{ checkNodeVersion: (version: string) => void }>("project.mjs");
const { findBrowser } = await load<{ findBrowser: (env: Record<string, string>) => string | undefined }>("browser.mjs");
const { judgeTests, nameFailures } = await load<{
  judgeTests: (summary: Record<string, number>, exitCode: number) => [number, number, string];
  nameFailures: (summary: { testResults: object[] }) => string[];
}>("judge-tests.mjs");
const { STAGES } = await load<{ STAGES: { name: string; command: () => string[] }[] }>("stages.mjs");

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean }>;

function projectWith(wanted: Packages, installed?: Packages): string {
  const root = mkdtempSync(join(tmpdir(), "flowright-bootstrap-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...wanted } }));
  mkdirSync(join(root, "node_modules"));
  if (installed !== undefined)
    writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
  return root;
}

test("dependencies count as installed when npm noted every wanted one at its version", () => {
  const wanted = {
    "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/b-win32": { version: "2.0.0", optional: true },
  };
  const a = { version: "1.0.0", integrity: "sha512-a" };
  expect(isInstalled(projectWith(wanted, { "node_modules/a": a }))).toBe(true);
  expect(isInstalled(projectWith(wanted, { "node_modules/a": { ...a, version: "1.0.1" } }))).toBe(false);
  expect(isInstalled(projectWith(wanted, { "node_modules/a": { ...a, integrity: "sha512-b" } }))).toBe(false);
  expect(isInstalled(projectWith(wanted, {}))).toBe(false);
});

test("an interrupted installation, which left no note, is not complete", () => {
  expect(isInstalled(projectWith({ "node_modules/a": { version: "1.0.0" } }))).toBe(false);
});

test("an old Node is refused with the way out, a new one passes", () => {
  expect(() => checkNodeVersion("18.20.0")).toThrow(/20\.19 or newer is needed, this is 18\.20\.0/u);
  expect(() => checkNodeVersion("20.18.3")).toThrow(/needed/u);
  for (const version of ["20.19.0", "20.20.2", "22.1.0"]) checkNodeVersion(version);
});

test("a browser that is named is taken before one on PATH; one that is not there is not", () => {
  const root = projectWith({});
  const put = (name: string) => {
    writeFileSync(join(root, name), "");
    chmodSync(join(root, name), 0o755);
    return join(root, name);
  };
  const chromium = put("chromium");
  const mine = put("my-browser");
  expect(findBrowser({ PATH: root, FLOWRIGHT_TEST_BROWSER: mine })).toBe(mine);
  expect(findBrowser({ PATH: root, FLOWRIGHT_TEST_BROWSER: join(root, "absent") })).toBe(chromium);
});

test("skipped tests, no tests and a bad end outside a test all count as failed", () => {
  const summary = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  expect(judgeTests(summary, 0)).toEqual([3, 0, ""]);
  expect(judgeTests({ ...summary, numFailedTests: 2 }, 1)).toEqual([3, 2, ""]);
  expect(judgeTests({ ...summary, numPendingTests: 1 }, 0)).toEqual([3, 1, "1 skipped"]);
  expect(judgeTests(summary, 1)).toEqual([3, 1, "exit code 1"]);
  expect(judgeTests({ ...summary, numPassedTests: 0 }, 0)).toEqual([0, 1, "no tests were found"]);
});

test("what failed is named for the end of the log, also a file that could not be loaded", () => {
  const testResults = [
    { name: "a.test.ts", message: "", assertionResults: [{ status: "passed", fullName: "fine" }] },
    {
      name: "b.test.ts",
      message: "",
      assertionResults: [
        { status: "failed", fullName: "b breaks", failureMessages: ["AssertionError: 1 is 2\n  at b"] },
      ],
    },
    {
      name: "d.test.ts",
      assertionResults: [
        {
          status: "failed",
          fullName: "d waits",
          failureMessages: [
            "TimeoutError: locator.waitFor: Timeout exceeded.\nCall log:\n  - waiting for getByTestId('x')\n\n    at /home/me/d.test.ts:12:3",
          ],
        },
      ],
    },
    { name: "c.test.ts", message: "SyntaxError: bad\n  at c", assertionResults: [] },
  ];
  expect(nameFailures({ testResults })).toEqual([
    "b breaks: AssertionError: 1 is 2",
    "d waits: TimeoutError: locator.waitFor: Timeout exceeded. | - waiting for getByTestId('x') | d.test.ts:12",
    "c.test.ts: SyntaxError: bad",
  ]);
});

test("every stage of npm test has a tool that is installed, and a name of its own", () => {
  expect(new Set(STAGES.map(({ name }) => name)).size).toBe(STAGES.length);
  for (const { command } of STAGES) expect(command().length).toBeGreaterThan(0);
});
