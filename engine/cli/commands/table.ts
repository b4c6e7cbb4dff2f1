import { chooseSubcommand } from "../choose-subcommand.ts";
import type { Command } from "../command.ts";
import { check } from "../table/check.ts";
import { convert } from "../table/convert.ts";
import { diff } from "../table/diff.ts";
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
    "",
    "eval prints { outputs, hits: [row ids], explanation }; for a .jsonl file one result a line, in its order, and",
    "{ line, error } for a line that has none. --asOf says which rows with dates are in force.",
    "--decision names a decision of a DMN file; without it, the one that no other needs. Decisions before it are evaluated",
    "too, and their values are in `decisions`.",
    "check finds what is wrong with columns, cells and rows (overlaps, gaps, masked rows, each with an input that shows it),",
    "runs the tests stored with the table, and names what of a DMN file is not supported.",
    "test runs the stored tests and tells which rows they hit. diff compares two tables row by row.",
    "convert goes by the files' endings and names what the new format cannot hold.",
    "Exit code 0 when every input had a result; when the table has no error and no failed test; when the file was written.",
  ].join("\n"),
  run: (args, io) => chooseSubcommand("table", { eval: evaluate, check, test: runTests, diff, convert }, args, io),
};
