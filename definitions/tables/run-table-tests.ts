import { errorDataOf } from "../errors.ts";
import { isSameJson } from "../is-same-json.ts";
import type { Json } from "../json.ts";
import type { DecisionTable } from "../resources.ts";
import { compileTable, type CompiledTable } from "./compile-table.ts";
import { evaluateTable, stepOutput } from "./evaluate-table.ts";

/** One table test's outcome. `actual` is what the table gave, in the shape of the expectation. */
export interface TableTestResult {
  name: string;
  ok: boolean;
  expected: Json;
  actual: Json;
  expectedHits?: string[];
  hits: string[];
  error?: string;
}

function runTest(compiled: CompiledTable, test: DecisionTable["tests"][number]): TableTestResult {
  const outcome: TableTestResult = { name: test.name, ok: false, expected: test.expect, actual: null, hits: [] };
  if (test.hits !== undefined) outcome.expectedHits = test.hits;
  try {
    const options = test.asOf === undefined ? {} : { asOf: test.asOf };
    const result = evaluateTable(compiled, test.input, { explain: false, ...options });
    outcome.actual = stepOutput(result, compiled);
    outcome.hits = result.hits;
    const matches = isSameJson(outcome.actual, test.expect) || isSameJson(result.outputs, test.expect);
    outcome.ok = matches && (test.hits === undefined || isSameJson(result.hits, test.hits));
  } catch (thrown) {
    outcome.error = errorDataOf(thrown).message;
  }
  return outcome;
}

/**
 * Runs the tests that are stored with a table. An expectation is the step's output (`{ "points": 40 }`) or the value as
 * DMN gives it (`40`). Throws as compileTable; what goes wrong in a test is that test's failure.
 */
export function runTableTests(table: DecisionTable): TableTestResult[] {
  const compiled = compileTable(table);
  return (table.tests ?? []).map((test) => runTest(compiled, test));
}
