import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { userError } from "../../definitions/errors.ts";
import type { Command } from "./command.ts";
import { runCommandLine } from "./run-command-line.ts";

const greet: Command = {
  name: "greet",
  summary: "say hello",
  usage: "flowright greet NAME [--loud]",
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { loud: { type: "boolean" } },
      allowPositionals: true,
    });
    if (positionals[0] === "nobody") throw userError("GREETING_REFUSED", "nobody is there");
    if (positionals[0] === "bug") throw new Error("unexpected");
    io.report({ greeted: positionals, loud: values.loud ?? false }, () => `hello ${positionals.join(" ")}`);
    return 0;
  },
};

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCommandLine(args, [greet], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    cwd: "/",
    env: {},
  });
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}

test("a command gets its arguments; the result is text, or JSON wherever --json stands", async () => {
  expect(await run("greet", "Ann")).toEqual({ exitCode: 0, out: "hello Ann", err: "" });
  const { exitCode, out } = await run("--json", "greet", "Ann", "--loud");
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toEqual({ greeted: ["Ann"], loud: true });
  expect((await run("greet", "--", "--json")).out).toBe("hello --json");
});

test("help lists commands and shows usage; no command at all is a mistake", async () => {
  expect((await run("--help")).out).toContain("greet  say hello");
  expect((await run("--help")).exitCode).toBe(0);
  expect((await run("greet", "--help")).out).toBe(greet.usage);
  expect((await run()).exitCode).toBe(2);
});

test("mistakes have a code and a text, and never exit with 0", async () => {
  expect(await run("fly")).toMatchObject({ exitCode: 2, err: "[COMMAND_UNKNOWN] There is no command fly." });
  expect(await run("greet", "--soft")).toMatchObject({
    exitCode: 2,
    err: expect.stringMatching(/^\[COMMAND_ARGUMENT_INVALID\] Unknown option '--soft'/u),
  });
  expect(await run("greet", "nobody")).toMatchObject({ exitCode: 1, err: "[GREETING_REFUSED] nobody is there" });
  const bug = await run("greet", "bug", "--json");
  expect(bug.exitCode).toBe(1);
  expect(JSON.parse(bug.out)).toMatchObject({ error: { code: "SYSTEM_UNEXPECTED", message: "unexpected" } });
});
