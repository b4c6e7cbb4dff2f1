import { afterAll, beforeAll, expect, it } from "vitest";
import { ROLE_PERMISSIONS } from "../../../definitions/api.ts";
import { connectorError } from "../../../definitions/errors.ts";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import { runWorkHandlers } from "../../../engine/api/handlers/run-work.ts";
import { runsHandlers } from "../../../engine/api/handlers/runs.ts";
import type { ApiServices } from "../../../engine/api/api-services.ts";
import { createRunStates } from "../../../engine/api/run-states.ts";
import type { Principal } from "../../../engine/auth/principal.ts";
import { emitNamedEvent } from "../../../engine/store/index.ts";
import { type PeopleStack, startPeopleStack } from "../people/people-stack.ts";
import { publish, republish } from "../store/open-test-store.ts";

let stack: PeopleStack;
let services: ApiServices;
let principal: Principal;
beforeAll(async () => {
  stack = await startPeopleStack({
    operations: () => ({
      /** Refuses what has no headers. */
      "http.request": async ({ input }) => {
        if (input["headers"] === undefined) throw connectorError("ERP_REFUSED", "it has no headers", false);
        return input;
      },
    }),
  });
  const { store, gateway, workspaceId } = stack;
  const runStates = createRunStates({
    gateway,
    everyMs: 1,
    readStored: async (workspace, id) => {
      const { runs } = store.workspace(workspace);
      return { run: await runs.get(id), temporalId: (await runs.getHandle(id)).temporalId };
    },
  });
  services = { store, runs: gateway, runStates } as Partial<ApiServices> as ApiServices;
  const workspace = { id: workspaceId, name: "test" };
  const person = {
    kind: "person",
    id: "u1",
    name: "Ann",
    email: "ann@example.com",
    language: "en",
    role: "operator",
  } as const;
  principal = { ...person, workspace, permissions: ROLE_PERMISSIONS.operator };
});
afterAll(() => stack.stop());

const ask = { language: "en", requestId: "r", headers: {}, ifMatch: null, query: undefined } as const;
const rerun = (id: string, body: { from?: string; version?: "same" | "published" } = {}) =>
  runWorkHandlers.rerunRun(
    { ...ask, principal, params: { id }, body: { version: "same", ...body } } as never,
    services,
  );
const migrate = (body: object) =>
  runWorkHandlers.migrateRuns(
    { ...ask, principal, params: {}, body: { mapping: {}, dryRun: false, ...body } } as never,
    services,
  );
const inBulk = (body: object) =>
  runWorkHandlers.operateRuns({ ...ask, principal, params: {}, body: { dryRun: false, ...body } } as never, services);
/** What a run's page tells of people. */
async function actionsOf(id: string) {
  const request = { ...ask, principal, params: { id } } as never;
  return (await runsHandlers.listRunActions(request, services)).items;
}
const emit = (name: string) =>
  emitNamedEvent(stack.store.context, { workspaceId: stack.workspaceId, chain: [] }, { name, payload: {} });

type Given = Partial<WorkflowDefinitionInput>;
const GO = [{ id: "go", type: "manual" as const }];
function edgesOf(...edges: string[]) {
  return edges.map((edge, index) => {
    const [source = "", target = ""] = edge.split(">");
    const [from = "", port = "out"] = source.split(".");
    return { id: `e${index}`, source: from, sourcePort: port, target };
  });
}
const draw = (given: Given) => publish(stack.store, stack.workspaceId, { triggers: GO, ...given });
const redraw = (key: string, given: Given) =>
  republish(
    stack.store,
    stack.workspaceId,
    workflowDefinitionSchema.parse({ schemaVersion: 1, key, name: key, triggers: GO, ...given }),
  );
const isClosed = ({ status }: { status: string }) => ["completed", "failed", "cancelled"].includes(status);
const stepOf = (run: { steps: { stepId: string }[] }, id: string) => run.steps.find(({ stepId }) => stepId === id);

