import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import type { RunDetail } from "../../../../definitions/run.ts";
import type { SimulationResult } from "../../../../definitions/simulation.ts";
import type { Trigger } from "../../../../definitions/triggers/index.ts";
import type { Happening, Mocks, WorkflowTestCase } from "../../../../definitions/workflow-test.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { recordObjectOfTrigger, sampleInput } from "../editor/dialogs/run-input.ts";
import { sampleText } from "./sample-of-schema.ts";

/** What a simulation starts from and meets. */
export interface TestStart {
  /** Where it comes from: `made`, `test:<id>` or `run:<id>`. */
  from: string;
  trigger: string;
  at?: string;
  input?: JsonObject;
  record?: JsonObject | null;
  records?: JsonObject[];
  /** Answers that somebody gave, by node id. */
  mocks: Mocks;
  /** What the steps of a real run answered: assumed where nothing is given. */
  borrowed: Mocks;
  events: Happening[];
}

/** Something to start a simulation with: a record with every declared field, or a payload. */
export function madeStart(trigger: Trigger, catalogue: Catalogue): TestStart {
  const shared = { from: "made", trigger: trigger.id, mocks: {}, borrowed: {}, events: [] };
  const object = recordObjectOfTrigger(trigger);
  if (object === undefined) return { ...shared, input: sampleInput(trigger, catalogue) };
  const description = catalogue.objects.find(({ name }) => name === object);
  const fields = (description?.fields ?? []).map(({ name, type, values }) => [
    name,
    sampleOfField(name, type, values?.[0]),
  ]);
  return { ...shared, record: { object, id: "sample-1", ...(Object.fromEntries(fields) as JsonObject) } };
}

function sampleOfField(name: string, type: string, first: string | undefined): JsonObject[string] {
  if (first !== undefined) return first;
  if (type === "number") return 10;
  if (type === "boolean") return true;
  return sampleText(name) || null;
}

/** A stored test's or sample's start. */
export function startOfTest(id: string, test: WorkflowTestCase, firstTrigger: string): TestStart {
  const { trigger = firstTrigger, at, input, record, records, mocks, events } = test;
  return {
    from: `test:${id}`,
    trigger,
    ...(at === undefined ? {} : { at }),
    ...(input === undefined ? {} : { input }),
    ...(record === undefined ? {} : { record }),
    ...(records === undefined ? {} : { records }),
    mocks,
    borrowed: {},
    events,
  };
}

/** What started a real run, and what its steps answered. */
export function startOfRun(run: RunDetail, outside: readonly string[]): TestStart {
  const borrowed: Mocks = {};
  for (const { nodeId, status, output } of run.steps)
    if (status === "completed" && outside.includes(nodeId)) borrowed[nodeId] = { output: output ?? null };
  const record = run.record === null ? null : { ...run.recordFields, object: run.record.object, id: run.record.id };
  return {
    from: `run:${run.id}`,
    trigger: run.origin.triggerId,
    ...(run.startedAt === null ? {} : { at: run.startedAt }),
    input: run.trigger,
    ...(record === null ? {} : { record }),
    mocks: {},
    borrowed,
    events: [],
  };
}

/** What the API is sent of a start. */
export function startBody({ trigger, at, input, record, records, events }: TestStart) {
  return {
    trigger,
    ...(at === undefined ? {} : { at }),
    ...(input === undefined ? {} : { input }),
    ...(record === undefined ? {} : { record }),
    ...(records === undefined ? {} : { records }),
    events,
  };
}

/** A sample kept beside the workflow: a test that expects nothing. */
export function sampleOfStart(name: string, start: TestStart): WorkflowTestCase {
  return { name, ...startBody(start), mocks: { ...start.borrowed, ...start.mocks }, expect: {} };
}

/** Whether a stored test only keeps a start. */
export function isSample({ expect }: WorkflowTestCase): boolean {
  return Object.keys(expect ?? {}).length === 0;
}

/** A test that expects what this simulation did: its end, its way, the ports taken and the mails' addressees. */
export function testOfResult(
  name: string,
  start: TestStart,
  { result, mocks }: { result: SimulationResult; mocks: Mocks },
): WorkflowTestCase {
  const ran = result.steps.filter(({ status }) => status !== "skipped");
  const ports = Object.fromEntries(ran.map(({ nodeId, port }) => [nodeId, port]));
  return {
    name,
    ...startBody(start),
    mocks,
    at: result.startedAt,
    expect: {
      status: result.status,
      path: ran.map(({ nodeId }) => nodeId),
      ports,
      mails: result.mails.map(({ nodeId = null, to = null }) => ({ nodeId, to })),
    },
  };
}

/** The trigger that a start names, else the first; undefined where the draft has none. */
export function triggerOf(definition: WorkflowDefinition, id: string | undefined): Trigger | undefined {
  return definition.triggers.find((trigger) => trigger.id === id) ?? definition.triggers[0];
}
