import { expect, test } from "vitest";
import type { JsonObject } from "../../../definitions/json.ts";
import type { RunDetail } from "../../../definitions/run.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import type { Happening, Mocks } from "../../../definitions/workflow-test.ts";
import { simulate } from "../simulate.ts";
import { outcomesOfRun } from "./outcomes-of-run.ts";
import { runBackTest } from "./run-back-test.ts";

const AT = "2026-03-02T09:00:00.000Z";
const NOW = "2026-03-10T09:00:00.000Z";
const operations = [{ name: "erp.push", input: {}, output: { properties: { id: {}, state: {} } } }] as never[];

/** Big leads are pushed to the ERP, small ones get a mail; then a call is awaited for two days. */
function draw(least: number, change: (nodes: JsonObject[]) => void = () => undefined): WorkflowDefinition {
  const nodes: JsonObject[] = [
    {
      id: "size",
      type: "condition",
      branches: [{ id: "big", when: { fact: "record", path: "employees", operator: "greaterThan", value: least } }],
    },
    { id: "push", type: "action", operation: "erp.push", input: { name: "=record.name" }, onError: "port" },
    { id: "mail", type: "action", operation: "smtp.send", input: { to: "=record.email", subject: "Hello" } },
    { id: "call", type: "wait-for-event", event: "lead.called", correlate: "=record.id", timeout: "P2D" },
    { id: "done", type: "end", output: { state: "=steps.push.output.state" } },
  ];
  change(nodes);
  const has = (id: string) => nodes.some((node) => node["id"] === id);
  const edges = [
    ["changed", "out", "size"],
    ["size", "big", "push"],
    ["size", "else", "mail"],
    ["mail", "out", "call"],
    ["push", "out", "done"],
    ["call", "received", "extra"],
  ].filter(([, , target]) => has(target ?? ""));
  return workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "leads",
    name: "Leads",
    triggers: [{ id: "changed", type: "record", object: "lead", on: ["created"] }],
    nodes,
    edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
  });
}

const published = draw(100);
/** A run as the store holds it: what a simulation of the published version gives, under another id. */
async function realRun(
  id: string,
  employees: number,
  mocks: Mocks,
  more: { events?: Happening[]; until?: string } = {},
) {
  const record = { object: "lead", id, name: `Lead ${id}`, email: `${id}@example.com`, employees };
  const result = await simulate(published, { at: AT, runId: id, record, mocks, ...more });
  const run: RunDetail = {
    id,
    workflowKey: "leads",
    version: 3,
    status: result.status,
    origin: { triggerId: "changed", triggerType: "record", chain: [] },
    record: { object: "lead", id },
    createdAt: AT,
    startedAt: AT,
    endedAt: result.endedAt,
    waitingFor: [],
    trigger: {},
    recordFields: record,
    vars: {},
    steps: result.steps,
    liveEdges: [],
    deadEdges: [],
    output: result.output,
  };
  return { run, version: published };
}
const runs = async () => [
  await realRun("L1", 500, { push: { output: { id: "E1", state: "new" } } }),
  await realRun(
    "L2",
    60,
    { mail: { output: {}, takes: "PT2S" } },
    {
      events: [{ after: "PT1H", name: "lead.called", correlate: "L2", payload: {} }],
    },
  ),
  await realRun("L3", 20, { mail: { output: {} } }, { until: "2026-03-02T12:00:00Z" }),
];
const limits = { now: "2026-03-02T12:00:00Z", totalMs: 5_000 };

test("an unchanged draft goes every run's way: ended, answered by an event, still waiting", async () => {
  const real = await runs();
  expect(real.map(({ run }) => run.status)).toEqual(["completed", "completed", "waiting"]);
  const report = await runBackTest(draw(100), real, { operations }, limits);
  expect(report.runs.flatMap(({ changes, error }) => [...changes, error])).toEqual([null, null, null]);
  expect(report).toMatchObject({ compared: 3, same: 3, different: 0, failed: 0, leftOut: 0 });
});

test("a lower bound sends one record another way, and says which rule and value decided", async () => {
  const report = await runBackTest(draw(50), await runs(), { operations }, limits);
  expect(report).toMatchObject({ same: 2, different: 1, failed: 0 });
  const changed = report.runs.find(({ verdict }) => verdict === "different");
  expect(changed).toMatchObject({
    runId: "L2",
    before: { path: ["size", "mail", "call"] },
    after: { status: "completed", path: ["size", "push", "done"], output: { state: "new" } },
    why: {
      node: "size",
      before: { port: "else", explanation: [{ id: "big", held: false }] },
      after: { port: "big", explanation: [{ id: "big", held: true }] },
    },
    // The run never pushed: the operation answers as it did in another run.
    assumed: ["push"],
  });
  expect(changed?.changes).toContainEqual({ kind: "port", node: "size", stepId: "size", before: "else", after: "big" });
  expect(changed?.changes.map(({ kind, node }) => [kind, node])).toEqual(
    expect.arrayContaining([
      ["node-added", "push"],
      ["node-removed", "mail"],
    ]),
  );
});

