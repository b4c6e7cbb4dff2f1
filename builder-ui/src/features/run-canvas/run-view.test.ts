import { BUILT_IN_OBJECTS } from "../../../../definitions/records.ts";
import { describe, expect, test } from "vitest";
import type { RunDetail, Step } from "../../../../definitions/run.ts";
import { describeWaiting } from "../../shared/describe-waiting.ts";
import { leafText } from "./explanation-tree.tsx";
import { durationText, instantText } from "../../shared/time-text.ts";
import { exampleCatalogue } from "../../../../definitions/fixtures/catalogue.ts";
import { workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import { edgeStates, firstStepToShow, nameWaits, nodeRunViews, placeToBegin, stepLine, stepWord } from "./run-view.ts";

const t = (key: string, values?: Record<string, unknown>) =>
  values === undefined ? key : `${key} ${JSON.stringify(values)}`;
const now = "2026-03-02T10:00:00Z";
const step = (part: Partial<Step>): Step => ({
  nodeId: "a",
  stepId: "a",
  iteration: 0,
  status: "completed",
  startedAt: "2026-03-02T09:00:00Z",
  endedAt: "2026-03-02T09:00:00.250Z",
  attempts: 1,
  ...part,
});
const run = (steps: Step[]): RunDetail => ({
  id: "r1",
  workflowKey: "flow",
  version: 1,
  status: "waiting",
  origin: { triggerId: "start", triggerType: "manual", chain: [] },
  record: null,
  createdAt: now,
  startedAt: "2026-03-02T09:00:00Z",
  endedAt: null,
  waitingFor: [],
  trigger: {},
  recordFields: null,
  vars: {},
  steps,
  liveEdges: ["e1", "e2"],
  deadEdges: ["e2", "e3"],
});

test.each([
  ["2026-03-02T09:00:00.320Z", "320 ms", "320 毫秒"],
  ["2026-03-02T09:00:04Z", "4 s", "4 秒"],
  ["2026-03-02T09:03:20Z", "3 min 20 s", "3 分 20 秒"],
  ["2026-03-02T11:05:09Z", "2 h 5 min", "2 小时 5 分"],
  ["2026-03-05T13:00:00Z", "3 d 4 h", "3 天 4 小时"],
  ["2026-03-05T09:30:00Z", "3 d", "3 天"],
  ["2026-03-02T08:00:00Z", "0 ms", "0 毫秒"],
])("from 09:00 to %s are %s, %s", (to, en, zh) => {
  expect(durationText("2026-03-02T09:00:00Z", to, "en")).toBe(en);
  expect(durationText("2026-03-02T09:00:00Z", to, "zh")).toBe(zh);
});

test("an instant is a time today, a weekday this week, a date later", () => {
  expect(instantText("2026-03-02T11:00:00Z", now, "en", "UTC")).toBe("11:00");
  expect(instantText("2026-03-03T11:00:00Z", now, "en", "UTC")).toMatch(/^Tue.* 11:00$/);
  expect(instantText("2026-05-03T11:00:00Z", now, "en", "UTC")).toMatch(/3 May/);
  expect(instantText("2026-03-03T11:00:00Z", now, "zh", "UTC")).toBe("周二 11:00");
});

describe("cards of a run", () => {
  test("show the latest of several steps, with a count", () => {
    const views = nodeRunViews(
      run([
        step({ stepId: "a[0]" }),
        step({
          stepId: "a[1]",
          status: "waiting",
          endedAt: null,
          waitingFor: { kind: "event", event: "lead.contacted" },
        }),
      ]),
      now,
      "en",
      t,
    );
    expect(views.get("a")).toMatchObject({
      status: "waiting",
      line: 'times {"count":2} · shared:waiting.event {"event":"the lead is contacted"}',
    });
    expect(views.get("start")?.word).toBe("started");
  });
  test("say the code of an error and nothing of a skipped step", () => {
    const error = { code: "MAIL_REFUSED", class: "connector" as const, retryable: false, message: "" };
    expect(stepLine(step({ status: "incident", error }), now, "en", t)).toBe("MAIL_REFUSED");
    expect(stepLine(step({ status: "skipped" }), now, "en", t)).toBe("");
    expect(stepLine(step({ attempts: 3 }), now, "en", t)).toBe('250 ms · attempts {"count":3}');
  });
});

test("an edge taken in one turn is live, whatever other turns did", () => {
  expect(Object.fromEntries(edgeStates(run([])))).toEqual({ e1: "live", e2: "live", e3: "dead" });
});

test("the step that needs somebody is shown first", () => {
  expect(firstStepToShow([step({ stepId: "w", status: "waiting" }), step({ stepId: "i", status: "incident" })])).toBe(
    "i",
  );
  expect(firstStepToShow([step({ stepId: "w", status: "waiting" }), step({ stepId: "x" })])).toBe("w");
  expect(firstStepToShow([step({})])).toBeNull();
});

test("a rule's leaf is a sentence", () => {
  const leaf = {
    kind: "leaf" as const,
    held: false,
    fact: "record",
    path: "score",
    operator: "greaterThanInclusive",
    expected: 80,
    actual: 65,
  };
  expect(leafText(leaf, "en").rule).toMatch(/^record\.score .* 80$/);
  expect(leafText(leaf, "en").actual).toBe("65");
  expect(leafText(leaf, "en", BUILT_IN_OBJECTS).rule).toMatch(/^score .* 80$/);
  expect(leafText(leaf, "zh", BUILT_IN_OBJECTS).rule).toMatch(/^评分 .* 80$/);
  expect(leafText({ ...leaf, operator: "isEmpty", expected: true }, "zh").rule).not.toMatch(/true/);
});

test("who a task waits for is named, by id where the name is not known", () => {
  const waiting = { kind: "task" as const, taskId: "t", assignees: ["u1", "u9"] };
  const people = new Map([["u1", "Ann"]]);
  expect(describeWaiting(waiting, now, "en", t, people)).toBe('shared:waiting.task {"people":"Ann, u9"}');
});

const nested = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "flow",
  name: "Flow",
  nodes: [
    { id: "outer", type: "scope" },
    { id: "inner", type: "scope", parent: "outer" },
    { id: "deep", type: "set", parent: "inner", values: {} },
    { id: "sub", type: "call", workflow: "child" },
  ],
});

