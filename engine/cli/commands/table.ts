import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Issue } from "../../../definitions/api.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { jsonObjectSchema } from "../../../definitions/json.ts";
import { type DecisionTable, decisionTableSchema } from "../../../definitions/resources.ts";
import {
  checkTable,
  type CompiledTable,
  compileTable,
  evaluateTable,
  runTableTests,
  verifyTable,
} from "../../../definitions/tables/index.ts";
import { argumentError, requireOne, requireOption } from "../argument-error.ts";
import { chooseSubcommand, type Subcommand } from "../choose-subcommand.ts";
import type { Command, CommandIo } from "../command.ts";
import { isJsonLinesFile, readJsonLines } from "../read-json-lines.ts";
import { readJsonArgument, readJsonAs } from "../workflow-files.ts";

type TableOptions = NonNullable<Parameters<typeof evaluateTable>[2]>;

/** Evaluates and checks decision tables. */
export const table: Command = {
  name: "table",
  summary: "evaluate or check a decision table file",
  usage: [
    "flowright table eval FILE --input JSON|FILE|FILE.jsonl [--asOf DATE] [--no-explanation] [--json]",
    "flowright table check FILE [--json]",
    "",
    "eval prints { outputs, hits: [row ids], explanation }; for a .jsonl file one result a line, in its order, and",
    "{ line, error } for a line that has none. --asOf says which rows with dates are in force.",
    "check finds what is wrong with columns, cells and rows (overlaps, gaps, rows that never decide, each with an input that",
    "shows it), and runs the tests stored with the table.",
    "Exit code 0 when every input had a result; when the table has no error and no failed test.",
  ].join("\n"),
  run: (args, io) => chooseSubcommand("table", { eval: evaluate, check }, args, io),
};

const evaluate: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { input: { type: "string" }, asOf: { type: "string" }, "no-explanation": { type: "boolean" } },
    allowPositionals: true,
  });
  const compiled = readTable(requireOne("table", positionals, "table file"), io);
  const input = requireOption("table", "input", values.input);
  if (values.asOf !== undefined && Number.isNaN(Date.parse(values.asOf)))
    throw argumentError("table", `--asOf ${values.asOf} is not a date`);
  const options: TableOptions = {
    ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
    explain: values["no-explanation"] !== true,
  };
  if (isJsonLinesFile(input, io.cwd)) return evaluateLines(compiled, input, options, io);
  const result = evaluateTable(compiled, readJsonArgument(input, io.cwd, jsonObjectSchema, "input"), options);
  io.report(result, () => `${JSON.stringify(result.outputs)}  (rows: ${result.hits.join(", ") || "none"})`);
  return 0;
};

function evaluateLines(compiled: CompiledTable, file: string, options: TableOptions, io: CommandIo): number {
  let failed = 0;
  for (const entry of readJsonLines(file, io.cwd)) {
    let answer: object;
    try {
      if ("error" in entry) answer = { line: entry.line, error: entry.error };
      else answer = evaluateTable(compiled, asInput(entry.value), options);
    } catch (thrown) {
      answer = { line: entry.line, error: errorDataOf(thrown) };
    }
    if ("error" in answer) failed += 1;
    io.out(JSON.stringify(answer));
  }
  return failed === 0 ? 0 : 1;
}

function asInput(value: unknown) {
  const parsed = jsonObjectSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw userError("TABLE_INPUT_SHAPE", "An input is an object with one value a column.");
}

function readTable(name: string, io: CommandIo): CompiledTable {
  const found = readJsonAs(resolve(io.cwd, name), decisionTableSchema, "decision table");
  const first = checkTable(found).find(({ severity }) => severity === "error");
  if (first !== undefined)
    throw userError(first.code, `${first.path ?? ""}: ${first.message}`, { ...first.details, path: first.path });
  return compileTable(found);
}

const check: Subcommand = async (args, io) => {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const file = resolve(io.cwd, requireOne("table", positionals, "table file"));
  const found = readJsonAs(file, decisionTableSchema, "decision table");
  const issues = verifyTable(found);
  const isUsable = issues.every(({ severity }) => severity !== "error");
  const tests = isUsable ? runTableTests(found) : [];
  const ok = isUsable && tests.every((test) => test.ok);
  io.report({ ok, issues, tests }, () => describe(found, issues, tests));
  return ok ? 0 : 1;
};

function describe(found: DecisionTable, issues: readonly Issue[], tests: ReturnType<typeof runTableTests>): string {
  const lines = issues.map(({ severity, code, path, message }) => `${severity} [${code}] ${path ?? ""}: ${message}`);
  for (const { name, ok, expected, actual, error } of tests) {
    const why = ok ? "" : `: expected ${JSON.stringify(expected)}, got ${error ?? JSON.stringify(actual)}`;
    lines.push(`${ok ? "ok    " : "FAILED"} ${name}${why}`);
  }
  return lines.length === 0 ? `${found.key}: ok` : lines.join("\n");
}
