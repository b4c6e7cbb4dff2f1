import { randomUUID } from "node:crypto";
import type { RouteName, RunAction } from "../../../../definitions/api.ts";
import type { RunDetail, RunStatus, Step } from "../../../../definitions/run.ts";
import type { StepAttempt } from "../../../../definitions/step-attempt.ts";
import type { Call, Handler } from "../handlers.ts";
import { found, pageOf } from "./paging.ts";
import { isFound } from "./run-work.ts";

const ofId = ({ world, params }: Call) =>
  found(
    world.runs.find((run) => run.id === params["id"]),
    "run",
  );
const AFTER: Record<string, RunStatus> = {
  pause: "paused",
  resume: "waiting",
  cancel: "cancelled",
  terminate: "cancelled",
};

function dashboard({ world }: Call) {
  const runsByStatus: Record<string, number> = {};
  for (const run of world.runs) runsByStatus[run.status] = (runsByStatus[run.status] ?? 0) + 1;
  const owners: Record<string, number> = {};
  for (const lead of world.records["lead"] ?? []) {
    const owner = typeof lead["owner"] === "string" ? lead["owner"] : "";
    owners[owner] = (owners[owner] ?? 0) + 1;
  }
  return {
    runsByStatus,
    runsByDay: Array.from({ length: 14 }, (_, index) => ({
      day: new Date(Date.now() - (13 - index) * 86_400_000).toISOString().slice(0, 10),
      started: 12 + ((index * 37) % 31),
      failed: (index * 5) % 4,
    })),
    leadsByOwner: Object.entries(owners).map(([owner, count]) => ({ owner, count })),
    openTickets: 9,
    mailsSent: 214,
  };
}

/** Somebody paused and resumed every third run that has begun. */
function actionsOf({ id, startedAt }: RunDetail): RunAction[] {
  if (startedAt === null || Number(id.replace("run-", "")) % 3 !== 1) return [];
  const after = (seconds: number) => new Date(Date.parse(startedAt) + seconds * 1_000).toISOString();
  return [
    { id: `${id}-1`, at: after(20), byUser: "ben", action: "run.pause", reason: "Is the address right?" },
    { id: `${id}-2`, at: after(95), byUser: "ada", action: "run.resume" },
  ];
}

/** Every failed attempt of a step that was tried again, and what the last one said. */
function attemptsOf({ id }: RunDetail, step: Step | undefined): StepAttempt[] {
  if (step === undefined || (step.attempts < 2 && (step.error ?? null) === null)) return [];
  const error = step.error ?? {
    code: "HTTP_SYSTEM_UNAVAILABLE",
    class: "connector" as const,
    retryable: true,
    message: "POST https://mail.example.com/v1/messages answered 503.",
    details: { method: "POST", url: "https://mail.example.com/v1/messages", status: 503 },
  };
  const begun = Date.parse(step.startedAt);
  return Array.from({ length: step.attempts }, (_, index) => {
    const isLast = index === step.attempts - 1;
    const startedAt = new Date(begun + index * 15_000).toISOString();
    const status = isLast && step.status === "completed" ? 200 : 503;
    const idempotencyKey = `${id}/${step.nodeId}/0`;
    const call = { method: "POST", url: "https://mail.example.com/v1/messages", status, ms: 840, idempotencyKey };
    return {
      attempt: index + 1,
      calledAt: step.startedAt,
      operation: "smtp.send",
      idempotencyKey,
      startedAt,
      ms: 912 + 40 * index,
      error: status === 200 ? null : error,
      lines: [{ at: startedAt, level: "debug" as const, message: "HTTP call", fields: call }],
      linesDropped: 0,
    };
  });
}

export const runHandlers = {
  startRun: ({ world, params }) => {
    const first = found(world.runs[0], "run");
    const id = `run-${randomUUID().slice(0, 8)}`;
    world.runs.unshift({ ...structuredClone(first), id, workflowKey: params["key"] ?? "", status: "running" });
    return { runId: id };
  },
  listRuns: ({ world, query }) =>
    pageOf(
      world.runs
        .filter((run) => isFound(run, query))
        .map(({ steps: _steps, trigger: _trigger, recordFields: _fields, vars: _vars, ...summary }) => summary),
      query,
    ),
  getRun: ofId,
  watchRun: ofId,
  listRunActions: (call) => ({ items: actionsOf(ofId(call)) }),
  listStepAttempts: (call) => {
    const run = ofId(call);
    return {
      items: attemptsOf(
        run,
        run.steps.find(({ stepId }) => stepId === call.params["stepId"]),
      ),
    };
  },
  operateRun: (call) => {
    const run = ofId(call);
    run.status = AFTER[call.params["operation"] ?? ""] ?? run.status;
    return { accepted: true };
  },
  resolveIncident: (call) => {
    const run = ofId(call);
    const { action } = call.body as { action: string };
    run.status = action === "fail" ? "failed" : "waiting";
    const step = run.steps.find((entry) => entry.stepId === call.params["stepId"]);
    if (step !== undefined) Object.assign(step, { status: action === "fail" ? "failed" : "completed", error: null });
    run.waitingFor = [];
    return { accepted: true };
  },
  emitEvent: () => ({ id: randomUUID() }),
  getDashboard: dashboard,
} satisfies Partial<Record<RouteName, Handler>>;
