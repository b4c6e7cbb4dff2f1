import { errorDataOf } from "../../../definitions/errors.ts";
import { isSameJson } from "../../../definitions/is-same-json.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { DecisionTable } from "../../../definitions/resources.ts";
import type { RunDetail, Step } from "../../../definitions/run.ts";
import type { TableBackTest, TableBackTestStep } from "../../../definitions/table-history.ts";
import { type CompiledTable, compileTable, evaluateTable, stepOutput } from "../../../definitions/tables/index.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { ApiServices } from "../api-services.ts";
import { runsThatAsked } from "./runs-that-asked.ts";

const MAX_TOLD = 200;

/**
 * Asks a changed table what it was asked in the last runs, as of the day of each, and compares with what the steps gave.
 * Looks at runs newest first until `last` of them have asked the table. Throws as compileTable.
 */
export async function backTestTable(
  services: ApiServices,
  workspaceId: string,
  table: DecisionTable,
  last: number,
): Promise<TableBackTest> {
  const compiled = compileTable(table);
  const report: TableBackTest = { table: table.key, runs: 0, compared: 0, same: 0, different: 0, failed: 0, steps: [] };
  const nodesOf = (definition: WorkflowDefinition) => nodesThatAsk(definition, table.key);
  for await (const { run, nodes } of runsThatAsked(services, workspaceId, nodesOf)) {
    const asked = run.steps.filter(({ nodeId, input }) => nodes.has(nodeId) && isObject(input));
    if (asked.length === 0) continue;
    report.runs += 1;
    for (const step of asked) compareStep(compiled, run, step, report);
    if (report.runs >= last) break;
  }
  return report;
}

function compareStep(compiled: CompiledTable, run: RunDetail, step: Step, report: TableBackTest): void {
  const at = step.startedAt;
  const before = step.output ?? null;
  const told = { runId: run.id, workflow: run.workflowKey, record: run.record, stepId: step.stepId, at, before };
  const tell = (rest: Pick<TableBackTestStep, "verdict" | "after" | "hits" | "error">) => {
    if (report.steps.length < MAX_TOLD) report.steps.push({ ...told, input: step.input as JsonObject, ...rest });
  };
  report.compared += 1;
  try {
    const result = evaluateTable(compiled, step.input as JsonObject, { asOf: at.slice(0, 10), explain: false });
    const after = stepOutput(result, compiled);
    if (isSameJson(before, after)) report.same += 1;
    else {
      report.different += 1;
      tell({ verdict: "different", after, hits: result.hits, error: null });
    }
  } catch (thrown) {
    report.failed += 1;
    tell({ verdict: "failed", after: null, hits: [], error: errorDataOf(thrown) });
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Nodes of a definition that ask the table. */
function nodesThatAsk(definition: WorkflowDefinition, key: string): Set<string> {
  return new Set(
    definition.nodes.filter((node) => node.type === "decision-table" && node.table === key).map(({ id }) => id),
  );
}
