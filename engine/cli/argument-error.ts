import type { FlowrightError } from "../../definitions/errors.ts";
import { runtimeError } from "../runtime/runtime-error.ts";

/** `COMMAND_ARGUMENT_INVALID`: the command line itself is wrong; `flowright` then exits with 2. */
export function argumentError(command: string, problem: string): FlowrightError {
  return runtimeError("COMMAND_ARGUMENT_INVALID", `${problem}. flowright ${command} --help shows how it is called.`, {
    command,
    problem,
  });
}

/** The value of an option that must be there. Throws `COMMAND_ARGUMENT_INVALID`. */
export function requireOption(command: string, name: string, value: string | undefined): string {
  if (value === undefined) throw argumentError(command, `--${name} is missing`);
  return value;
}

/** The only positional argument. Throws `COMMAND_ARGUMENT_INVALID`. */
export function requireOne(command: string, positionals: readonly string[], what: string): string {
  const [first] = positionals;
  if (first === undefined || positionals.length > 1) throw argumentError(command, `Name one ${what}`);
  return first;
}

/** How many of the newest runs `--last` asks for. Throws `COMMAND_ARGUMENT_INVALID`. */
export function readLast(command: string, last: string, most: number): number {
  const count = Number(last);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw argumentError(command, `--last is a number from 1 to ${most}`);
}

/** The instant of `--at`, now where it is absent; UTC with milliseconds. Throws `COMMAND_ARGUMENT_INVALID`. */
export function readAt(command: string, at: string | undefined): string {
  const instant = at ?? new Date().toISOString();
  if (Number.isNaN(Date.parse(instant))) throw argumentError(command, `--at ${instant} is not an instant`);
  return new Date(instant).toISOString();
}