test("a changed input is a change by its field; a new node after the wait is one where the wait had ended", async () => {
  const other = draw(100, (nodes) => {
    const mail = nodes.find((node) => node["id"] === "mail");
    if (mail !== undefined) mail["input"] = { to: "=record.email", subject: "=run.startedAt" };
    nodes.push({ id: "extra", type: "set", values: {} });
  });
  const { runs: compared } = await runBackTest(other, await runs(), { operations }, limits);
  expect(compared.map(({ verdict }) => verdict)).toEqual(["same", "different", "different"]);
  expect(compared[1]?.changes).toEqual([
    { kind: "input", node: "mail", stepId: "mail", field: "subject", before: "Hello", after: "2026-03-02T09:00:00Z" },
    { kind: "node-added", node: "extra", stepId: "extra", before: null, after: "out" },
  ]);
  expect(compared[2]?.changes).toMatchObject([{ kind: "input", field: "subject" }]);
});

test("an operation that nobody called before answers with empty fields; a draft without the trigger fails", async () => {
  const only = [await realRun("L2", 60, { mail: { output: {} } })];
  const report = await runBackTest(draw(50), only, { operations }, { now: NOW, totalMs: 5_000 });
  expect(report.runs[0]).toMatchObject({ after: { output: { state: null } }, assumed: ["push"] });
  const [trigger] = published.triggers;
  const renamed = { ...draw(100), triggers: trigger === undefined ? [] : [{ ...trigger, id: "another" }], edges: [] };
  expect((await runBackTest(renamed, only, { operations }, limits)).runs[0]).toMatchObject({
    verdict: "failed",
    error: { code: "TRIGGER_UNKNOWN" },
  });
  expect(await runBackTest(draw(50), only, {}, { now: NOW, totalMs: -1 })).toMatchObject({ compared: 0, leftOut: 1 });
});

test("an approval by two is settled by the answer that settled it, also where it was refused", async () => {
  const approve = (required: number) =>
    workflowDefinitionSchema.parse({
      schemaVersion: 1,
      key: "leads",
      name: "Leads",
      triggers: [{ id: "changed", type: "manual" }],
      nodes: [
        { id: "ask", type: "approval", assignees: { users: ["ann", "bo", "cy"] }, required },
        { id: "done", type: "set", values: {} },
      ],
      edges: [
        { id: "e1", source: "changed", sourcePort: "out", target: "ask" },
        { id: "e2", source: "ask", sourcePort: "approved", target: "done" },
      ],
    });
  const answer = (after: string, by: string, outcome: string) => ({ after, task: "ask", by, outcome });
  const runOf = async (id: string, events: Happening[]) => {
    const result = await simulate(approve(2), { at: AT, runId: id, events });
    const { run } = await realRun(id, 1, { mail: { output: {} } });
    return { run: { ...run, status: result.status, steps: result.steps, output: null }, version: approve(2) };
  };
  const real = [
    await runOf("A1", [answer("PT1H", "ann", "approved"), answer("PT2H", "bo", "approved")]),
    await runOf("A2", [answer("PT1H", "ann", "rejected"), answer("PT2H", "bo", "rejected")]),
  ];
  expect(real.map(({ run }) => run.steps[0]?.port)).toEqual(["approved", "rejected"]);
  const report = await runBackTest(approve(2), real, {}, limits);
  expect(report.runs.flatMap(({ changes }) => changes)).toEqual([]);
  expect(report).toMatchObject({ same: 2, failed: 0 });
});

test("of the pages of another system's list nothing is known: they are assumed empty, our own records are looked at", async () => {
  const real = await realRun("L9", 500, { push: { output: { id: "P1", state: "new" } } });
  const each = (id: string, operation: string) => ({ id, type: "for-each", source: { operation, input: {} } });
  const draft = draw(100, (nodes) => {
    nodes.push(each("theirs", "http.list-items"), each("ours", "crm.find"));
  });
  const paging = { cursor: "after", size: "count", items: "rows", next: "more" };
  const { mocks, assumed } = outcomesOfRun(real.run, draft, published, {
    others: new Map(),
    operations: [{ name: "http.list-items", paging }] as never[],
  });
  expect(mocks["theirs"]).toEqual({ output: { rows: [], more: null } });
  expect(mocks["ours"]).toBeUndefined();
  expect(assumed.has("theirs")).toBe(true);
});
