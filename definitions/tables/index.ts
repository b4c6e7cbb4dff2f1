export { checkTable } from "./check-table.ts";
export { compileTable, type CompiledTable } from "./compile-table.ts";
export { evaluateTable, stepOutput, type TableOptions, type TableResult } from "./evaluate-table.ts";
export { isSameJson, runTableTests, type TableTestResult } from "./run-table-tests.ts";
