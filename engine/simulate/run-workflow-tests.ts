import type { OperationDescription } from "../../definitions/catalogue.ts";
import { errorDataOf } from "../../definitions/errors.ts";
import type { AssignmentPolicy, Calendar, DecisionTable } from "../../definitions/resources.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import { compareExpectation, type Difference } from "./compare-expectation.ts";
import { simulate, type SimulationResult } from "./simulate.ts";
import type { WorkflowTestCase, WorkflowTestFile } from "./workflow-test.ts";

/** Finds what a test file names; each throws a coded error where it is not there. */
export interface TestLoaders {
  workflow(key: string): Promise<WorkflowDefinition>;
  calendar(name: string): Promise<Calendar>;
  table(name: string): Promise<DecisionTable>;
  policy(name: string): Promise<AssignmentPolicy>;
  operations?: readonly OperationDescription[];
}

export interface WorkflowTestResult {
  workflow: string;
  name: string;
  ok: boolean;
  differences: Difference[];
}

/** How much of a workflow its tests have run: nodes that ran, edges that were taken. */
export interface Coverage {
  workflow: string;
  nodes: { total: number; covered: number; missing: string[] };
  edges: { total: number; covered: number; missing: string[] };
}

export interface WorkflowTestReport {
  passed: number;
  failed: number;
  results: WorkflowTestResult[];
  coverage: Coverage;
}

/** Runs the tests of one file, each in a simulation of its own. Throws what the loaders throw. */
export async function runWorkflowTests(file: WorkflowTestFile, loaders: TestLoaders): Promise<WorkflowTestReport> {
  const definition = await loaders.workflow(file.workflow);
  const calendars = await Promise.all(file.calendars.map((name) => loaders.calendar(name)));
  const tables = await Promise.all(file.tables.map((name) => loaders.table(name)));
  const policies = await Promise.all(file.policies.map((name) => loaders.policy(name)));
  const ranNodes = new Set<string>();
  const takenEdges = new Set<string>();
  const results: WorkflowTestResult[] = [];
  for (const test of file.tests) {
    const { result, differences } = await runCase(test, definition, { calendars, tables, policies }, loaders);
    for (const step of result?.steps ?? []) if (step.status !== "skipped") ranNodes.add(step.nodeId);
    for (const edge of result?.liveEdges ?? []) takenEdges.add(edge);
    results.push({ workflow: file.workflow, name: test.name, ok: differences.length === 0, differences });
  }
  const passed = results.filter(({ ok }) => ok).length;
  return {
    passed,
    failed: results.length - passed,
    results,
    coverage: {
      workflow: file.workflow,
      nodes: cover(
        definition.nodes.map((node) => node.id),
        ranNodes,
      ),
      edges: cover(
        definition.edges.map((edge) => edge.id),
        takenEdges,
      ),
    },
  };
}

async function runCase(
  test: WorkflowTestCase,
  definition: WorkflowDefinition,
  resources: { calendars: Calendar[]; tables: DecisionTable[]; policies: AssignmentPolicy[] },
  { operations }: TestLoaders,
): Promise<{ result: SimulationResult | null; differences: Difference[] }> {
  try {
    const result = await simulate(definition, {
      ...(test.trigger === undefined ? {} : { trigger: test.trigger }),
      ...(test.at === undefined ? {} : { at: test.at }),
      ...(test.input === undefined ? {} : { input: test.input }),
      record: test.record ?? null,
      mocks: test.mocks,
      events: test.events,
      calendars: resources.calendars,
      tables: resources.tables,
      crm: { records: test.records ?? [], policies: resources.policies },
      ...(operations === undefined ? {} : { operations }),
    });
    return { result, differences: compareExpectation(test.expect, result) };
  } catch (thrown) {
    const { code, message } = errorDataOf(thrown);
    return { result: null, differences: [{ expectation: "simulation", expected: "a run", actual: { code, message } }] };
  }
}

function cover(all: string[], done: ReadonlySet<string>): Coverage["nodes"] {
  const missing = all.filter((id) => !done.has(id));
  return { total: all.length, covered: all.length - missing.length, missing };
}
