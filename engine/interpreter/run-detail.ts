import type { Json } from "../../definitions/json.ts";
import type { RunDetail } from "../../definitions/run.ts";
import { statusOf } from "./progress.ts";
import { nowIso, type Run } from "./run.ts";

/** The whole of a run as it stands: the answer of the `state` query. */
export function runDetail(run: Run): RunDetail {
  const { input, plan } = run;
  const startedAt = new Date(run.startedMs).toISOString();
  const last = run.closed ? nowIso(run) : null;
  return {
    id: input.runId,
    workflowKey: plan.workflow.key,
    workflowName: plan.workflow.name,
    version: input.version,
    status: statusOf(run),
    origin: input.origin,
    record: recordReference(input.record),
    createdAt: startedAt,
    startedAt,
    endedAt: last,
    waitingFor: run.timeline.waiting(),
    error: run.outcome?.error ?? null,
    trigger: input.trigger.payload,
    recordFields: input.record,
    vars: { ...run.vars },
    steps: run.timeline.steps.map((step) => ({ ...step })),
    ...(run.timeline.isPartial() ? { stepsBefore: true } : {}),
    liveEdges: [...run.timeline.liveEdges],
    deadEdges: [...run.timeline.deadEdges],
    ...(run.outcome === null ? {} : { output: run.outcome.output }),
  };
}

function recordReference(record: Record<string, Json> | null): RunDetail["record"] {
  if (record === null || typeof record["object"] !== "string" || typeof record["id"] !== "string") return null;
  const name = record["name"];
  return { object: record["object"], id: record["id"], ...(typeof name === "string" ? { name } : {}) };
}
