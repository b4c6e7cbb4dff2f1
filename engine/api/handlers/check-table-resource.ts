import { userError } from "../../../definitions/errors.ts";
import { decisionTableSchema } from "../../../definitions/resources.ts";
import { runTableTests, verifyTable } from "../../../definitions/tables/index.ts";

/**
 * Refuses a decision table that has errors or fails a test of its own: what is saved may be asked. What its schema refuses is
 * the store's business. Throws `TABLE_HAS_ERRORS` with `issues`, `TABLE_TESTS_FAILED` with the tests' names.
 */
export function refuseBrokenTable(given: unknown): void {
  const { data: table } = decisionTableSchema.safeParse(given);
  if (table === undefined) return;
  const issues = verifyTable(table).filter(({ severity }) => severity === "error");
  const [first] = issues;
  if (first !== undefined)
    throw userError("TABLE_HAS_ERRORS", `${table.key} has errors: ${first.path ?? ""} ${first.message}`, {
      table: table.key,
      errors: issues.length,
      problem: `${first.path ?? ""}: ${first.message}`.replace(/\.$/u, ""),
      issues: issues.slice(0, 100).map(({ path = "", message, code }) => ({ path, message, code })),
    });
  const failed = runTableTests(table).filter(({ ok }) => !ok);
  if (failed.length > 0)
    throw userError("TABLE_TESTS_FAILED", `${failed.length} tests of ${table.key} fail`, {
      table: table.key,
      tests: failed
        .slice(0, 20)
        .map(({ name }) => name)
        .join(", "),
    });
}
