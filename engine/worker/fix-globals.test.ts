import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { fixGlobals } from "./fix-globals.ts";

test("globals of the language are constants of the script; those that the SDK replaces are still asked for", () => {
  const context = createContext({});
  runInContext(fixGlobals("globalThis.read = () => [Map, Date, Math];"), context);
  const [ownMap, ownDate] = runInContext("globalThis.read()", context) as unknown[];
  runInContext("globalThis.Map = 1; globalThis.Date = 2; globalThis.Math = 3;", context);
  expect(runInContext("globalThis.read()", context)).toEqual([ownMap, 2, 3]);
  expect([typeof ownMap, typeof ownDate]).toEqual(["function", "function"]);
});

test("the script's lines keep their numbers", () => {
  const code = "\n\nthrow new Error('here');";
  const run = () => runInContext(fixGlobals(code), createContext({}), { filename: "bundle.js" });
  expect(run).toThrow(expect.objectContaining({ stack: expect.stringContaining("bundle.js:3") as string }) as Error);
});
