import { connectorError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { WorkflowDefinitionInput } from "../../definitions/workflow.ts";
import { RUN_ENDED } from "../../definitions/run-ended.ts";
import {
  SIGNAL_EVENT,
  UPDATE_COMPLETE_TASK,
  UPDATE_OPERATE,
  UPDATE_RESOLVE_INCIDENT,
} from "../../engine/workflows/contract.ts";
import { type FakeOperation, type Harness, readFixture } from "../integration/interpreter/run-harness.ts";

type Handle = Awaited<ReturnType<Harness["start"]>>;

/** A run whose history is kept: every node type that a durable run can do is in one of them. */
export interface Scenario {
  definition: WorkflowDefinitionInput;
  record?: JsonObject;
  operations: Record<string, FakeOperation>;
  timeSkipping?: boolean;
  /** Workflows that it calls inline. */
  called?: WorkflowDefinitionInput[];
  /** What happens to the run until it ends. */
  drive?(handle: Handle, harness: Harness): Promise<void>;
}

const trigger = [{ id: "manual", type: "manual" as const }];
const connect = (...edges: [source: string, port: string, target: string][]) =>
  edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target }));
const event = (id: string, name: string, correlate: string) => ({
  id,
  name,
  correlate,
  payload: { by: "u1" },
  at: "2026-03-02T03:30:00.000Z",
});
const LEAD = {
  object: "lead",
  id: "L1",
  status: "new",
  name: "Li Wei",
  email: "li@example.com",
  source: "referral",
  minutesOnSite: 12,
  occupation: "Working Professional",
  employees: 20,
  country: "CN",
};
const leadOperations: Record<string, FakeOperation> = {
  "crm.assign": () => ({ owner: { id: "u7", email: "ann@example.com" } }),
  "crm.reassign": () => ({ owner: { id: "u3" } }),
  "crm.remind": () => ({ sent: true }),
  "smtp.send": () => ({ messageId: "<m1@example.com>" }),
};

