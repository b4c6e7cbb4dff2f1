import { chooseSubcommand } from "../choose-subcommand.ts";
import type { Command } from "../command.ts";
import { SERVER_USAGE } from "../server/connect-server.ts";
import { check } from "../table/check.ts";
import { convert } from "../table/convert.ts";
import { diff } from "../table/diff.ts";
import { backTest, history, uses } from "../table/on-server.ts";
import { evaluate } from "../table/evaluate.ts";
import { runTests } from "../table/run-tests.ts";

/** Evaluates, checks, tests, compares and converts decision tables. */
export const table: Command = {
  name: "table",
  summary: "evaluate, check, test, compare or convert a decision table file (JSON, YAML, DMN, CSV, XLSX)",
  usage: [
    "flowright table eval FILE --input JSON|FILE|FILE.jsonl [--decision NAME] [--asOf DATE] [--no-explanation] [--json]",
    "flowright table check FILE [--json]",
    "flowright table test FILE [--decision NAME] [--json]",
    "flowright table diff OLDER NEWER [--decision NAME] [--json]",
    "flowright table convert IN OUT [--decision NAME] [--json]",
    "flowright table history KEY --server URL [--json]",
    "flowright table uses KEY --server URL [--json]",
    "flowright table back-test FILE --server URL [--last N] [--json]",
    "",
    ...SERVER_USAGE,
    "eval prints { outputs, hits: [row ids], explanation }; for a .jsonl file one result a line, in its order, and",
    "{ line, error } for a line that has none. --asOf says which rows with dates are in force.",
    "--decision names a decision of a DMN file; without it, the one that no other needs. Decisions before it are evaluated",
    "too, and their values are in `decisions`.",
    "check finds what is wrong with columns, cells and rows (overlaps, gaps, masked rows, each with an input that shows it),",
    "runs the tests stored with the table, and names what of a DMN file is not supported.",
    "test runs the stored tests and tells which rows they hit. diff compares two tables row by row.",
    "history lists a server's versions of a table, uses what asks it, back-test what a changed table would have answered to",
    "the last N runs (1 to 1000, 100 where absent).",
    "convert goes by the files' endings and names what the new format cannot hold.",
    "Exit code 0 when every input had a result; when the table has no error and no failed test; when the file was written.",
  ].join("\n"),
  run: (args, io) =>
    chooseSubcommand(
      "table",
      { eval: evaluate, check, test: runTests, diff, convert, history, uses, "back-test": backTest },
      args,
      io,
    ),
};
