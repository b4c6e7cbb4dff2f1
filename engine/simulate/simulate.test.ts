import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { calendarSchema, decisionTableSchema } from "../../definitions/resources.ts";
import { type WorkflowDefinitionInput, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { type Happening, workflowTestFileSchema } from "../../definitions/workflow-test.ts";
import { compareExpectation } from "./compare-expectation.ts";
import { runWorkflowTests } from "./run-workflow-tests.ts";
import { simulate, type SimulationOptions } from "./simulate.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(`${import.meta.dirname}/../../definitions/fixtures/${name}`, "utf8"));
const AT = "2026-03-02T00:00:00.000Z";

type Edges = [source: string, port: string, target: string][];
function define(nodes: WorkflowDefinitionInput["nodes"], edges: Edges, more: Partial<WorkflowDefinitionInput> = {}) {
  return workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "drawn",
    name: "Drawn",
    triggers: [{ id: "manual", type: "manual" }],
    nodes,
    edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
    ...more,
  });
}
const action = (id: string, more: object = {}) => ({ id, type: "action" as const, operation: "test.run", ...more });
const error = (retryable: boolean) => ({ code: "X_FAILED", class: "connector" as const, retryable, message: "no" });
const run = (definition: ReturnType<typeof define>, options: SimulationOptions = {}) =>
  simulate(definition, { at: AT, ...options });
