import type { RouteName, StoredTest } from "../../../../definitions/api.ts";
import type { AssignmentPolicy, Calendar, DecisionTable, Team } from "../../../../definitions/resources.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import type { WorkflowTestCase } from "../../../../definitions/workflow-test.ts";
import { runTests } from "../../../../engine/simulate/run-workflow-tests.ts";
import { simulate, type SimulationOptions } from "../../../../engine/simulate/simulate.ts";
import type { Call, Handler } from "../handlers.ts";
import type { World } from "../world.ts";
import { found } from "./paging.ts";

const stored = new WeakMap<World, Map<string, StoredTest[]>>();
function testsOf({ world, params }: Call): StoredTest[] {
  const byWorkflow = stored.get(world) ?? new Map<string, StoredTest[]>();
  stored.set(world, byWorkflow);
  const tests = byWorkflow.get(params["key"] ?? "") ?? [];
  byWorkflow.set(params["key"] ?? "", tests);
  return tests;
}
function definitionOf({ world, params, body }: Call): WorkflowDefinition {
  const given = (body as { definition?: WorkflowDefinition }).definition;
  return (
    given ??
    found(
      world.workflows.find(({ key }) => key === params["key"]),
      "workflow",
    ).draft
  );
}
const worldOf = ({ world }: Call) => ({
  calendars: world.resources.calendars as unknown as Calendar[],
  tables: world.resources.tables as unknown as DecisionTable[],
  crm: {
    users: world.users,
    policies: world.resources.policies as unknown as AssignmentPolicy[],
    teams: world.resources.teams as unknown as Team[],
  },
});

export const workflowTestHandlers = {
  listWorkflowTests: (call) => ({ items: testsOf(call) }),
  saveWorkflowTest: (call) => {
    const tests = testsOf(call);
    const id = call.params["id"] ?? "";
    const saved = { id, test: call.body as WorkflowTestCase, updatedAt: new Date().toISOString(), updatedBy: "ada" };
    const place = tests.findIndex((test) => test.id === id);
    tests.splice(place === -1 ? tests.length : place, place === -1 ? 0 : 1, saved);
    return saved;
  },
  deleteWorkflowTest: (call) => {
    const tests = testsOf(call);
    tests.splice(
      tests.findIndex(({ id }) => id === call.params["id"]),
      1,
    );
    return null;
  },
  runWorkflowTests: (call) => {
    const { tests } = call.body as { tests?: WorkflowTestCase[] };
    return runTests(definitionOf(call), tests ?? testsOf(call).map(({ test }) => test), worldOf(call));
  },
  simulateWorkflow: (call) => {
    const { definition: _definition, ...start } = call.body as SimulationOptions & { definition?: unknown };
    return simulate(definitionOf(call), { ...start, ...worldOf(call) });
  },
  backTestWorkflow: (call) => ({
    workflow: call.params["key"],
    compared: 0,
    same: 0,
    different: 0,
    failed: 0,
    leftOut: 0,
    runs: [],
  }),
} satisfies Partial<Record<RouteName, Handler>>;