test("a new run may begin at a step that ended; one in a container does the outermost again", () => {
  const begin = (part: Partial<Step>) => placeToBegin(step(part), nested, (id) => id.toUpperCase());
  expect(begin({ nodeId: "deep" })).toEqual({ nodeId: "deep", name: "DEEP", container: "OUTER" });
  expect(begin({ nodeId: "outer", status: "failed" })).toEqual({ nodeId: "outer", name: "OUTER", container: null });
  expect(begin({ nodeId: "outer", status: "waiting" })).toBeNull();
  expect(begin({ nodeId: "outer", status: "skipped" })).toBeNull();
  expect(begin({ nodeId: "of-another-version" })).toBeNull();
});

test("a step kept from an earlier run says so", () => {
  expect(stepWord(step({ isReused: true }), t)).toBe("rerun.kept");
  expect(stepWord(step({}), t)).toBe("stepStatus.completed");
  expect(stepLine(step({ isReused: true }), now, "en", t)).toBe("");
  expect(nodeRunViews(run([step({ isReused: true })]), now, "en", t).get("a")).toMatchObject({ word: "rerun.kept" });
});

test("a task waits for people by name, a call for its workflow's run with a way there", () => {
  const catalogue = {
    ...exampleCatalogue,
    users: [{ id: "u1", name: "Ann", email: "ann@example.com", active: true }],
    workflows: [{ key: "child", name: { en: "Child", zh: "子流程" }, published: true }],
  };
  const waits = run([
    step({ status: "waiting", waitingFor: { kind: "task", taskId: "t", assignees: ["u1", "u9"] } }),
    step({ nodeId: "sub", status: "waiting", waitingFor: { kind: "run", runId: "r7" } }),
  ]);
  const [task, called] = nameWaits(waits, nested, catalogue, "zh").steps;
  expect(task?.waitingFor).toMatchObject({ assignees: ["Ann", "u9"] });
  expect(called).toMatchObject({ calledRun: "r7", waitingFor: { runId: "子流程" } });
});
