import { expect, it } from "vitest";
import type { Trigger } from "../../../definitions/triggers/index.ts";
import type { PublishedWorkflow } from "../../store/index.ts";
import { matchTriggers, type RecordOutboxEvent, refuseChain } from "./match-triggers.ts";

const workflow = (...triggers: Trigger[]): PublishedWorkflow => ({
  workspaceId: "w",
  key: "flow",
  name: "Flow",
  enabled: true,
  version: 1,
  planHash: "p",
  triggers,
  settings: {},
  calendars: [],
  addresses: [],
});
const event = (given: Partial<RecordOutboxEvent> = {}): RecordOutboxEvent => ({
  _id: "e",
  workspaceId: "w",
  chain: [],
  at: new Date(),
  status: "pending",
  attempts: 0,
  kind: "record",
  object: "lead",
  recordId: "r",
  change: "updated",
  changedFields: ["status"],
  stageChanged: true,
  record: {},
  before: {},
  ...given,
});
const record = (given: Partial<Extract<Trigger, { type: "record" }>>): Trigger => ({
  id: "t",
  type: "record",
  object: "lead",
  on: ["updated"],
  ...given,
});
const matches = (trigger: Trigger, given: Partial<RecordOutboxEvent> = {}) =>
  matchTriggers([workflow(trigger)], event(given)).length === 1;

it("matches by object, change and field", () => {
  expect(matches(record({}))).toBe(true);
  expect(matches(record({ object: "ticket" }))).toBe(false);
  expect(matches(record({ on: ["created"] }))).toBe(false);
  expect(matches(record({ on: ["stage-changed"] }))).toBe(true);
  expect(matches(record({ on: ["stage-changed"] }), { stageChanged: false })).toBe(false);
  expect(matches(record({ fields: ["owner"] }))).toBe(false);
  expect(matches(record({ fields: ["owner", "status"] }))).toBe(true);
  expect(matches(record({ on: ["created"], fields: ["owner"] }), { change: "created", changedFields: [] })).toBe(true);
  expect(matches(record({ disabled: true }))).toBe(false);
  expect(matches(record({}), { skipAutomations: true })).toBe(false);
  expect(matches({ id: "t", type: "manual" })).toBe(false);
});

it("leaves a switched off workflow alone, and gives every trigger that fits of the others", () => {
  const both = workflow(record({ id: "a" }), record({ id: "b" }));
  expect(matchTriggers([{ ...both, enabled: false }, both], event())).toEqual([
    { workflow: both, triggers: both.triggers },
  ]);
});

it("refuses loops and long chains", () => {
  expect(refuseChain("a", ["b", "a"])).toBe("CHAIN_LOOP");
  expect(refuseChain("a", ["b", "c", "d", "e"])).toBeNull();
  expect(refuseChain("a", ["b", "c", "d", "e", "f"])).toBe("CHAIN_TOO_LONG");
});
