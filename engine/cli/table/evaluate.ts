import { parseArgs } from "node:util";
import { compileGraph } from "../../../definitions/dmn/index.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { jsonObjectSchema, type JsonObject } from "../../../definitions/json.ts";
import type { DecisionTable } from "../../../definitions/resources.ts";
import { checkTable, compileTable, evaluateTable } from "../../../definitions/tables/index.ts";
import { argumentError, requireOne, requireOption } from "../argument-error.ts";
import type { Subcommand } from "../choose-subcommand.ts";
import type { CommandIo } from "../command.ts";
import { isJsonLinesFile, readJsonLines } from "../read-json-lines.ts";
import { readJsonArgument } from "../workflow-files.ts";
import { readTableFile } from "./read-table-file.ts";

interface Answer {
  outputs: unknown;
  hits: string[];
  explanation: unknown[];
}
type Ask = (input: JsonObject) => Answer;

/** `table eval`: a table or a decision of a DMN file on one input or many. */
export const evaluate: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      input: { type: "string" },
      decision: { type: "string" },
      asOf: { type: "string" },
      "no-explanation": { type: "boolean" },
    },
    allowPositionals: true,
  });
  const { asOf } = values;
  if (asOf !== undefined && Number.isNaN(Date.parse(asOf)))
    throw argumentError("table", `--asOf ${asOf} is not a date`);
  const options = { ...(asOf === undefined ? {} : { asOf }), explain: values["no-explanation"] !== true };
  const name = requireOne("table", positionals, "table file");
  const input = requireOption("table", "input", values.input);
  const ask = await prepare(name, values.decision, options, io);
  if (isJsonLinesFile(input, io.cwd)) return evaluateLines(ask, input, io);
  const result = ask(readJsonArgument(input, io.cwd, jsonObjectSchema, "input"));
  io.report(result, () => `${JSON.stringify(result.outputs)}  (rows: ${result.hits.join(", ") || "none"})`);
  return 0;
};

async function prepare(
  name: string,
  decision: string | undefined,
  options: { asOf?: string; explain: boolean },
  io: CommandIo,
): Promise<Ask> {
  const { graph, table, unsupported } = await readTableFile(name, io.cwd);
  for (const { what, where } of unsupported) io.err(`not supported: ${what} (${where})`);
  if (table !== null && decision === undefined) {
    refuseBroken(table);
    const compiled = compileTable(table);
    return (input) => evaluateTable(compiled, input, options);
  }
  const compiled = compileGraph(graph, decision);
  return (input) => {
    const { decisions, ...result } = compiled.evaluate(input, options);
    return Object.keys(decisions).length === 0 ? result : { ...result, decisions };
  };
}

function refuseBroken(table: DecisionTable): void {
  const first = checkTable(table).find(({ severity }) => severity === "error");
  if (first !== undefined)
    throw userError(first.code, `${first.path ?? ""}: ${first.message}`, { ...first.details, path: first.path });
}

function evaluateLines(ask: Ask, file: string, io: CommandIo): number {
  let failed = 0;
  for (const entry of readJsonLines(file, io.cwd)) {
    let answer: object;
    try {
      if ("error" in entry) answer = { line: entry.line, error: entry.error };
      else answer = ask(asInput(entry.value));
    } catch (thrown) {
      answer = { line: entry.line, error: errorDataOf(thrown) };
    }
    if ("error" in answer) failed += 1;
    io.out(JSON.stringify(answer));
  }
  return failed === 0 ? 0 : 1;
}

function asInput(value: unknown): JsonObject {
  const parsed = jsonObjectSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw userError("TABLE_INPUT_SHAPE", "An input is an object with one value a column.");
}