const statuses = (result: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries(result.steps.map(({ stepId, status }) => [stepId, status]));

test.each(["lead-routing", "won-deal"])("the worked example %s passes its tests as it is", async (name) => {
  const report = await runWorkflowTests(workflowTestFileSchema.parse(read(`${name}.test.json`)), {
    workflow: async (key) => workflowDefinitionSchema.parse(read(`${key}.json`)),
    calendar: async (file) => calendarSchema.parse(read(file)),
    table: async (file) => decisionTableSchema.parse(read(file)),
    policy: async () => Promise.reject(new Error("none is named")),
  });
  expect(report.results.flatMap(({ differences }) => differences)).toEqual([]);
  expect(report.passed).toBeGreaterThan(0);
  expect(report.coverage.nodes.missing).toEqual([]);
});

test("a failed expectation is a difference, and an unknown one is refused", async () => {
  const result = await run(define([{ id: "set", type: "set", values: {} }], [["manual", "out", "set"]]));
  expect(compareExpectation({ status: "failed", counts: { set: 2 }, path: ["set"] }, result)).toEqual([
    { expectation: "status", expected: "failed", actual: "completed" },
    { expectation: "counts", node: "set", expected: 2, actual: 1 },
  ]);
  const file = { workflow: "drawn", tests: [{ name: "x", expect: { stauts: "completed" } }] };
  expect(workflowTestFileSchema.safeParse(file).success).toBe(false);
});

test("retries wait as the policy says and count as attempts; a list of mocks is one a call", async () => {
  const retry = { maximumAttempts: 3, initialInterval: "PT10S", backoffCoefficient: 2 };
  const definition = define([action("push", { retry })], [["manual", "out", "push"]]);
  const result = await run(definition, {
    mocks: { push: [{ error: error(true) }, { error: error(true) }, { output: 7 }] },
  });
  expect(result.steps[0]).toMatchObject({ status: "completed", attempts: 3, output: 7 });
  expect(result.endedAt).toBe("2026-03-02T00:00:30.000Z");
});

test("an error follows its port, goes on with null, fails the run, or opens an incident", async () => {
  const mocks = { push: { error: error(false) } };
  const after = { id: "after", type: "set" as const, values: { seen: "=steps.push.error.code" } };
  const port = define(
    [action("push", { onError: "port" }), after],
    [
      ["manual", "out", "push"],
      ["push", "error", "after"],
    ],
  );
  expect((await run(port, { mocks })).steps[1]?.output).toEqual({ seen: "X_FAILED" });
  const goOn = define(
    [action("push", { onError: "continue" }), after],
    [
      ["manual", "out", "push"],
      ["push", "out", "after"],
    ],
  );
  expect((await run(goOn, { mocks })).steps[0]).toMatchObject({
    status: "completed",
    output: null,
    warnings: ["X_FAILED: no"],
  });
  const plain = [action("push")];
  const failed = await run(define(plain, [["manual", "out", "push"]], { settings: { onFailure: "fail" } }), { mocks });
  expect(failed).toMatchObject({ status: "failed", error: { code: "X_FAILED" } });
  const incident = await run(define(plain, [["manual", "out", "push"]]), { mocks });
  expect(incident).toMatchObject({ status: "incident", endedAt: null, steps: [{ status: "incident" }] });
});

test("a join on any with cancelOthers stops what can only lead there, and starts once", async () => {
  const join = { type: "any" as const, cancelOthers: true };
  const definition = define(
    [
      action("fast"),
      action("slow"),
      action("elsewhere"),
      { id: "first", type: "set", values: {}, join },
      { id: "free", type: "set", values: {} },
    ],
    [
      ["manual", "out", "fast"],
      ["manual", "out", "slow"],
      ["manual", "out", "elsewhere"],
      ["fast", "out", "first"],
      ["slow", "out", "first"],
      ["elsewhere", "out", "first"],
      ["elsewhere", "out", "free"],
    ],
  );
  const takes = (duration: string) => ({ output: null, takes: duration });
  const result = await run(definition, {
    mocks: { fast: takes("PT1S"), slow: takes("PT1H"), elsewhere: takes("PT2S") },
  });
  expect(statuses(result)).toEqual({
    fast: "completed",
    slow: "cancelled",
    elsewhere: "completed",
    first: "completed",
    free: "completed",
  });
  expect(result.endedAt).toBe("2026-03-02T00:00:02.000Z");
});

test("waits: a span, an instant, the next opening; business time needs its calendar", async () => {
  const calendar = calendarSchema.parse(read("calendar-sales.json"));
  const settings = { timeZone: "Asia/Shanghai", calendar: "sales" };
  const wait = (how: object) =>
    define([{ id: "wait", type: "wait", ...how }], [["manual", "out", "wait"]], { settings });
  const options = { calendars: [calendar] };
  expect((await run(wait({ for: "P1DT2H" }), options)).endedAt).toBe("2026-03-03T02:00:00.000Z");
  expect((await run(wait({ until: "2026-03-02T05:00:00+01:00" }), options)).endedAt).toBe("2026-03-02T04:00:00.000Z");
  expect((await run(wait({ untilOpen: {} }), options)).endedAt).toBe("2026-03-02T01:00:00.000Z");
  expect((await run(wait({ for: { duration: "PT4H", calendar: "sales" } }), options)).endedAt).toBe(
    "2026-03-02T06:30:00.000Z",
  );
  await expect(run(wait({ for: "PT1H" }))).rejects.toMatchObject({ code: "CALENDAR_UNKNOWN" });
  expect(await run(wait({ until: "=run.id" }), options)).toMatchObject({
    status: "incident",
    steps: [{ error: { code: "WAIT_UNTIL_INVALID" } }],
  });
});

test("an event satisfies every open wait, one kept satisfies the first that opens, others do not match", async () => {
  const listen = (id: string, more: object = {}) => ({
    id,
    type: "wait-for-event" as const,
    event: "go.on",
    timeout: "PT1H",
    ...more,
  });
  const definition = define(
    [
      listen("one"),
      listen("two"),
      listen("big", { when: { fact: "event", path: "payload.n", operator: "greaterThan", value: 5 } }),
      listen("later"),
    ],
    [
      ["manual", "out", "one"],
      ["manual", "out", "two"],
      ["manual", "out", "big"],
      ["one", "received", "later"],
    ],
  );
  const events: Happening[] = [{ after: "PT1M", name: "go.on", payload: { n: 1 } }];
  const result = await run(definition, { events });
  const ports = Object.fromEntries(result.steps.map(({ nodeId, port }) => [nodeId, port]));
  expect(ports).toEqual({ one: "received", two: "received", big: "timeout", later: "timeout" });
});

test("pause holds the next step back, resume lets it go, cancel undoes; the run's time limit ends it", async () => {
  const compensate = { operation: "test.undo", input: {} };
  const definition = define(
    [
      action("make", { compensate }),
      { id: "rest", type: "wait", for: "PT1H" },
      { id: "after", type: "set", values: {} },
      { id: "long", type: "wait", for: "P9D" },
    ],
    [
      ["manual", "out", "make"],
      ["make", "out", "rest"],
      ["rest", "out", "after"],
      ["after", "out", "long"],
    ],
    { settings: { timeout: "P2D" } },
  );
  const mocks = { make: { output: null } };
  const paused = await run(definition, {
    mocks,
    events: [
      { after: "PT30M", operator: "pause" },
      { after: "PT3H", operator: "resume" },
      { after: "PT4H", operator: "cancel" },
    ],
  });
  expect(paused.steps.find(({ nodeId }) => nodeId === "after")?.startedAt).toBe("2026-03-02T03:00:00.000Z");
  expect(paused).toMatchObject({ status: "cancelled", compensated: ["make"], endedAt: "2026-03-02T04:00:00.000Z" });
  expect(await run(definition, { mocks })).toMatchObject({ status: "timed-out", endedAt: "2026-03-04T00:00:00.000Z" });
});

test("a node without a mock that reaches outside breaks the simulation; our own records are simulated", async () => {
  const outside = define([action("push", { onError: "continue" })], [["manual", "out", "push"]]);
  await expect(run(outside)).rejects.toMatchObject({ code: "SIMULATION_MOCK_MISSING" });
  const own = define(
    [{ id: "get", type: "action", operation: "crm.get", input: { object: "lead", id: "=record.id" } }],
    [["manual", "out", "get"]],
  );
  const result = await run(own, { record: { object: "lead", id: "L1", name: "Ann" } });
  expect(result.steps[0]).toMatchObject({ status: "completed", output: { name: "Ann" } });
});

test("a trigger that writes a record gives its run that record: a new one with every field, or the one that matches", async () => {
  const definition = define(
    [{ id: "get", type: "action", operation: "crm.get", input: { object: "lead", id: "=record.id" } }],
    [["hook", "out", "get"]],
    {
      triggers: [
        {
          id: "hook",
          type: "webhook",
          upsert: {
            object: "lead",
            match: ["email"],
            fields: { name: "=trigger.body.name", email: "=trigger.body.email" },
          },
        },
      ],
    },
  );
  const input = { body: { name: "Ann", email: "ann@example.com" } };
  const fresh = await run(definition, { input });
  expect(fresh.steps[0]).toMatchObject({ status: "completed", output: { name: "Ann", company: null } });
  const known = { object: "lead", id: "L7", name: "A.", email: "ann@example.com", company: "Acme" };
  const matched = await run(definition, { input, crm: { records: [known] } });
  expect(matched.steps[0]).toMatchObject({ output: { id: "L7", name: "Ann", company: "Acme" } });
  expect((await run(definition, { input, record: known })).steps[0]).toMatchObject({ output: { name: "A." } });
});

test("a rule of exitWhen ends the run as soon as it holds; a disabled node is passed by", async () => {
  const definition = define(
    [
      { id: "off", type: "set", values: { done: 9 }, disabled: true },
      { id: "set", type: "set", values: { done: 1 } },
      { id: "rest", type: "wait", for: "PT1H" },
    ],
    [
      ["manual", "out", "off"],
      ["off", "out", "set"],
      ["set", "out", "rest"],
    ],
    {
      variables: [{ name: "done", type: "number", initial: 0 }],
      settings: { exitWhen: [{ when: { fact: "vars", path: "done", operator: "equal", value: 1 } }] },
    },
  );
  const result = await run(definition);
  expect(result).toMatchObject({ status: "exited", endedAt: AT });
  expect(statuses(result)).toEqual({ off: "skipped", set: "completed" });
});
