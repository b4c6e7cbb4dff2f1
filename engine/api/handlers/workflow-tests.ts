import type { workflowTestsRoutes } from "../../../definitions/api.ts";
import { userError } from "../../../definitions/errors.ts";
import { identifierSchema, keySchema } from "../../../definitions/names.ts";
import { conditionsByKey } from "../../../definitions/rule-sets/shared-condition.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { type RealRun, runBackTest } from "../../simulate/back-test/run-back-test.ts";
import { runTests, type TestWorld } from "../../simulate/run-workflow-tests.ts";
import { simulate, withoutUndefined } from "../../simulate/simulate.ts";
import type { Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { parseInput } from "../parse-input.ts";
import { readCalled } from "./read-called.ts";
import { writeAudit } from "./write-audit.ts";

/** What one simulation may take inside the API: other requests are served meanwhile, but not for long. */
const LIMITS = { wakes: 20_000, readings: 40_000, realMs: 2_000 };
const BACK_TEST_LIMITS = { ...LIMITS, realMs: 1_000 };
const BACK_TEST_MS = 20_000;
const RUNS_A_PAGE = 100;
const testIdSchema = keySchema.or(identifierSchema);

export const workflowTestsHandlers: Handlers<keyof typeof workflowTestsRoutes> = {
  async listWorkflowTests({ principal, params }, { store }) {
    const { workflows, workflowTests } = store.workspace(principal.workspace.id);
    await workflows.get(params.key);
    return { items: await workflowTests.list(params.key) };
  },

  async saveWorkflowTest({ principal, params, body }, services) {
    const { workflows, workflowTests } = services.store.workspace(principal.workspace.id);
    await workflows.get(params.key);
    const id = parseInput(testIdSchema, params.id, "id");
    const saved = await workflowTests.put(params.key, id, body, principal.id);
    await writeAudit(services, principal, "workflow.test.save", params.key, { id });
    return saved;
  },

  async deleteWorkflowTest({ principal, params }, services) {
    await services.store.workspace(principal.workspace.id).workflowTests.remove(params.key, params.id);
    await writeAudit(services, principal, "workflow.test.delete", params.key, { id: params.id });
  },

  async runWorkflowTests({ principal, params, body }, services) {
    const workspaceId = principal.workspace.id;
    const definition = await triedDefinition(services, workspaceId, params.key, body.definition);
    const tests = body.tests ?? (await storedTests(services, workspaceId, params.key, body.ids));
    return runTests(definition, tests, { ...(await readWorld(services, workspaceId, definition)), limits: LIMITS });
  },

  async simulateWorkflow({ principal, params, body: { definition: given, records = [], ...start } }, services) {
    const workspaceId = principal.workspace.id;
    const definition = await triedDefinition(services, workspaceId, params.key, given);
    const world = await readWorld(services, workspaceId, definition);
    const options = { ...withoutUndefined(start), ...world, limits: LIMITS };
    return simulate(definition, { ...options, crm: { ...world.crm, records } });
  },

  async backTestWorkflow({ principal, params, body }, services) {
    const workspaceId = principal.workspace.id;
    const definition = await triedDefinition(services, workspaceId, params.key, body.definition);
    const world = { ...(await readWorld(services, workspaceId, definition)), limits: BACK_TEST_LIMITS };
    const now = new Date().toISOString();
    const runs = await readLastRuns(services, workspaceId, params.key, body.last);
    return runBackTest(definition, runs, world, { now, totalMs: BACK_TEST_MS });
  },
};

/** The definition that the caller gave, else the draft. Throws `WORKFLOW_UNKNOWN`, also where one is given. */
async function triedDefinition(
  { store }: ApiServices,
  workspaceId: string,
  key: string,
  given: WorkflowDefinition | undefined,
): Promise<WorkflowDefinition> {
  const { draft } = await store.workspace(workspaceId).workflows.get(key);
  return given ?? draft;
}

/** Throws `WORKFLOW_TEST_UNKNOWN` for an id that is not stored. */
async function storedTests({ store }: ApiServices, workspaceId: string, key: string, ids: string[] | undefined) {
  const stored = await store.workspace(workspaceId).workflowTests.list(key);
  const unknown = ids?.find((id) => stored.every((one) => one.id !== id));
  if (unknown !== undefined) throw userError("WORKFLOW_TEST_UNKNOWN", `There is no test ${unknown}.`, { id: unknown });
  return stored.filter(({ id }) => ids?.includes(id) ?? true).map(({ test }) => test);
}

/** What a workspace gives to a simulation: its resources, people, operations and the workflows that it calls, no records. */
async function readWorld(
  services: ApiServices,
  workspaceId: string,
  definition: WorkflowDefinition,
): Promise<TestWorld> {
  const { store, registry } = services;
  const { resources, users } = store.workspace(workspaceId);
  const [calendars, tables, policies, teams, people, objects, workflows, scoringModels, shared] = await Promise.all([
    resources.list("calendars"),
    resources.list("tables"),
    resources.list("policies"),
    resources.list("teams"),
    users.list(),
    store.objects.list(workspaceId),
    readCalled(services, workspaceId, definition),
    resources.list("scoring-models"),
    resources.list("conditions"),
  ]);
  const conditions = conditionsByKey(shared);
  const crm = { policies, teams, users: people, objects, scoringModels, conditions: shared };
  const operations = registry.describe().flatMap((connector) => connector.operations);
  return { calendars, tables, operations, workflows, conditions, crm };
}

/** The last runs that have started, newest first, each with the version that it ran on. */
async function readLastRuns(
  { store }: ApiServices,
  workspaceId: string,
  key: string,
  last: number,
): Promise<RealRun[]> {
  const { runs, workflows } = store.workspace(workspaceId);
  const versions = new Map<number, Promise<{ definition: WorkflowDefinition }>>();
  const found: RealRun[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await runs.list({ workflow: key, limit: RUNS_A_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id, version, startedAt } of page.items) {
      if (startedAt === null) continue;
      const known = versions.get(version) ?? workflows.versions.get(key, version);
      versions.set(version, known);
      const [run, { definition }] = await Promise.all([runs.get(id), known]);
      found.push({ run, version: definition });
      if (found.length === last) return found;
    }
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}
