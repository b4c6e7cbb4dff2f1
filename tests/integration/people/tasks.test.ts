import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { takeAnswer } from "../../../engine/inbox/take-answer.ts";
import { delegateTask, type Task } from "../../../engine/store/index.ts";
import { createMailboxClient } from "../../../engine/runtime/mail-catcher/client.ts";
import { publish } from "../store/open-test-store.ts";
import { type PeopleStack, startPeopleStack, waitFor } from "./people-stack.ts";

let stack: PeopleStack;
beforeAll(async () => {
  stack = await startPeopleStack();
  const { users, resources } = stack.store.workspace(stack.workspaceId);
  for (const id of ["ann", "bo", "cy", "dee"])
    await users.create({ id, name: id, email: `${id}-${stack.workspaceId}@example.com`, ...PERSON });
  await users.create({ ...PERSON, id: "gone", name: "gone", email: "gone@example.com", active: false });
  await resources.put("teams", { key: "sales", name: "Sales", members: ["ann", "bo", "cy", "gone"] }, null);
});
afterAll(async () => stack.stop());

const PERSON = {
  role: "member" as const,
  roles: [],
  active: true,
  skills: [],
  absences: [],
  language: "en" as const,
};
type Nodes = NonNullable<WorkflowDefinitionInput["nodes"]>;

/** Publishes one node `ask` with an end after each of its ports. */
async function publishAsk(node: Record<string, unknown>, ports: string[]) {
  return publish(stack.store, stack.workspaceId, {
    triggers: [{ id: "go", type: "manual" }],
    settings: { onFailure: "incident" },
    nodes: [
      { ...node, id: "ask" } as unknown as Nodes[number],
      ...ports.map((port) => ({
        id: `${port}End`,
        type: "end" as const,
        output: { port, by: "=steps.ask.output.by" },
      })),
    ],
    edges: [
      { id: "e0", source: "go", sourcePort: "out", target: "ask" },
      ...ports.map((port, index) => ({ id: `p${index}`, source: "ask", sourcePort: port, target: `${port}End` })),
    ],
  });
}
const taskOf = async (runId: string): Promise<Task> => {
  const { items } = await waitFor(
    async () => ({
      items: (await stack.store.tasks.listOpen(stack.workspaceId, {})).items.filter((task) => task.runId === runId),
    }),
    (found) => found.items.length > 0,
  );
  return items[0]!;
};
const answer = async (task: Task, by: string, outcome: string, more: { form?: Record<string, number> } = {}) =>
  takeAnswer(stack.store, stack.gateway, task, {
    workspaceId: stack.workspaceId,
    by,
    outcome,
    via: "inbox",
    mayAnswerForOthers: false,
    ...more,
  });
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
const closed = ({ status }: { status: string }) => ["completed", "failed", "cancelled"].includes(status);

