import { argumentError } from "./argument-error.ts";
import type { CommandIo } from "./command.ts";

/** What `flowright NAME SUBCOMMAND …` runs; gets the arguments after the subcommand. */
export type Subcommand = (args: readonly string[], io: CommandIo) => Promise<number>;

/** Runs the subcommand that the first argument names. Throws `COMMAND_ARGUMENT_INVALID` when there is no such one. */
export function chooseSubcommand(
  command: string,
  subcommands: Readonly<Record<string, Subcommand>>,
  [name, ...rest]: readonly string[],
  io: CommandIo,
): Promise<number> {
  const chosen = name !== undefined && Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (chosen !== undefined) return chosen(rest, io);
  const known = Object.keys(subcommands).join(", ");
  throw argumentError(command, name === undefined ? `Say which: ${known}` : `There is no ${name}, only ${known}`);
}
