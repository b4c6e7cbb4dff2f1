export { checkTable } from "./check-table.ts";
export { compileTable, type CompiledTable } from "./compile-table.ts";
export { evaluateTable, stepOutput } from "./evaluate-table.ts";
export { runTableTests } from "./run-table-tests.ts";
export { verifyTable } from "./verify/verify-table.ts";
