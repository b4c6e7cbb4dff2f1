import type { Issue } from "../../../../definitions/api.ts";
import { type DecisionTable, decisionTableSchema } from "../../../../definitions/resources.ts";
import { verifyTable } from "../../../../definitions/tables/verify/verify-table.ts";

/** What is wrong, as the server finds it when the table is saved: first the shape, then the meaning of the cells, then rows against each other. */
export function findTableIssues(table: DecisionTable): Issue[] {
  const parsed = decisionTableSchema.safeParse({ ...table, key: table.key === "" ? "new" : table.key });
  if (parsed.success) return verifyTable(parsed.data);
  return parsed.error.issues.map((issue) => ({
    code: "RESOURCE_INVALID",
    severity: "error",
    path: issue.path.join("."),
    message: issue.message,
    details: { problem: issue.message },
  }));
}
