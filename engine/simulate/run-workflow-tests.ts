import type { OperationDescription } from "../../definitions/catalogue.ts";
import { errorDataOf } from "../../definitions/errors.ts";
import type { AssignmentPolicy, Calendar, DecisionTable } from "../../definitions/resources.ts";
import type { Difference, SimulationResult, WorkflowTestReport } from "../../definitions/simulation.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { WorkflowTestCase, WorkflowTestFile } from "../../definitions/workflow-test.ts";
import { compareExpectation } from "./compare-expectation.ts";
import { type FindWorkflow, simulate, type SimulationOptions, withoutUndefined } from "./simulate.ts";
import type { SimulatedCrm } from "./simulated-operations.ts";

/** Finds what a test file names; each throws a coded error where it is not there. */
export interface TestLoaders {
  workflow(key: string): Promise<WorkflowDefinition>;
  calendar(name: string): Promise<Calendar>;
  table(name: string): Promise<DecisionTable>;
  policy(name: string): Promise<AssignmentPolicy>;
  operations?: readonly OperationDescription[];
  /** Finds workflows that are called inline. */
  called?: FindWorkflow;
}

/** What simulations of a workflow find around them, whatever the test. */
export type TestWorld = Pick<
  SimulationOptions,
  "calendars" | "tables" | "operations" | "limits" | "workflows" | "conditions"
> & {
  crm?: Omit<SimulatedCrm, "records">;
};

/** Runs the tests of one file, each in a simulation of its own. Throws what the loaders throw. */
export async function runWorkflowTests(file: WorkflowTestFile, loaders: TestLoaders): Promise<WorkflowTestReport> {
  const definition = await loaders.workflow(file.workflow);
  const { operations, called } = loaders;
  return runTests(definition, file.tests, {
    calendars: await Promise.all(file.calendars.map((name) => loaders.calendar(name))),
    tables: await Promise.all(file.tables.map((name) => loaders.table(name))),
    ...(operations === undefined ? {} : { operations }),
    ...(called === undefined ? {} : { workflows: called }),
    crm: {
      policies: await Promise.all(file.policies.map((name) => loaders.policy(name))),
      users: file.users ?? [],
      teams: file.teams ?? [],
    },
  });
}

/** Runs tests of a definition, each in a simulation of its own. What goes wrong in a test is its difference. */
export async function runTests(
  definition: WorkflowDefinition,
  tests: readonly WorkflowTestCase[],
  world: TestWorld,
): Promise<WorkflowTestReport> {
  const ranNodes = new Set<string>();
  const takenEdges = new Set<string>();
  const results: WorkflowTestReport["results"] = [];
  for (const test of tests) {
    const { result, differences } = await runCase(test, definition, world);
    for (const step of result?.steps ?? []) if (step.status !== "skipped") ranNodes.add(step.nodeId);
    for (const edge of result?.liveEdges ?? []) takenEdges.add(edge);
    results.push({ workflow: definition.key, name: test.name, ok: differences.length === 0, differences });
  }
  const passed = results.filter(({ ok }) => ok).length;
  const nodes = definition.nodes.map(({ id }) => id);
  const edges = definition.edges.map(({ id }) => id);
  return {
    passed,
    failed: results.length - passed,
    results,
    coverage: { workflow: definition.key, nodes: cover(nodes, ranNodes), edges: cover(edges, takenEdges) },
  };
}

async function runCase(
  test: WorkflowTestCase,
  definition: WorkflowDefinition,
  world: TestWorld,
): Promise<{ result: SimulationResult | null; differences: Difference[] }> {
  try {
    const { name: _name, expect, records = [], ...start } = test;
    const result = await simulate(definition, { ...withoutUndefined(start), ...world, crm: { ...world.crm, records } });
    return { result, differences: compareExpectation(expect, result) };
  } catch (thrown) {
    const { code, message } = errorDataOf(thrown);
    return { result: null, differences: [{ expectation: "simulation", expected: "a run", actual: { code, message } }] };
  }
}

function cover(all: string[], done: ReadonlySet<string>): WorkflowTestReport["coverage"]["nodes"] {
  const missing = all.filter((id) => !done.has(id));
  return { total: all.length, covered: all.length - missing.length, missing };
}
