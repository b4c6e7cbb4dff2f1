import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SETTINGS } from "../../engine/runtime/configuration-table.ts";

const root = new URL("../../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");

it("README lists every setting that a person may set, and no other", () => {
  const listed = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name ?? "");
  const declared = SETTINGS.filter((setting) => !("internal" in setting)).map(({ variable }) => variable);
  expect(inOrder(listed)).toEqual(inOrder(declared));
});

it("README gives a reason for every dependency", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as Record<
    string,
    Record<string, string>
  >;
  const table = readme.slice(readme.indexOf("| package | why |"));
  const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => {
    const family = name.startsWith("@mantine/") ? "@mantine/*" : name.startsWith("@types/") ? "@types/*" : name;
    return !table.split(/[|,\n]/).some((cell) => cell.trim() === family);
  });
  expect(unexplained).toEqual([]);
});

it("README names only commands that exist", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
    scripts: Record<string, string>;
  };
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? "");
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

function inOrder(names: readonly string[]): string[] {
  return [...names].sort((left, right) => left.localeCompare(right));
}
