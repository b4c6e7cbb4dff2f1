import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunSummary } from "../../../definitions/run.ts";
import { workflowDefinitionSchema, type WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { startCall } from "../../../engine/store/runs/start-call.ts";
import { emitNamedEvent } from "../../../engine/store/index.ts";
import { publish, republish } from "../store/open-test-store.ts";
import { type PeopleStack, startPeopleStack, waitFor } from "./people-stack.ts";

let stack: PeopleStack;
beforeAll(async () => {
  stack = await startPeopleStack();
});
afterAll(async () => stack.stop());

type Nodes = NonNullable<WorkflowDefinitionInput["nodes"]>;
const GO = [{ id: "go", type: "manual" as const }];
const line = (...ids: string[]) =>
  ids.slice(1).map((target, index) => ({
    id: `e${index}`,
    source: ids[index]!.split(".")[0]!,
    sourcePort: ids[index]!.split(".")[1] ?? "out",
    target: target.split(".")[0]!,
  }));
const draw = async (
  nodes: Nodes,
  edges: WorkflowDefinitionInput["edges"],
  more: Partial<WorkflowDefinitionInput> = {},
) => publish(stack.store, stack.workspaceId, { triggers: GO, nodes, edges, ...more });
const runs = () => stack.store.workspace(stack.workspaceId).runs;
const runsOf = async (workflow: string): Promise<RunSummary[]> => (await runs().list({ workflow })).items;
const onlyRunOf = async (workflow: string) =>
  (
    await waitFor(
      async () => runsOf(workflow),
      (items) => items.length > 0,
    )
  )[0]!;
const closed = ({ status }: { status: string }) =>
  !["queued", "running", "waiting", "paused", "incident"].includes(status);
const caller = async (workflow: string, more: Record<string, unknown> = {}) =>
  draw(
    [
      { id: "sub", type: "call", workflow, input: { n: "=trigger.n" }, ...more },
      { id: "end", type: "end", output: "=steps.sub.output" },
      { id: "bad", type: "end", status: "failed", output: "=steps.sub.error.code" },
    ],
    [...line("go", "sub", "end"), { id: "err", source: "sub", sourcePort: "error", target: "bad" }],
  );

describe("a call", () => {
  it("that is waited for gives the called run's output; the run has its own timeline and its parent", async () => {
    const child = await draw([{ id: "end", type: "end", output: { got: "=trigger.n" } }], line("go", "end"));
    const runId = await stack.start(await caller(child), { n: "7" });
    expect(await stack.until(runId, closed)).toMatchObject({ status: "completed", output: { got: "7" } });
    const [called] = (await runs().list({ parent: runId })).items;
    expect(called).toMatchObject({
      workflowKey: child,
      status: "completed",
      origin: { triggerType: "call", parent: { runId, stepId: "sub", waits: true } },
    });
    expect((await runs().get(runId)).steps[0]).toMatchObject({ calledRun: called!.id });
    expect((await runs().get(called!.id)).steps).toHaveLength(1);
  });

  it("that is not waited for goes on at once with the run's id", async () => {
    const child = await draw([{ id: "pause", type: "wait-for-event", event: "go.on" }], line("go", "pause"));
    const runId = await stack.start(await caller(child, { wait: false }), { n: "1" });
    const { output } = await stack.until(runId, closed);
    const called = await onlyRunOf(child);
    expect(output).toEqual({ runId: called.id });
    await waitFor(
      async () => runs().get(called.id),
      ({ status }) => status === "waiting",
    );
    await emitNamedEvent(
      stack.store.context,
      { workspaceId: stack.workspaceId, chain: [] },
      { name: "go.on", payload: {} },
    );
    await stack.until(called.id, closed);
  });

  it("fails by the error port with the called run's error", async () => {
    const child = await draw([{ id: "end", type: "end", status: "failed" }], line("go", "end"));
    const runId = await stack.start(await caller(child), { n: "1" });
    const run = await stack.until(runId, closed);
    expect(run).toMatchObject({ status: "failed", output: "CALL_FAILED" });
    expect(run.steps[0]).toMatchObject({ error: { details: { status: "failed" } } });
  });

  it("keeps the version that it names while others are published, and takes the latest where it says so", async () => {
    const nodes = (word: string): Nodes => [{ id: "end", type: "end", output: { word } }];
    const child = await draw(nodes("one"), line("go", "end"));
    await redraw(child, nodes("two"), line("go", "end"));
    const pinned = await stack.start(await caller(child, { version: 1 }), { n: "1" });
    const latest = await stack.start(await caller(child, { version: "latest" }), { n: "1" });
    expect(await stack.until(pinned, closed)).toMatchObject({ output: { word: "one" } });
    expect(await stack.until(latest, closed)).toMatchObject({ output: { word: "two" } });
  });

  it("cancels the called run with its caller, also when the caller is terminated", async () => {
    const child = await draw([{ id: "pause", type: "wait-for-event", event: "never" }], line("go", "pause"));
    const key = await caller(child);
    for (const how of ["cancel", "terminate"] as const) {
      const runId = await stack.start(key, { n: "1" });
      const called = (
        await waitFor(
          async () => (await runs().list({ parent: runId })).items,
          ([first]) => first?.status === "waiting",
        )
      )[0]!;
      const { temporalId } = await runs().getHandle(runId);
      if (how === "cancel") await stack.gateway.operate(temporalId, { operation: "cancel", byUser: null });
      else {
        await stack.gateway.terminate(temporalId, "test");
        await runs().close(runId, "cancelled", null);
      }
      expect(await stack.until(called.id, closed)).toMatchObject({ status: "cancelled" });
    }
  });

  it("out of time fails by the error port and stops the called run", async () => {
    const child = await draw([{ id: "pause", type: "wait-for-event", event: "never" }], line("go", "pause"));
    const runId = await stack.start(await caller(child, { timeout: "PT1S" }), { n: "1" });
    expect(await stack.until(runId, closed)).toMatchObject({ output: "CALL_TIMED_OUT" });
    expect(await stack.until((await onlyRunOf(child)).id, closed)).toMatchObject({ status: "cancelled" });
  });

  it("refuses loops, unknown workflows and switched off ones", async () => {
    const self = `loop-${stack.workspaceId}`;
    await draw(
      [
        { id: "sub", type: "call", workflow: self },
        { id: "bad", type: "end", output: "=steps.sub.error.code" },
      ],
      [...line("go", "sub"), { id: "err", source: "sub", sourcePort: "error", target: "bad" }],
      { key: self },
    );
    expect(await stack.until(await stack.start(self), closed)).toMatchObject({ output: "CALL_LOOP" });
    expect(await stack.until(await stack.start(await caller("no-such"), { n: "1" }), closed)).toMatchObject({
      output: "WORKFLOW_NOT_PUBLISHED",
    });
    const off = await draw([{ id: "end", type: "end" }], line("go", "end"));
    await stack.store.workspace(stack.workspaceId).workflows.setEnabled(off, false, null);
    expect(await stack.until(await stack.start(await caller(off), { n: "1" }), closed)).toMatchObject({
      output: "WORKFLOW_DISABLED",
    });
  });

  it("is told when the called workflow drops the run", async () => {
    const child = await draw([{ id: "pause", type: "wait-for-event", event: "never" }], line("go", "pause"), {
      settings: { concurrency: { limit: 1, whenFull: "drop" } },
    });
    const first = await stack.start(child);
    await stack.until(first, ({ status }) => status === "waiting");
    const runId = await stack.start(await caller(child), { n: "1" });
    const run = await stack.until(runId, closed);
    expect(run.steps[0]).toMatchObject({ error: { code: "CALL_FAILED", details: { code: "RUN_DROPPED" } } });
  });

  it("started twice at once, or again after a crash, is one run", async () => {
    const child = await draw([{ id: "end", type: "end" }], line("go", "end"));
    const call = {
      workspaceId: stack.workspaceId,
      runId: "caller-1",
      stepId: "sub",
      idempotencyKey: "caller-1/sub/0",
      caller: "some-caller",
      workflow: child,
      version: "latest" as const,
      wait: true,
      input: {},
      chain: ["some-caller"],
    };
    const started = await Promise.all([1, 2, 3].map(async () => startCall(stack.store, call)));
    expect(new Set(started.map(({ runId }) => runId)).size).toBe(1);
    await stack.until(started[0]!.runId, closed);
    expect(await startCall(stack.store, call)).toMatchObject({ ended: { status: "completed", workflow: child } });
    expect(await runsOf(child)).toHaveLength(1);
  });

  it("is called anew when an operator tries the failed step again", async () => {
    const child = await draw(
      [
        { id: "check", type: "condition", branches: [{ id: "yes", when: IS_TWO }] },
        { id: "good", type: "end", output: { n: "=trigger.n" } },
        { id: "bad", type: "end", status: "failed" },
      ],
      [
        ...line("go", "check"),
        { id: "y", source: "check", sourcePort: "yes", target: "good" },
        { id: "n", source: "check", sourcePort: "else", target: "bad" },
      ],
    );
    const key = await draw(
      [
        { id: "sub", type: "call", workflow: child, input: { n: "=trigger.n" } },
        { id: "end", type: "end", output: "=steps.sub.output" },
      ],
      line("go", "sub", "end"),
    );
    const runId = await stack.start(key, { n: "1" });
    await stack.until(runId, ({ status }) => status === "incident");
    const { temporalId } = await runs().getHandle(runId);
    const resolution = { action: "retry" as const, input: { n: "2" } };
    await stack.gateway.resolveIncident(temporalId, { stepId: "sub", resolution, byUser: null });
    expect(await stack.until(runId, closed)).toMatchObject({ status: "completed", output: { n: "2" } });
    expect(await runsOf(child)).toHaveLength(2);
  });
});

const IS_TWO = { all: [{ fact: "trigger", path: "n", operator: "equal", value: "2" }] };

describe("a call inline", () => {
  it("runs the published version within the caller's run: no run of its own; publishing the other changes nothing", async () => {
    const nodes = (word: string): Nodes => [
      { id: "sub", type: "set", values: { word, n: "=trigger.n" } },
      { id: "pause", type: "wait-for-event", event: "inline.go", correlate: "=trigger.n" },
      { id: "end", type: "end", output: { word: "=steps.sub.output.word", n: "=trigger.n" } },
    ];
    const child = await draw(nodes("one"), line("go", "sub", "pause.received", "end"));
    const key = await caller(child, { mode: "inline" });
    const runId = await stack.start(key, { n: "1" });
    await redraw(child, nodes("two"), line("go", "sub", "pause.received", "end"));
    await stack.until(runId, ({ status }) => status === "waiting");
    await emitNamedEvent(
      stack.store.context,
      { workspaceId: stack.workspaceId, chain: [] },
      { name: "inline.go", correlate: "1", payload: {} },
    );
    const run = await stack.until(runId, closed);
    expect(run).toMatchObject({ status: "completed", output: { word: "one", n: "1" } });
    expect(run.steps.filter(({ status }) => status !== "skipped").map(({ stepId }) => stepId)).toEqual([
      "sub",
      "sub/sub[0]",
      "sub/pause[0]",
      "sub/end[0]",
      "end",
    ]);
    expect(await runsOf(child)).toEqual([]);
  });

  it("goes on while no worker is there, and runs anew when an operator tries it again with another input", async () => {
    const child = await draw(
      [
        { id: "check", type: "condition", branches: [{ id: "yes", when: IS_TWO }] },
        { id: "pause", type: "wait", for: "PT1S" },
        { id: "good", type: "end", output: { n: "=trigger.n" } },
        { id: "bad", type: "end", status: "failed" },
      ],
      [
        ...line("go", "check"),
        { id: "y", source: "check", sourcePort: "yes", target: "pause" },
        { id: "p", source: "pause", sourcePort: "out", target: "good" },
        { id: "n", source: "check", sourcePort: "else", target: "bad" },
      ],
    );
    const key = await draw(
      [
        { id: "sub", type: "call", mode: "inline", workflow: child, input: { n: "=trigger.n" } },
        { id: "end", type: "end", output: "=steps.sub.output" },
      ],
      line("go", "sub", "end"),
    );
    const runId = await stack.start(key, { n: "1" });
    const stuck = await stack.until(runId, ({ status }) => status === "incident");
    expect(stuck.steps[0]).toMatchObject({ error: { code: "CALL_FAILED" } });
    const { temporalId } = await runs().getHandle(runId);
    const resolution = { action: "retry" as const, input: { n: "2" } };
    await stack.gateway.resolveIncident(temporalId, { stepId: "sub", resolution, byUser: null });
    await stack.withoutWorker(async () => undefined);
    const run = await stack.until(runId, closed);
    expect(run).toMatchObject({ status: "completed", output: { n: "2" } });
    expect(run.steps.map(({ stepId }) => stepId)).toEqual(expect.arrayContaining(["sub/bad[0]", "sub/good[1]"]));
  });
});

describe("the end of another workflow's run", () => {
  const after = async (workflow: string, on: ("completed" | "failed" | "cancelled")[]) =>
    publish(stack.store, stack.workspaceId, {
      triggers: [{ id: "ended", type: "workflow", workflow, on }],
      nodes: [{ id: "end", type: "end", output: { of: "=trigger.runId", status: "=trigger.status" } }],
      edges: [{ id: "e", source: "ended", sourcePort: "out", target: "end" }],
    });

  it("starts the workflows that wait for it, each once, and only for the statuses that they name", async () => {
    const first = await draw([{ id: "end", type: "end", status: "failed" }], line("go", "end"));
    const [onFailed, onDone] = [await after(first, ["failed"]), await after(first, ["completed"])];
    const runId = await stack.start(first);
    const started = await onlyRunOf(onFailed);
    expect(await stack.until(started.id, closed)).toMatchObject({
      output: { of: runId, status: "failed" },
      origin: { triggerType: "workflow", afterRun: runId, chain: [first] },
    });
    expect(await runsOf(onDone)).toHaveLength(0);
    expect(await runsOf(onFailed)).toHaveLength(1);
  });

  it("is told by a run that was ended from outside, once", async () => {
    const first = await draw([{ id: "pause", type: "wait-for-event", event: "never" }], line("go", "pause"));
    const onCancelled = await after(first, ["cancelled"]);
    const runId = await stack.start(first);
    await stack.until(runId, ({ status }) => status === "waiting");
    const { temporalId } = await runs().getHandle(runId);
    await stack.gateway.terminate(temporalId, "test");
    await Promise.all([runs().close(runId, "cancelled", null), runs().close(runId, "cancelled", null)]);
    await onlyRunOf(onCancelled);
    expect(await runsOf(onCancelled)).toHaveLength(1);
  });

  it("two workflows that start each other stop: the chain refuses the loop", async () => {
    const [a, b] = [`a-${stack.workspaceId}`, `b-${stack.workspaceId}`];
    for (const [key, other] of [
      [a, b],
      [b, a],
    ] as const)
      await publish(stack.store, stack.workspaceId, {
        key,
        triggers: [...GO, { id: "ended", type: "workflow", workflow: other, on: ["completed"] }],
      });
    await stack.start(a);
    const second = await onlyRunOf(b);
    await stack.until(second.id, closed);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect([(await runsOf(a)).length, (await runsOf(b)).length]).toEqual([1, 1]);
  });

  it("starts the failure workflow when the run fails, not when it is done", async () => {
    const failure = await draw([{ id: "end", type: "end", output: { of: "=trigger.runId" } }], line("go", "end"));
    const settings = { failureWorkflow: failure, onFailure: "fail" as const };
    const good = await draw([{ id: "end", type: "end" }], line("go", "end"), { settings });
    const bad = await draw([{ id: "end", type: "end", status: "failed" }], line("go", "end"), { settings });
    const goodRun = await stack.start(good);
    const badRun = await stack.start(bad);
    await stack.until(goodRun, closed);
    const started = await onlyRunOf(failure);
    expect(await stack.until(started.id, closed)).toMatchObject({ output: { of: badRun } });
    expect(await runsOf(failure)).toHaveLength(1);
  });
});

const redraw = (key: string, nodes: Nodes, edges: WorkflowDefinitionInput["edges"]) =>
  republish(
    stack.store,
    stack.workspaceId,
    workflowDefinitionSchema.parse({ schemaVersion: 1, key, name: key, triggers: GO, nodes, edges }),
  );
