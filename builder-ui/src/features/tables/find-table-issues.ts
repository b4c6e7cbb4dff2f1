import type { Issue } from "../../../../definitions/api.ts";
import { type DecisionTable, decisionTableSchema } from "../../../../definitions/resources.ts";
import { verifyTable } from "../../../../definitions/tables/verify/verify-table.ts";

/** Looks that the browser may take at rows: some tenths of a second. The server looks further when the table is saved. */
const MAX_STEPS = 5_000_000;

/** What is wrong: first the shape, then the meaning of the cells, then rows against each other. */
export function findTableIssues(table: DecisionTable): Issue[] {
  const parsed = decisionTableSchema.safeParse({ ...table, key: table.key === "" ? "new" : table.key });
  if (parsed.success) return verifyTable(parsed.data, { maxSteps: MAX_STEPS });
  return parsed.error.issues.map((issue) => ({
    code: "RESOURCE_INVALID",
    severity: "error",
    path: issue.path.join("."),
    message: issue.message,
    details: { problem: issue.message },
  }));
}
