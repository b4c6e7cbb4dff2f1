import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { assignmentPolicySchema, calendarSchema, decisionTableSchema } from "../../../definitions/resources.ts";
import { userError } from "../../../definitions/errors.ts";
import type { Coverage, WorkflowTestReport } from "../../../definitions/simulation.ts";
import { runWorkflowTests } from "../../simulate/run-workflow-tests.ts";
import { workflowTestFileSchema } from "../../../definitions/workflow-test.ts";
import type { Command } from "../command.ts";
import { findTestFiles, readCalledBeside, readJsonAs, readWorkflow, workflowBeside } from "../workflow-files.ts";

/** Runs workflow tests in simulations. */
export const test: Command = {
  name: "test",
  summary: "run workflow tests (*.test.json) and show coverage of nodes and edges",
  usage: [
    "flowright test PATHS… [--json]",
    "",
    "Folders are searched for *.test.json. Files that a test names are looked up beside it.",
    "Exit code 0 when every test passed and there was one.",
  ].join("\n"),
  async run(args, io) {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    if (positionals.length === 0) throw userError("COMMAND_ARGUMENT_INVALID", "Name test files or folders.");
    const files = findTestFiles(positionals, io.cwd);
    if (files.length === 0) throw userError("COMMAND_ARGUMENT_INVALID", "There is no *.test.json there.");
    const reports: WorkflowTestReport[] = [];
    for (const file of files) reports.push(await runFile(file));
    const total = {
      passed: reports.reduce((sum, { passed }) => sum + passed, 0),
      failed: reports.reduce((sum, { failed }) => sum + failed, 0),
      results: reports.flatMap(({ results }) => results),
      coverage: reports.map(({ coverage }) => coverage),
    };
    io.report(total, () => describe(total));
    return total.failed === 0 ? 0 : 1;
  },
};

function runFile(file: string): Promise<WorkflowTestReport> {
  const beside = (name: string) => join(dirname(file), name);
  return runWorkflowTests(readJsonAs(file, workflowTestFileSchema, "workflow test"), {
    workflow: async (key) => readWorkflow(workflowBeside(file, key)),
    calendar: async (name) => readJsonAs(beside(name), calendarSchema, "calendar"),
    table: async (name) => readJsonAs(beside(name), decisionTableSchema, "decision table"),
    policy: async (name) => readJsonAs(beside(name), assignmentPolicySchema, "policy"),
    called: (key) => readCalledBeside(file, key),
  });
}

function describe({
  passed,
  failed,
  results,
  coverage,
}: Omit<WorkflowTestReport, "coverage"> & {
  coverage: Coverage[];
}): string {
  const lines = results.flatMap(({ workflow, name, ok, differences }) => [
    `${ok ? "ok    " : "FAILED"} ${workflow}: ${name}`,
    ...differences.map(
      ({ expectation, node, expected, actual }) =>
        `         ${expectation}${node === undefined ? "" : ` of ${node}`}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
    ),
  ]);
  const covered = coverage.map(
    ({ workflow, nodes, edges }) =>
      `${workflow}: ${nodes.covered} of ${nodes.total} nodes, ${edges.covered} of ${edges.total} edges` +
      (nodes.missing.length === 0 ? "" : ` (not run: ${nodes.missing.join(", ")})`) +
      (edges.missing.length === 0 ? "" : ` (not taken: ${edges.missing.join(", ")})`),
  );
  return [...lines, ...covered, `${passed} passed, ${failed} failed`].join("\n");
}
