import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { SIGNAL_EVENT } from "../../../engine/workflows/contract.ts";
import { type Harness, readFixture, startHarness } from "./run-harness.ts";

const definition = readFixture("lead-routing.json") as WorkflowDefinitionInput;
const HOT = {
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

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  harness.operations["crm.assign"] = () => ({ owner: { id: "u7", email: "ann@example.com" } });
  harness.operations["crm.reassign"] = () => ({ owner: { id: "u3" } });
  harness.operations["crm.remind"] = () => ({ sent: true });
  harness.operations["smtp.send"] = () => ({ messageId: "<m1@example.com>" });
});
afterAll(() => harness.stop());

test("a hot lead goes to a senior, the mail leaves once, and the contact ends the wait", async () => {
  const handle = await harness.start({ definition, record: HOT, runId: "lead-hot" });
  const waiting = await harness.until(handle, (state) => state.status === "waiting");
  expect(waiting.waitingFor[0]).toMatchObject({ nodeId: "contacted", stepId: "contacted[0]" });
  expect(waiting.steps.find((step) => step.nodeId === "hot")?.explanation?.[0]).toMatchObject({ held: true });
  const [saved] = harness.store.writesOf("lead-hot");
  expect(saved).toMatchObject({ sequence: 1, status: "waiting" });
  expect(saved?.subscriptions).toEqual(
    expect.arrayContaining([
      { stepId: "contacted[0]", event: "lead.contacted", correlate: "L1" },
      { stepId: "$exit", event: "lead.converted", correlate: "L1" },
    ]),
  );
  const event = { id: "ev1", name: "lead.contacted", correlate: "L1", payload: {}, at: new Date().toISOString() };
  await handle.signal(SIGNAL_EVENT, { ...event, correlate: "another", id: "ev0" });
  await handle.signal(SIGNAL_EVENT, event);
  await handle.signal(SIGNAL_EVENT, event);
  expect(await handle.result()).toEqual({ status: "completed", output: { owner: "u7", reminders: 0 } });
  const mails = harness.calls.filter((call) => call.operation === "smtp.send" && call.runId === "lead-hot");
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({
    idempotencyKey: "lead-hot/mail/0",
    input: { to: "ann@example.com", subject: "New lead: Li Wei" },
    chain: ["lead-routing"],
  });
  expect(harness.store.writesOf("lead-hot").at(-1)).toMatchObject({ status: "completed", subscriptions: [] });
});

test("an event that came before the wait opened is not lost", async () => {
  const at = new Date().toISOString();
  harness.store.earlier.set("lead-early", [{ id: "ev9", name: "lead.contacted", correlate: "L1", payload: {}, at }]);
  const handle = await harness.start({ definition, record: HOT, runId: "lead-early" });
  expect(await handle.result()).toMatchObject({ status: "completed", output: { reminders: 0 } });
});

test("a signal sent together with the start is kept for the wait that comes later", async () => {
  const handle = await harness.start({ definition, record: HOT, runId: "lead-signal" });
  const at = new Date().toISOString();
  await handle.signal(SIGNAL_EVENT, { id: "s1", name: "lead.contacted", correlate: "L1", payload: {}, at });
  expect(await handle.result()).toMatchObject({ status: "completed", output: { reminders: 0 } });
});

test("converted meanwhile: the run ends early", async () => {
  const handle = await harness.start({ definition, record: HOT, runId: "lead-exit" });
  await harness.until(handle, (state) => state.status === "waiting");
  const at = new Date().toISOString();
  await handle.signal(SIGNAL_EVENT, { id: "x1", name: "lead.converted", correlate: "L1", payload: {}, at });
  expect(await handle.result()).toEqual({ status: "exited", output: null });
});

test("nobody reacts: three reminders days apart pass in seconds when time is skipped", async () => {
  const handle = await harness.start({ definition, record: HOT, runId: "lead-late", timeSkipping: true });
  expect(await handle.result()).toEqual({ status: "completed", output: { owner: "u7", reminders: 3 } });
  const reminders = harness.calls.filter((call) => call.operation === "crm.remind" && call.runId === "lead-late");
  expect(reminders.map((call) => call.idempotencyKey)).toEqual([
    "lead-late/remind/0",
    "lead-late/remind/1",
    "lead-late/remind/2",
  ]);
});

test("the history holds what the steps need and nothing else", async () => {
  const handle = await harness.start({ definition, record: HOT, runId: "lead-history" });
  const at = new Date().toISOString();
  await harness.until(handle, (state) => state.status === "waiting");
  await handle.signal(SIGNAL_EVENT, { id: "h1", name: "lead.contacted", correlate: "L1", payload: {}, at });
  await handle.result();
  const { events } = await handle.fetchHistory();
  // Workflow tasks are the server's: a slow machine may have one more of them.
  const own = (events ?? []).map(attributesOf).filter((name) => !name.startsWith("workflowTask"));
  expect(own).toEqual([
    "workflowExecutionStarted",
    "markerRecorded",
    "activityTaskScheduled",
    "activityTaskStarted",
    "activityTaskCompleted",
    "timerStarted",
    "timerStarted",
    "markerRecorded",
    "workflowExecutionSignaled",
    "timerCanceled",
    "timerCanceled",
    "workflowExecutionCompleted",
  ]);
});

/** What an event tells of: the name of the attributes that it has. */
function attributesOf(event: object): string {
  const names = Object.keys(event).filter((key) => key.endsWith("EventAttributes") && Reflect.get(event, key) !== null);
  return names.join(" ").replace("EventAttributes", "");
}