export const SCENARIOS: Record<string, Scenario> = {
  "lead-contacted": {
    definition: readFixture("lead-routing.json") as WorkflowDefinitionInput,
    record: LEAD,
    operations: leadOperations,
    async drive(handle, harness) {
      await harness.until(handle, ({ status }) => status === "waiting");
      await handle.signal(SIGNAL_EVENT, event("c1", "lead.contacted", "L1"));
    },
  },
  "lead-reminded": {
    definition: readFixture("lead-routing.json") as WorkflowDefinitionInput,
    record: LEAD,
    operations: {
      ...leadOperations,
      "smtp.send": () => {
        throw connectorError("SMTP_REJECTED", "550", false);
      },
      "crm.notify": () => ({ id: "n1" }),
    },
    timeSkipping: true,
  },
  "parallel-waits": {
    definition: {
      schemaVersion: 1,
      key: "parallel-waits",
      name: "Parallel waits",
      triggers: trigger,
      nodes: [
        { id: "short", type: "wait", for: "PT0.2S" },
        { id: "remote", type: "action", operation: "erp.make" },
        { id: "until", type: "wait", until: "=run.startedAt" },
        { id: "first", type: "emit", event: "step.done", correlate: "=run.id", payload: { a: 1 }, join: "any" },
        { id: "all", type: "set", values: { done: true } },
      ],
      edges: connect(
        ["manual", "out", "short"],
        ["manual", "out", "remote"],
        ["manual", "out", "until"],
        ["short", "out", "first"],
        ["remote", "out", "first"],
        ["first", "out", "all"],
        ["until", "out", "all"],
      ),
    },
    operations: { "erp.make": () => ({ id: 1 }) },
  },
  "scope-undone": {
    definition: {
      schemaVersion: 1,
      key: "scope-undone",
      name: "Scope undone",
      triggers: trigger,
      variables: [{ name: "items", type: "list", initial: [1, 2, 3] }],
      nodes: [
        { id: "book", type: "scope", timeout: "PT1H" },
        {
          id: "make",
          parent: "book",
          type: "action",
          operation: "erp.make",
          compensate: { operation: "erp.undo", input: { id: "=steps.make.output.id" } },
        },
        { id: "each", parent: "book", type: "for-each", items: "=vars.items", concurrency: 2 },
        { id: "line", parent: "each", type: "action", operation: "erp.line", input: { n: "=item" } },
        { id: "undone", type: "action", operation: "crm.notify", input: { text: "{{ steps.book.error.message }}" } },
      ],
      edges: connect(["manual", "out", "book"], ["make", "out", "each"], ["book", "error", "undone"]),
    },
    operations: {
      "erp.make": () => ({ id: 1 }),
      "erp.undo": () => null,
      "erp.line": ({ input }) => {
        if (input["n"] === 2) throw connectorError("LINE_REFUSED", "line 2", false);
        return { n: input["n"] ?? null };
      },
      "crm.notify": () => ({ id: "n1" }),
    },
  },
  "incident-and-pause": {
    definition: {
      schemaVersion: 1,
      key: "incident-and-pause",
      name: "Incident and pause",
      triggers: trigger,
      nodes: [
        { id: "push", type: "action", operation: "erp.push", input: { value: 1 } },
        { id: "wait", type: "wait-for-event", event: "go.on", timeout: "P1D" },
        { id: "end", type: "end", output: "=steps.wait.output.payload.by" },
      ],
      edges: connect(["manual", "out", "push"], ["push", "out", "wait"], ["wait", "received", "end"]),
    },
    operations: {
      "erp.push": ({ input }) => {
        if (input["value"] === 1) throw connectorError("ERP_REFUSED", "refused", false);
        return {};
      },
    },
    async drive(handle, harness) {
      await harness.until(handle, ({ status }) => status === "incident");
      const resolution = { action: "retry", input: { value: 2 } };
      await handle.executeUpdate(UPDATE_RESOLVE_INCIDENT, { args: [{ stepId: "push", resolution, byUser: null }] });
      await harness.until(handle, ({ status }) => status === "waiting");
      await handle.executeUpdate(UPDATE_OPERATE, { args: [{ operation: "pause", byUser: null }] });
      await handle.signal(SIGNAL_EVENT, event("g1", "go.on", "x"));
      await handle.executeUpdate(UPDATE_OPERATE, { args: [{ operation: "resume", byUser: null }] });
    },
  },
  "people-answer": {
    definition: {
      schemaVersion: 1,
      key: "people-answer",
      name: "People answer",
      triggers: trigger,
      nodes: [
        { id: "approve", type: "approval", assignees: { users: ["u1", "u2", "u3"] }, required: 2, due: "P1D" },
        {
          id: "call",
          type: "human-task",
          assignees: { expression: "=steps.approve.output.by" },
          outcomes: [{ id: "sold" }],
        },
        { id: "end", type: "end", output: "=steps.call.output.form.amount" },
      ],
      edges: connect(["manual", "out", "approve"], ["approve", "approved", "call"], ["call", "sold", "end"]),
    },
    operations: {},
    async drive(handle, harness) {
      const answer = async (stepId: string, by: string, outcome: string, form?: JsonObject) => {
        await harness.until(handle, (run) => run.waitingFor.some((wait) => wait.stepId === stepId));
        await handle.executeUpdate(UPDATE_COMPLETE_TASK, { args: [{ taskId: "t", stepId, by, outcome, form }] });
      };
      await answer("approve", "u1", "approved");
      await answer("approve", "u2", "rejected");
      await answer("approve", "u1", "approved");
      await answer("approve", "u3", "approved");
      await answer("call", "u3", "sold", { amount: 12 });
    },
  },
  "people-silent": {
    definition: {
      schemaVersion: 1,
      key: "people-silent",
      name: "People are silent",
      triggers: trigger,
      nodes: [
        {
          id: "approve",
          type: "approval",
          assignees: { users: ["u1"] },
          due: "PT8H",
          reminders: [{ before: "PT4H" }, { before: "PT1H" }],
          escalateTo: { users: ["u2"] },
          escalateAfter: "PT6H",
        },
        { id: "late", type: "approval", assignees: { users: ["u1"] }, due: "PT1H", escalateTo: { users: ["u2"] } },
      ],
      edges: connect(["manual", "out", "approve"], ["approve", "timeout", "late"]),
    },
    operations: {},
    timeSkipping: true,
  },
  calls: {
    definition: {
      schemaVersion: 1,
      key: "calls",
      name: "Calls",
      triggers: trigger,
      nodes: [
        { id: "beside", type: "call", workflow: "other", version: 1, wait: false },
        { id: "sub", type: "call", workflow: "other", version: 1, input: { n: 1 } },
        { id: "slow", type: "call", workflow: "other", version: 1, timeout: "PT0.3S" },
        { id: "task", type: "human-task", assignees: { users: ["u1"] } },
        { id: "end", type: "end", output: "=steps.sub.output" },
      ],
      edges: connect(
        ["manual", "out", "beside"],
        ["beside", "out", "sub"],
        ["sub", "out", "slow"],
        ["sub", "out", "task"],
        ["slow", "error", "end"],
      ),
    },
    operations: {},
    async drive(handle, harness) {
      const run = await harness.until(handle, ({ waitingFor }) => waitingFor.some(({ stepId }) => stepId === "sub"));
      const runId = `run-of-${run.id}/sub/0`;
      const payload = { runId, workflow: "other", version: 1, status: "completed", output: { ok: true }, error: null };
      const ended = { id: "ended-1", name: RUN_ENDED, correlate: runId, payload, at: "2026-03-02T03:30:00.000Z" };
      await handle.signal(SIGNAL_EVENT, ended);
    },
  },
  "pages-and-inline-calls": {
    definition: {
      schemaVersion: 1,
      key: "pages",
      name: "pages",
      triggers: trigger,
      nodes: [
        {
          id: "each",
          type: "for-each",
          source: { operation: "erp.list", input: {}, pageSize: 2 },
          concurrency: 2,
          collect: "=steps.ask.output",
        },
        { id: "ask", type: "call", workflow: "within", mode: "inline", parent: "each", input: { n: "=item" } },
        { id: "end", type: "end", output: "=steps.each.output" },
      ],
      edges: connect(["manual", "out", "each"], ["each", "out", "end"]),
    },
    called: [
      {
        schemaVersion: 1,
        key: "within",
        name: "within",
        triggers: trigger,
        nodes: [
          { id: "nap", type: "wait", for: "PT0.2S" },
          { id: "push", type: "action", operation: "erp.push", input: { n: "=trigger.n" } },
          { id: "end", type: "end", output: "=steps.push.output" },
        ],
        edges: connect(["manual", "out", "nap"], ["nap", "out", "push"], ["push", "out", "end"]),
      },
    ],
    operations: {
      "erp.list": ({ input }) =>
        input["cursor"] === undefined ? { items: [1, 2], nextCursor: "2" } : { items: [3], nextCursor: null },
      "erp.push": ({ input }) => input["n"] ?? null,
    },
  },
};