it("a run is done again from a step: what was before is kept with its outputs and variables, the rest is done anew", async () => {
  const key = await draw({
    variables: [{ name: "total", type: "number", initial: 0 }],
    nodes: [
      { id: "first", type: "set", values: { total: "=vars.total + 1", stamp: "=run.id" } },
      { id: "second", type: "set", values: { total: "=vars.total + 10" } },
      { id: "end", type: "end", output: { total: "=vars.total", stamp: "=steps.first.output.stamp" } },
    ],
    edges: edgesOf("go>first", "first>second", "second>end"),
  });
  const original = await stack.start(key);
  await stack.until(original, isClosed);
  const { runId } = await rerun(original, { from: "second" });
  const again = await stack.until(runId, isClosed);
  expect(again).toMatchObject({
    status: "completed",
    output: { total: 11, stamp: original },
    origin: { rerunOf: original },
  });
  expect(stepOf(again, "first")).toMatchObject({ isReused: true });
  expect(stepOf(again, "second")).not.toHaveProperty("isReused");
  const whole = await stack.until((await rerun(original)).runId, isClosed);
  expect(whole).toMatchObject({ output: { total: 11, stamp: whole.id } });
  await expect(rerun(original, { from: "nobody" })).rejects.toMatchObject({ code: "RERUN_STEP_UNKNOWN" });
});

const waits = (id: string, event: string) => ({ id, type: "wait-for-event" as const, event });

it("waiting runs move to a newer version after a dry run; one whose step is gone stays as it is, unless it is mapped", async () => {
  const key = await draw({
    nodes: [
      { id: "before", type: "set", values: { n: 1 } },
      waits("hear", "move.heard"),
      { id: "end", type: "end", output: "old" },
    ],
    edges: edgesOf("go>before", "before>hear", "hear.received>end"),
  });
  const moving = await stack.start(key);
  const other = await stack.start(key);
  const isWaiting = ({ status }: { status: string }) => status === "waiting";
  await Promise.all([stack.until(moving, isWaiting), stack.until(other, isWaiting)]);
  await redraw(key, {
    nodes: [
      { id: "before", type: "set", values: { n: 2 } },
      { id: "inserted", type: "set", values: {} },
      waits("listen", "move.heard"),
      { id: "after", type: "set", values: { n: "=steps.before.output.n" } },
      { id: "end", type: "end", output: "=steps.after.output.n" },
    ],
    edges: edgesOf("go>before", "before>inserted", "inserted>listen", "listen.received>after", "after>end"),
  });
  const refused = await migrate({ workflow: key, toVersion: 2, dryRun: true });
  expect(refused.runs.map(({ outcome }) => outcome)).toEqual(["refused", "refused"]);
  expect(refused.runs[0]?.problems).toEqual([{ stepId: "hear", nodeId: "hear", to: "hear", reason: "node-missing" }]);
  const mapping = { hear: "listen" };
  expect(
    (await migrate({ workflow: key, toVersion: 2, mapping, dryRun: true })).runs.map(({ outcome }) => outcome),
  ).toEqual(["movable", "movable"]);
  const moved = await migrate({ workflow: key, toVersion: 2, ids: [moving], mapping });
  expect(moved.runs).toMatchObject([{ runId: moving, fromVersion: 1, outcome: "moved" }]);
  await stack.until(moving, ({ version, status }) => version === 2 && status === "waiting");
  await emit("move.heard");
  const [after, before] = [await stack.until(moving, isClosed), await stack.until(other, isClosed)];
  // The step before was done on the old version and stays done; the inserted one lies behind the run.
  expect(after).toMatchObject({ version: 2, status: "completed", output: 1 });
  expect(stepOf(after, "inserted")).toBeUndefined();
  expect(before).toMatchObject({ version: 1, status: "completed", output: "old" });
  expect(await actionsOf(moving)).toMatchObject([{ action: "run.move", byUser: "u1", toVersion: 2 }]);
  expect(await actionsOf(other)).toEqual([]);
});

