import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarSchema, decisionTableSchema } from "../../../definitions/resources.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import { type RealRun, runBackTest } from "../../../engine/simulate/back-test/run-back-test.ts";
import { SIGNAL_EVENT } from "../../../engine/workflows/contract.ts";
import { type Harness, readFixture, startHarness } from "./run-harness.ts";

const version = workflowDefinitionSchema.parse(readFixture("lead-routing.json"));
const world = {
  calendars: [calendarSchema.parse(readFixture("calendar-sales.json"))],
  tables: [decisionTableSchema.parse(readFixture("lead-score.table.json"))],
};
const lead = (id: string, source: string) => ({
  object: "lead",
  id,
  status: "new",
  name: "Li Wei",
  email: "li@example.com",
  source,
  minutesOnSite: 12,
  occupation: "Working Professional",
  employees: 20,
  country: "CN",
});

let harness: Harness;
const real: RealRun[] = [];
/** Real runs on Temporal, each in another state: waiting, contacted, converted, never contacted (days skipped). */
beforeAll(async () => {
  harness = await startHarness();
  harness.operations["crm.assign"] = () => ({ owner: { id: "u7", email: "ann@example.com" } });
  harness.operations["crm.reassign"] = () => ({ owner: { id: "u3" } });
  harness.operations["crm.remind"] = () => ({ sent: true });
  harness.operations["smtp.send"] = () => ({ messageId: "<m1@example.com>" });
  const start = async (runId: string, source: string, timeSkipping = false) =>
    harness.start({ definition: version, record: lead(runId, source), runId: `back-${runId}`, timeSkipping });
  const event = (name: string, id: string) => ({
    id: `e-${id}`,
    name,
    correlate: id,
    payload: {},
    at: new Date().toISOString(),
  });
  const handles = [await start("b1", "referral"), await start("b2", "referral"), await start("b3", "cold")];
  for (const handle of handles) await harness.until(handle, ({ status }) => status === "waiting");
  await handles[1]?.signal(SIGNAL_EVENT, event("lead.contacted", "b2"));
  await handles[2]?.signal(SIGNAL_EVENT, event("lead.converted", "b3"));
  await handles[1]?.result();
  await handles[2]?.result();
  const late = await start("b4", "cold", true);
  await late.result();
  for (const handle of [...handles, late]) real.push({ run: await harness.state(handle), version });
  await handles[0]?.terminate();
}, 60_000);
afterAll(() => harness.stop());

const backTest = async (draft: WorkflowDefinition) =>
  runBackTest(draft, real, world, { now: new Date().toISOString(), totalMs: 10_000 });

test("an unchanged draft goes the way of every real run", async () => {
  expect(real.map(({ run }) => run.status)).toEqual(["waiting", "completed", "exited", "completed"]);
  const { runs } = await backTest(version);
  expect(runs.flatMap(({ changes, error }) => [...changes, ...(error === null ? [] : [error])])).toEqual([]);
  expect(runs[3]?.before.path.filter((node) => node === "remind")).toHaveLength(3);
});

test("a higher bound for hot leads changes the runs that were hot, and no other", async () => {
  const text = JSON.stringify(version).replaceAll('"value":80', '"value":500');
  const draft = workflowDefinitionSchema.parse(JSON.parse(text));
  expect(draft).not.toEqual(version);
  const { runs } = await backTest(draft);
  const wasHot = real.map(({ run }) => run.steps.find(({ nodeId }) => nodeId === "hot")?.port !== "else");
  expect(runs.map(({ verdict }) => verdict === "different")).toEqual(wasHot);
  expect(wasHot).toContain(true);
  expect(wasHot).toContain(false);
  const changed = runs.find(({ verdict }) => verdict === "different");
  expect(changed?.why).toMatchObject({ node: "hot", after: { port: "else", explanation: [{ held: false }] } });
});
