import { errorDataOf, FlowrightError } from "../../definitions/errors.ts";
import { runtimeError } from "../runtime/runtime-error.ts";
import type { Command, CommandIo } from "./command.ts";

/**
 * Runs `flowright ARGS…` and returns the exit code: 0 only on success, 2 when the command line is wrong, 1 else.
 * Prints errors as `[CODE] text`, under `--json` as `{ "error": … }`.
 */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly Command[],
  outer: Omit<CommandIo, "json" | "report">,
): Promise<number> {
  const json = hasFlag(args, "--json");
  const io: CommandIo = {
    ...outer,
    json,
    report: (value, text) => outer.out(json ? JSON.stringify(value, undefined, 2) : text()),
  };
  const [name, ...rest] = withoutFlags(args, ["--json", "--help", "-h"]);
  const wantsHelp = hasFlag(args, "--help") || hasFlag(args, "-h");
  try {
    if (name === undefined) {
      io.report(commandsAsData(commands), () => overview(commands));
      return wantsHelp ? 0 : 2;
    }
    const command = commands.find((one) => one.name === name);
    if (command === undefined) throw runtimeError("COMMAND_UNKNOWN", `There is no command ${name}.`, { command: name });
    if (wantsHelp) {
      io.report({ name, summary: command.summary, usage: command.usage }, () => command.usage);
      return 0;
    }
    return await command.run(rest, io);
  } catch (error) {
    return reportError(asCommandError(error, name ?? ""), io);
  }
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "flowright COMMAND [ARGUMENTS] [--json]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "flowright COMMAND --help shows how a command is called. The exit code is 0 only on success.",
  ].join("\n");
}

function commandsAsData(commands: readonly Command[]) {
  return { commands: commands.map(({ name, summary }) => ({ name, summary })) };
}

function reportError(error: unknown, io: CommandIo): number {
  const data = errorDataOf(error);
  if (io.json) io.out(JSON.stringify({ error: data }, undefined, 2));
  else io.err(`[${data.code}] ${data.message}`);
  if (!(error instanceof FlowrightError) && error instanceof Error && !io.json) io.err(error.stack ?? "");
  return data.code.startsWith("COMMAND_") ? 2 : 1;
}

/** The errors that parseArgs throws are the user's. */
function asCommandError(error: unknown, command: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("ERR_PARSE_ARGS_")) return error;
  const problem = (error as Error).message.split(". ")[0] ?? "";
  return runtimeError("COMMAND_ARGUMENT_INVALID", `${problem}. flowright ${command} --help shows how it is called.`, {
    command,
    problem,
  });
}

/** Flags count up to `--`. */
function flagPart(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return end === -1 ? args : args.slice(0, end);
}

function hasFlag(args: readonly string[], flag: string): boolean {
  return flagPart(args).includes(flag);
}

function withoutFlags(args: readonly string[], flags: readonly string[]): string[] {
  const front = flagPart(args);
  return [...front.filter((arg) => !flags.includes(arg)), ...args.slice(front.length)];
}