it("what a filter finds is counted first, then operated in bulk", async () => {
  const key = await draw({ nodes: [waits("hear", "bulk.heard")], edges: edgesOf("go>hear") });
  const ids = await Promise.all([1, 2, 3].map(() => stack.start(key)));
  await Promise.all(ids.map((id) => stack.until(id, ({ status }) => status === "waiting")));
  const counted = await inBulk({ workflow: key, operation: "cancel", dryRun: true });
  expect(counted).toEqual({ matched: 3, done: 0, more: false, failures: [] });
  const search = ids[1]?.slice(3).toLowerCase();
  expect(await inBulk({ search, operation: "cancel", dryRun: true })).toMatchObject({ matched: 1 });
  expect(await inBulk({ workflow: key, search: "nobody", operation: "cancel" })).toMatchObject({ matched: 0 });
  expect(await inBulk({ workflow: key, operation: "resume" })).toMatchObject({ matched: 0, done: 0 });
  const reason = "wrong list";
  expect(await inBulk({ workflow: key, operation: "cancel", reason })).toMatchObject({ done: 3, failures: [] });
  for (const id of ids) expect(await actionsOf(id)).toMatchObject([{ action: "run.cancel", byUser: "u1", reason }]);
  const closed = await Promise.all(ids.map((id) => stack.until(id, isClosed)));
  expect(closed.map(({ status }) => status)).toEqual(["cancelled", "cancelled", "cancelled"]);
  expect(await inBulk({ workflow: key, operation: "rerun", dryRun: true })).toMatchObject({ matched: 3 });
});

it("a plan too large to travel with the start is loaded by its hash, once an execution", async () => {
  const text = "x".repeat(70_000);
  const key = await draw({
    nodes: [
      { id: "big", type: "set", values: { text } },
      { id: "end", type: "end", output: "=size(steps.big.output.text)" },
    ],
    edges: edgesOf("go>big", "big>end"),
  });
  const run = await stack.until(await stack.start(key), isClosed);
  expect(run).toMatchObject({ status: "completed", output: 70_000 });
});

it("incidents of one step are tried again together with a field of their input changed, after a trial that shows the first", async () => {
  const key = await draw({
    nodes: [
      { id: "push", type: "action", operation: "http.request", input: { path: "=trigger.path", tries: 1 } },
      { id: "end", type: "end", output: "=steps.push.output" },
    ],
    edges: edgesOf("go>push", "push>end"),
    settings: { onFailure: "incident" },
  });
  const isIncident = ({ status }: { status: string }) => status === "incident";
  const ids = await Promise.all(["/a", "/b"].map((path) => stack.start(key, { path })));
  await Promise.all(ids.map((id) => stack.until(id, isIncident)));
  const retry = { workflow: key, operation: "retry", set: { field: "headers", value: { to: "new" } } };
  const first = { input: { tries: 1 }, changed: { tries: 1, headers: { to: "new" } } };
  const trial = await inBulk({ ...retry, dryRun: true });
  expect(trial).toMatchObject({ matched: 2, done: 0, failures: [], preview: { ...first, stepId: "push" } });
  const unfit = await inBulk({ ...retry, set: { field: "tries.of", value: 1 }, dryRun: true });
  expect(unfit.failures.map(({ error }) => error.code)).toEqual(["INCIDENT_INPUT_UNFIT", "INCIDENT_INPUT_UNFIT"]);
  expect(await inBulk({ ...retry, set: { field: "tries.of", value: 1 } })).toMatchObject({ matched: 2, done: 0 });
  expect(await inBulk({ ...retry, ids, workflow: undefined })).toMatchObject({ matched: 2, done: 2, failures: [] });
  const ended = await Promise.all(ids.map((id) => stack.until(id, isClosed)));
  expect(ended.map(({ output }) => output)).toEqual([
    { path: "/a", tries: 1, headers: { to: "new" } },
    { path: "/b", tries: 1, headers: { to: "new" } },
  ]);
  expect(await actionsOf(ids[0] ?? "")).toMatchObject([{ action: "run.resolve", resolution: "retry", byUser: "u1" }]);

  const other = await draw({
    nodes: [{ id: "call", type: "action", operation: "http.request", input: { path: "/c" } }],
    edges: edgesOf("go>call"),
    settings: { onFailure: "incident" },
  });
  const mixed = await Promise.all([stack.start(key, { path: "/d" }), stack.start(other)]);
  await Promise.all(mixed.map((id) => stack.until(id, isIncident)));
  await expect(inBulk({ ...retry, workflow: undefined, ids: mixed })).rejects.toMatchObject({
    code: "INCIDENT_STEPS_DIFFER",
  });
});
