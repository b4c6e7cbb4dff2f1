import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { systemError, userError } from "../../../definitions/errors.ts";
import { findProjectRoot } from "../../runtime/project-root.ts";
import { runCommand } from "../../runtime/provision/run-command.ts";

const vitestReportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().default(""),
      status: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

export interface ConnectorTests {
  passed: number;
  failed: number;
  failures: { name: string; message: string }[];
}

/**
 * Runs the tests that lie in a connector's folder. Throws `CONNECTOR_TOOLS_MISSING` where the project's test runner is
 * not installed, `CONNECTOR_TESTS_BROKEN` when it gave no report.
 */
export async function runConnectorTests(id: string): Promise<ConnectorTests> {
  const root = findProjectRoot();
  const runner = join(root, "node_modules", "vitest", "vitest.mjs");
  if (!existsSync(runner))
    throw userError("CONNECTOR_TOOLS_MISSING", "The test runner is not installed: run npm install in the project.");
  const folder = mkdtempSync(join(tmpdir(), "flowright-connector-"));
  try {
    const report = join(folder, "report.json");
    const args = [runner, "run", `connectors/${id}/`, "--reporter=json", `--outputFile=${report}`];
    const { output } = await runCommand(process.execPath, args, { cwd: root });
    if (!existsSync(report)) throw systemError("CONNECTOR_TESTS_BROKEN", output.trim().slice(-2_000), false);
    return readReport(JSON.parse(readFileSync(report, "utf8")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(content: unknown): ConnectorTests {
  const { numPassedTests, numFailedTests, testResults } = vitestReportSchema.parse(content);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults
      .filter((one) => one.status === "failed")
      .map((one) => ({ name: one.fullName, message: one.failureMessages?.[0] ?? "" }));
    // A file that cannot be loaded has no assertions.
    return failed.length === 0 && status === "failed" ? [{ name, message }] : failed;
  });
  return { passed: numPassedTests, failed: Math.max(numFailedTests, failures.length), failures };
}