describe("an approval of n of m", () => {
  it("is approved with the n-th person; each counts once, others are refused", async () => {
    const key = await publishAsk({ type: "approval", assignees: { team: "sales" }, required: 2 }, [
      "approved",
      "rejected",
    ]);
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    expect(task).toMatchObject({ assignees: ["ann", "bo", "cy"], required: 2, kind: "approval" });
    await answer(task, "ann", "approved");
    expect(await codeOf(answer(task, "ann", "approved"))).toBe("TASK_ANSWERED");
    expect(await codeOf(answer(task, "dee", "approved"))).toBe("TASK_NOT_YOURS");
    expect(await codeOf(answer(task, "bo", "maybe"))).toBe("TASK_OUTCOME_UNKNOWN");
    await answer(task, "bo", "rejected");
    expect((await stack.store.workspace(stack.workspaceId).runs.get(runId)).status).toBe("waiting");
    await answer(task, "cy", "approved");
    expect(await stack.until(runId, closed)).toMatchObject({
      status: "completed",
      output: { port: "approved", by: "cy" },
    });
    expect(await stack.store.tasks.get(stack.workspaceId, task.id)).toMatchObject({ status: "done" });
  });

  it("is rejected as soon as too few are left", async () => {
    const key = await publishAsk({ type: "approval", assignees: { team: "sales" }, required: 2 }, [
      "approved",
      "rejected",
    ]);
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    await answer(task, "ann", "rejected");
    await answer(task, "cy", "rejected");
    expect(await stack.until(runId, closed)).toMatchObject({ output: { port: "rejected", by: "cy" } });
    expect(await codeOf(answer(task, "bo", "approved"))).toBe("TASK_CLOSED");
  });

  it("of answers that settle it at once, one wins and the run hears it once", async () => {
    const key = await publishAsk({ type: "approval", assignees: { team: "sales" }, required: 1 }, [
      "approved",
      "rejected",
    ]);
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    const codes = await Promise.all(["ann", "bo", "cy"].map(async (by) => codeOf(answer(task, by, "approved"))));
    expect(codes.sort()).toEqual(["TASK_CLOSED", "TASK_CLOSED", "accepted"]);
    const run = await stack.until(runId, closed);
    const stored = await stack.store.tasks.get(stack.workspaceId, task.id);
    expect(run.output).toEqual({ port: "approved", by: stored!.answers[0]!.by });
  });

  it("opens an incident where nobody can be asked, and asks when tried again", async () => {
    const key = await publishAsk({ type: "approval", assignees: { role: "director" }, required: 1 }, ["approved"]);
    const runId = await stack.start(key);
    const run = await stack.until(runId, ({ status }) => status === "incident");
    expect(run.steps[0]).toMatchObject({ error: { code: "TASK_ASSIGNEES_NONE" } });
    await stack.store.workspace(stack.workspaceId).users.update("dee", { roles: ["director"] });
    const { temporalId } = await stack.store.workspace(stack.workspaceId).runs.getHandle(runId);
    await stack.gateway.resolveIncident(temporalId, { stepId: "ask", resolution: { action: "retry" }, byUser: null });
    await answer(await taskOf(runId), "dee", "approved");
    expect(await stack.until(runId, closed)).toMatchObject({ output: { by: "dee" } });
  });
});

