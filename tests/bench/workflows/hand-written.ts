import { proxyActivities, proxyLocalActivities } from "@temporalio/workflow";
import type { OperationCall } from "../../../activities/operation-call.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";

type Operations = Record<string, (call: OperationCall) => Promise<{ output: Json }>>;
const options = { startToCloseTimeout: "30 seconds" } as const;
const remote = proxyActivities<Operations>(options);
const local = proxyLocalActivities<Operations>(options);
const store = proxyLocalActivities<{ saveProgress(args: unknown): Promise<unknown> }>(options);

export interface HandWrittenInput {
  runId: string;
  record: JsonObject;
}

/** What a programmer would write for the lead workflow: score, decide, assign, mail, save the result. */
export async function handWrittenLead({ runId, record }: HandWrittenInput): Promise<{ status: string }> {
  const points = scoreLead(record);
  const isHot =
    points >= 80 || (Number(record["employees"]) > 500 && ["CN", "HK", "SG"].includes(textOf(record["country"])));
  const policy = isHot ? "senior-sales" : "inbound";
  const assigned = await run(local, runId, isHot ? "assignSenior" : "assign", "crm.assign", {
    object: "lead",
    id: record["id"] ?? null,
    policy,
  });
  const { owner } = assigned as { owner: { email: string } };
  await run(remote, runId, "mail", "smtp.send", {
    to: owner.email,
    subject: `New lead: ${textOf(record["name"])}`,
    with: { lead: record, points },
  });
  await store.saveProgress({ write: { runId, status: "completed", steps: [], points, owner }, knownEventIds: [] });
  return { status: "completed" };
}

/** Three activities one after the other, as a first workflow has them. */
export async function handWrittenThreeActivities({ runId, record }: HandWrittenInput): Promise<{ status: string }> {
  for (const step of ["one", "two", "three"]) {
    await run(remote, runId, step, "crm.update", { object: "lead", id: record["id"] ?? null, changes: { note: step } });
  }
  return { status: "completed" };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function scoreLead(record: JsonObject): number {
  const minutes = Number(record["minutesOnSite"]);
  let points = 0;
  if (record["source"] === "referral") points += 40;
  if (record["source"] === "website" || record["source"] === "event") points += 20;
  if (minutes >= 10) points += 30;
  else if (minutes >= 3) points += 15;
  if (record["occupation"] === "Working Professional") points += 30;
  if (record["source"] === "cold" && minutes < 3) points -= 10;
  return points;
}

async function run(
  proxy: Operations,
  runId: string,
  nodeId: string,
  operation: string,
  input: JsonObject,
): Promise<Json> {
  const activity = proxy[operation] as Operations[string];
  const call: OperationCall = {
    workspaceId: "bench",
    runId,
    workflowKey: "hand-written",
    nodeId,
    stepId: nodeId,
    idempotencyKey: `${runId}/${nodeId}/0`,
    operation,
    input,
    chain: [],
    now: new Date().toISOString(),
  };
  return (await activity(call)).output;
}
