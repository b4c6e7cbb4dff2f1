import { afterAll, beforeAll, expect, it } from "vitest";
import { takeAnswer } from "../../../engine/inbox/take-answer.ts";
import { emitNamedEvent } from "../../../engine/store/index.ts";
import { publish } from "../store/open-test-store.ts";
import { type PeopleStack, startPeopleStack, waitFor } from "./people-stack.ts";

let stack: PeopleStack;
beforeAll(async () => {
  stack = await startPeopleStack({ historyBudget: 60 });
  const { users } = stack.store.workspace(stack.workspaceId);
  for (const id of ["ann", "bo", "cy"])
    await users.create({
      id,
      name: id,
      email: `${id}@example.com`,
      role: "member",
      roles: [],
      active: true,
      skills: [],
      absences: [],
      language: "en",
    });
});
afterAll(async () => stack.stop());

const ALWAYS = { all: [{ fact: "run", path: "version", operator: "equal", value: 1 }] };
const emit = async (name: string) =>
  emitNamedEvent(stack.store.context, { workspaceId: stack.workspaceId, chain: [] }, { name, payload: {} });

it("an approval half answered and a call go on in another execution of their run", async () => {
  const child = await publish(stack.store, stack.workspaceId, {
    triggers: [{ id: "go", type: "manual" }],
    nodes: [
      { id: "pause", type: "wait-for-event", event: "child.done" },
      { id: "end", type: "end", output: { said: "hello" } },
    ],
    edges: [
      { id: "e1", source: "go", sourcePort: "out", target: "pause" },
      { id: "e2", source: "pause", sourcePort: "received", target: "end" },
    ],
  });
  const key = await publish(stack.store, stack.workspaceId, {
    triggers: [{ id: "go", type: "manual" }],
    nodes: [
      { id: "ask", type: "approval", assignees: { users: ["ann", "bo", "cy"] }, required: 2, due: "PT1H" },
      { id: "sub", type: "call", workflow: child },
      { id: "ticks", type: "loop", while: ALWAYS, maxIterations: 1_000 },
      { id: "tick", parent: "ticks", type: "wait-for-event", event: "tick" },
      { id: "end", type: "end", output: { by: "=steps.ask.output.by", said: "=steps.sub.output.said" } },
    ],
    edges: [
      { id: "e1", source: "go", sourcePort: "out", target: "ask" },
      { id: "e2", source: "go", sourcePort: "out", target: "sub" },
      { id: "e3", source: "go", sourcePort: "out", target: "ticks" },
      { id: "e4", source: "ask", sourcePort: "approved", target: "end" },
      { id: "e5", source: "sub", sourcePort: "out", target: "end" },
    ],
  });
  const runId = await stack.start(key);
  const { items } = await waitFor(
    async () => stack.store.tasks.listOpen(stack.workspaceId, {}),
    (found) => found.items.length === 1,
  );
  const task = items[0]!;
  const answer = async (by: string) =>
    takeAnswer(stack.store, stack.gateway, task, {
      workspaceId: stack.workspaceId,
      by,
      outcome: "approved",
      via: "inbox",
      mayAnswerForOthers: false,
    });
  await answer("ann");
  const { temporalId } = await stack.store.workspace(stack.workspaceId).runs.getHandle(runId);
  const executions = async () => {
    const { raw } = await stack.client.workflow.getHandle(temporalId).describe();
    return [raw.workflowExecutionInfo?.firstRunId, raw.workflowExecutionInfo?.execution?.runId];
  };
  for (let ticks = 0; ticks < 60; ticks += 1) {
    await emit("tick");
    await new Promise((resolve) => setTimeout(resolve, 80));
    const [first, present] = await executions();
    if (first !== present) break;
  }
  const [first, present] = await executions();
  expect(present).not.toBe(first);
  expect(await stack.store.tasks.get(stack.workspaceId, task.id)).toMatchObject({ status: "open" });
  await answer("bo");
  await emit("child.done");
  const run = await stack.until(runId, ({ status }) => status === "completed");
  expect(run.output).toEqual({ by: "bo", said: "hello" });
  const { items: called } = await stack.store.workspace(stack.workspaceId).runs.list({ parent: runId });
  expect(called).toHaveLength(1);
});
