import { parseArgs } from "node:util";
import { testTable } from "../../../definitions/tables/row-coverage.ts";
import { requireOne } from "../argument-error.ts";
import type { Subcommand } from "../choose-subcommand.ts";
import { describeTests } from "./check.ts";
import { readTableFile, tableIn } from "./read-table-file.ts";

/** `table test`: the tests stored with a table, and which of its rows they hit. */
export const runTests: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { decision: { type: "string" } },
    allowPositionals: true,
  });
  const file = await readTableFile(requireOne("table", positionals, "table file"), io.cwd);
  const { table } = tableIn(file, values.decision);
  const report = testTable(table);
  io.report(report, () => {
    const { rows, covered, byRow } = report.coverage;
    return [
      ...describeTests(report.results),
      ...byRow.map(({ id, tests }) => `row ${id}: ${tests.length === 0 ? "no test" : tests.join(", ")}`),
      `${report.passed} passed, ${report.failed} failed; ${covered} of ${rows} rows covered`,
    ].join("\n");
  });
  return report.failed === 0 ? 0 : 1;
};
