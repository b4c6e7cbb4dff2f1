import { parseArgs } from "node:util";
import type { Issue } from "../../../definitions/api.ts";
import type { DecisionTable } from "../../../definitions/resources.ts";
import { runTableTests, verifyTable } from "../../../definitions/tables/index.ts";
import { requireOne } from "../argument-error.ts";
import type { Subcommand } from "../choose-subcommand.ts";
import { readTableFile, type TableFile } from "./read-table-file.ts";

type TestResults = ReturnType<typeof runTableTests>;

/** `table check`: a table file, or every decision of a DMN file, and the tests stored with it. */
export const check: Subcommand = async (args, io) => {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const file = await readTableFile(requireOne("table", positionals, "table file"), io.cwd);
  const issues = file.table === null ? issuesOfGraph(file) : issuesOfTable(file.table, file);
  const isUsable = issues.every(({ severity }) => severity !== "error");
  const tests = isUsable && file.table !== null ? runTableTests(file.table) : [];
  const canAll = file.graph.decisions.every(({ logic }) => logic.kind !== "unsupported");
  const ok = isUsable && canAll && tests.every((test) => test.ok);
  const { unsupported } = file;
  io.report({ ok, issues, tests, ...(file.table === null ? { unsupported } : {}) }, () =>
    describe(file, issues, tests),
  );
  return ok ? 0 : 1;
};

function issuesOfTable(table: DecisionTable, { addressOf }: TableFile): Issue[] {
  return verifyTable(table).map((issue) => {
    const cell = addressOf(issue.path ?? "");
    return cell === undefined ? issue : Object.assign({}, issue, { details: { ...issue.details, cell } });
  });
}

/** The issues of each decision's table; the path begins with the decision's name. */
function issuesOfGraph({ graph }: TableFile): Issue[] {
  return graph.decisions.flatMap(({ name, logic }) =>
    logic.kind === "table"
      ? verifyTable(logic.table).map((issue) => Object.assign({}, issue, { path: `${name}: ${issue.path ?? ""}` }))
      : [],
  );
}

function describe({ graph, unsupported }: TableFile, issues: readonly Issue[], tests: TestResults): string {
  const lines = issues.map(({ severity, code, path, message, details }) => {
    const cell = typeof details?.["cell"] === "string" ? ` (${details["cell"]})` : "";
    return `${severity} [${code}] ${path ?? ""}${cell}: ${message}`;
  });
  for (const { what, where } of unsupported) lines.push(`not supported: ${what} (${where})`);
  lines.push(...describeTests(tests));
  return lines.length === 0 ? `${graph.decisions[0]?.id ?? ""}: ok` : lines.join("\n");
}

/** A line a test: what was expected and what came. */
export function describeTests(tests: TestResults): string[] {
  return tests.map(({ name, ok, expected, actual, error }) => {
    const why = ok ? "" : `: expected ${JSON.stringify(expected)}, got ${error ?? JSON.stringify(actual)}`;
    return `${ok ? "ok    " : "FAILED"} ${name}${why}`;
  });
}
