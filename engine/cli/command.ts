import type { Environment } from "../runtime/configuration.ts";

/** The world as a command sees it; tests give their own. */
export interface CommandIo {
  /** One line for the reader of a result. */
  out(line: string): void;
  /** One line that is no result: progress, warnings. */
  err(line: string): void;
  /** `--json` was given: print one JSON document (or one a line) and nothing else on `out`. */
  json: boolean;
  /** Prints `value` as JSON under `--json`, else the text. */
  report(value: unknown, text: () => string): void;
  /** Folder that relative paths start from. */
  cwd: string;
  env: Environment;
}

/** One command of `flowright`. Adding one is a file in commands/ and a line in commands/index.ts. */
export interface Command {
  name: string;
  /** One line of the list of commands. */
  summary: string;
  /** What `flowright NAME --help` prints. */
  usage: string;
  /**
   * Runs with the arguments after its name, `--json` and `--help` taken out. Returns the exit code, 0 only on success.
   * Errors of `node:util` parseArgs and FlowrightErrors are printed by the caller.
   */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}