describe("an answer and its delivery", () => {
  const FORM = { type: "object", properties: { limit: { type: "number" } }, required: ["limit"] };

  it("reaches the run by the courier when whoever took it died before telling", async () => {
    const key = await publishAsk(
      { type: "human-task", assignees: { users: ["ann"] }, outcomes: [{ id: "sent" }], form: FORM },
      ["sent"],
    );
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    expect(await codeOf(answer(task, "ann", "sent"))).toBe("TASK_FORM_INVALID");
    const dying = {
      completeTask: async () => {
        throw new Error("the process died");
      },
    };
    const given = { workspaceId: stack.workspaceId, by: "ann", outcome: "sent", form: { limit: 5 } };
    await takeAnswer(stack.store, dying, task, { ...given, via: "inbox", mayAnswerForOthers: false });
    const run = await stack.until(runId, closed);
    expect(run.steps[0]).toMatchObject({ output: { by: "ann", form: { limit: 5 } } });
  });

  it("told twice, also by two couriers at once, counts once", async () => {
    const key = await publishAsk({ type: "approval", assignees: { team: "sales" }, required: 2 }, ["approved"]);
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    const twice = {
      completeTask: async (...args: Parameters<PeopleStack["gateway"]["completeTask"]>) => {
        await stack.gateway.completeTask(...args);
        await stack.gateway.completeTask(...args);
        throw new Error("the answer was lost");
      },
    };
    const given = { workspaceId: stack.workspaceId, by: "ann", outcome: "approved" };
    await takeAnswer(stack.store, twice, task, { ...given, via: "inbox", mayAnswerForOthers: false });
    await Promise.all([stack.newCourier().sweep(), stack.newCourier().sweep()]);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect((await stack.store.workspace(stack.workspaceId).runs.get(runId)).status).toBe("waiting");
    await answer(task, "bo", "approved");
    expect(await stack.until(runId, closed)).toMatchObject({ output: { by: "bo" } });
  });

  it("given while no worker is there is taken at once, and reaches the run when one is back", async () => {
    const key = await publishAsk({ type: "approval", assignees: { team: "sales" }, required: 2 }, ["approved"]);
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    await stack.withoutWorker(async () => {
      const began = Date.now();
      await answer(task, "ann", "approved");
      await answer(task, "bo", "approved");
      expect(Date.now() - began).toBeLessThan(6_000);
      expect(await stack.store.tasks.get(stack.workspaceId, task.id)).toMatchObject({ status: "done" });
    });
    expect(await stack.until(runId, closed)).toMatchObject({ output: { port: "approved", by: "bo" } });
  });

  it("is worked on at once though a clock that ran ahead wrote when it is due", async () => {
    const key = await publishAsk({ type: "approval", assignees: { team: "sales" }, required: 1 }, ["approved"]);
    const task = await taskOf(await stack.start(key));
    const { tasks } = stack.store.context.collections;
    const ahead = new Date(Date.now() + 600_000);
    await tasks.updateOne(
      { _id: task.id },
      { $set: { "ask.work": true, "ask.workAt": ahead, "ask.leaseUntil": ahead } },
    );
    const done = await waitFor(
      async () => tasks.findOne({ _id: task.id, "ask.work": false }),
      (found) => found !== null,
    );
    expect(done?.status).toBe("open");
  });

  it("opens one task for a key, also when opened twice at once", async () => {
    const request = {
      workspaceId: stack.workspaceId,
      runId: "r-none",
      workflowKey: "w",
      task: {
        nodeId: "ask",
        stepId: "ask",
        kind: "approval" as const,
        title: "T",
        assignees: { users: ["ann"] },
        users: null,
        form: null,
        outcomes: [{ id: "approved" }],
        required: 1,
        dueAt: null,
        idempotencyKey: "r-none/ask/0",
      },
    };
    const opened = await Promise.all([1, 2, 3].map(async () => stack.store.runTasks.open(request)));
    expect(new Set(opened.map(({ taskId }) => taskId)).size).toBe(1);
    expect(await stack.store.taskWork.closeOrphans(0)).toBe(1);
    expect(await stack.store.tasks.get(stack.workspaceId, opened[0]!.taskId)).toMatchObject({ status: "cancelled" });
  });
});

describe("time", () => {
  it("reminds, escalates, and leaves by timeout at the due time", async () => {
    const key = await publishAsk(
      {
        type: "approval",
        assignees: { users: ["ann"] },
        required: 1,
        due: "PT4S",
        reminders: [{ before: "PT2S" }],
        escalateTo: { users: ["bo"] },
        escalateAfter: "PT1S",
      },
      ["approved", "timeout"],
    );
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    const run = await stack.until(runId, closed);
    expect(run).toMatchObject({ status: "completed", output: { port: "timeout", by: null } });
    expect(await stack.store.tasks.get(stack.workspaceId, task.id)).toMatchObject({
      status: "cancelled",
      escalated: true,
      assignees: ["ann", "bo"],
    });
    const textsOf = async (user: string) =>
      (await stack.store.notices.list(stack.workspaceId, user, {})).items.filter(({ text }) => text.endsWith(": ask"));
    const bo = await textsOf("bo");
    expect(bo.some(({ text }) => text.startsWith("Nobody has answered yet"))).toBe(true);
    expect((await textsOf("ann")).some(({ kind }) => kind === "reminder")).toBe(true);
  });

  it("an answer written just before the due time counts, though the run had not heard of it", async () => {
    const key = await publishAsk({ type: "human-task", assignees: { users: ["ann"] }, due: "PT3S" }, [
      "done",
      "timeout",
    ]);
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    await stack.courier.stop();
    const silent = { completeTask: async () => Promise.reject(new Error("cut off")) };
    const given = { workspaceId: stack.workspaceId, by: "ann", outcome: "done" };
    await takeAnswer(stack.store, silent, task, { ...given, via: "inbox", mayAnswerForOthers: false });
    expect(await stack.until(runId, closed)).toMatchObject({ output: { port: "done", by: "ann" } });
    stack.courier = stack.newCourier();
    stack.courier.start();
  });
});

