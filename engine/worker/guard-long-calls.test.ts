import { createContext, Script } from "node:vm";
import { expect, test } from "vitest";
import { guardLongCalls } from "./guard-long-calls.ts";

const given: unknown[] = [];
const limits = guardLongCalls((_context, options) => given.push(options));
const call = (args: unknown) => {
  limits.call(new Script("0"), createContext({ __temporal_args: args }), { timeout: 5_000, displayErrors: true });
  return given.at(-1);
};

test("calls that run no workflow code have no time limit, all others keep theirs", () => {
  for (const name of ["initRuntime", "concludeActivation", "tryUnblockConditions", "dispose"])
    expect(call([{}, name, []])).toEqual({ displayErrors: true });
  for (const args of [[{}, "activate", []], [{}, "initialize", []], [{}, "somethingNew", []], undefined])
    expect(call(args)).toEqual({ timeout: 5_000, displayErrors: true });
});

test("workflow code that does not end is ended", () => {
  const run = guardLongCalls(Script.prototype.runInContext);
  const endless = () =>
    run.call(new Script("for (;;) {}"), createContext({ __temporal_args: [{}, "activate", []] }), { timeout: 50 });
  expect(endless).toThrow(/timed out/);
});
