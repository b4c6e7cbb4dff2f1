import type { DecisionTable } from "../resources.ts";
import { runTableTests, type TableTestResult } from "./run-table-tests.ts";

/** How the tests stored with a table went, and which rows they hit. `tests` by row are the names of the tests that hit it. */
export interface TableTestReport {
  passed: number;
  failed: number;
  results: TableTestResult[];
  coverage: { rows: number; covered: number; uncovered: string[]; byRow: { id: string; tests: string[] }[] };
}

/** Runs the tests stored with a table and tells which rows no test hits. Throws as compileTable. */
export function testTable(table: DecisionTable): TableTestReport {
  const results = runTableTests(table);
  const byRow = new Map<string, string[]>(table.rows.map(({ id }) => [id, []]));
  for (const { name, hits } of results) for (const id of hits) byRow.get(id)?.push(name);
  const uncovered = [...byRow].filter(([, tests]) => tests.length === 0).map(([id]) => id);
  const passed = results.filter(({ ok }) => ok).length;
  return {
    passed,
    failed: results.length - passed,
    results,
    coverage: {
      rows: table.rows.length,
      covered: byRow.size - uncovered.length,
      uncovered,
      byRow: [...byRow].map(([id, tests]) => ({ id, tests })),
    },
  };
}