describe("people", () => {
  it("hands a task on, once to each person; who handed it on may answer no more", async () => {
    const key = await publishAsk({ type: "approval", assignees: { users: ["ann"] }, required: 1 }, ["approved"]);
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    const hand = async (from: string, to: string) =>
      delegateTask(stack.store.context, stack.workspaceId, task.id, { from, to, by: from });
    expect(await codeOf(hand("ann", "gone"))).toBe("TASK_DELEGATE_INVALID");
    expect(await codeOf(hand("bo", "cy"))).toBe("TASK_NOT_YOURS");
    await hand("ann", "bo");
    expect(await codeOf(answer(task, "ann", "approved"))).toBe("TASK_NOT_YOURS");
    await answer(task, "bo", "approved");
    expect(await stack.until(runId, closed)).toMatchObject({ output: { by: "bo" } });
  });

  it("a cancelled run closes its tasks, a terminated one too", async () => {
    const key = await publishAsk({ type: "human-task", assignees: { users: ["ann"] } }, ["done"]);
    const { runs } = stack.store.workspace(stack.workspaceId);
    for (const how of ["cancel", "terminate"] as const) {
      const runId = await stack.start(key);
      const task = await taskOf(runId);
      const { temporalId } = await runs.getHandle(runId);
      if (how === "cancel") await stack.gateway.operate(temporalId, { operation: "cancel", byUser: null });
      else {
        await stack.gateway.terminate(temporalId, "test");
        await runs.close(runId, "cancelled", null);
      }
      await stack.until(runId, closed);
      await expect
        .poll(async () => (await stack.store.tasks.get(stack.workspaceId, task.id))?.status, { timeout: 10_000 })
        .toBe("cancelled");
      expect(await codeOf(answer(task, "ann", "done"))).toBe("TASK_CLOSED");
    }
  });

  it("gets one mail with a link for each outcome, text escaped", async () => {
    const key = await publishAsk(
      { type: "approval", assignees: { users: ["cy"] }, required: 1, title: "20 % for <b>Ann</b> & Co" },
      ["approved"],
    );
    const runId = await stack.start(key);
    const task = await taskOf(runId);
    const mailbox = createMailboxClient({
      url: process.env["FLOWRIGHT_TEST_MAILBOX_URL"] ?? "",
      token: process.env["FLOWRIGHT_TEST_MAILBOX_TOKEN"] ?? "",
    });
    const mine = async () => {
      const { items } = await mailbox.list({ limit: 200 });
      return items.filter(
        ({ to, subject }) => to.join().includes(`cy-${stack.workspaceId}`) && subject.includes("20 %"),
      );
    };
    const [mail] = await waitFor(mine, (mails) => mails.length > 0);
    const { html } = await mailbox.read(mail!.id);
    expect(html).toContain("&lt;b&gt;Ann&lt;/b&gt; &amp; Co");
    const tokens = [...(html ?? "").matchAll(/answers\/([\w.-]+)"/g)].map(([, token]) => stack.links.read(token!));
    expect(tokens.map(({ outcome, person, taskId }) => [outcome, person, taskId])).toEqual([
      ["approved", "cy", task.id],
      ["rejected", "cy", task.id],
    ]);
    await stack.newCourier().sweep();
    expect(await mine()).toHaveLength(1);
    await answer(task, "cy", "approved");
    await stack.until(runId, closed);
  });
});
