import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const text = readFileSync(new URL("engine/GUARANTEES.md", root), "utf8");
const named = [...text.matchAll(/`([\w/.-]+\.ts)` › "(.+)" \|$/gm)].map(([, file = "", test = ""]) => ({ file, test }));

it("every promise names a test or a check that exists", () => {
  const missing = named.filter(({ file, test }) => {
    const url = new URL(file, root);
    return !existsSync(url) || !readFileSync(url, "utf8").includes(test);
  });
  expect(missing).toEqual([]);
});

it("no promise is without one", () => {
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| what "));
  expect(rows.length).toBeGreaterThan(30);
  expect(named.length).toBe(rows.length);
});
