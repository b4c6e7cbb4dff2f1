import { useEffect, useState } from "react";
import type { Issue } from "../../../../definitions/api.ts";
import { type DecisionTable, decisionTableSchema } from "../../../../definitions/resources.ts";
import { verifyTable } from "../../../../definitions/tables/verify/verify-table.ts";

/** Looks that the browser may take at rows: some tenths of a second. The server looks further when the table is saved. */
const MAX_STEPS = 5_000_000;
const LONG_TABLE = 200;

/** What is wrong: first the shape, then the meaning of the cells, then rows against each other. */
function findIssues(table: DecisionTable): Issue[] {
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

/** The issues of the table as it was when typing paused; `isOld` while they are those of an older one. */
export function useTableIssues(table: DecisionTable): { issues: Issue[]; isOld: boolean } {
  const [found, setFound] = useState<{ of: DecisionTable; issues: Issue[] }>(() => ({
    of: table,
    issues: table.rows.length > LONG_TABLE ? [] : findIssues(table),
  }));
  const isLong = table.rows.length > LONG_TABLE;
  useEffect(() => {
    const timer = setTimeout(() => setFound({ of: table, issues: findIssues(table) }), isLong ? 600 : 150);
    return () => clearTimeout(timer);
  }, [table, isLong]);
  return { issues: found.issues, isOld: found.of !== table };
}
