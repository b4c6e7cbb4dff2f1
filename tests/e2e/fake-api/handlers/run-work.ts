import { randomUUID } from "node:crypto";
import type { BulkReport, BulkRequest, MigrationReport, RouteName } from "../../../../definitions/api.ts";
import { setField } from "../../../../definitions/field-path.ts";
import { isJsonObject } from "../../../../definitions/is-json-object.ts";
import { CLOSED_RUN_STATUSES, type RunDetail, type RunStatus } from "../../../../definitions/run.ts";
import type { Call, Handler } from "../handlers.ts";
import { found } from "./paging.ts";

type Filter = Partial<Record<string, unknown>>;
const CLOSED: readonly string[] = CLOSED_RUN_STATUSES;
const AFTER: Partial<Record<BulkRequest["operation"], RunStatus>> = {
  pause: "paused",
  resume: "waiting",
  cancel: "cancelled",
  terminate: "cancelled",
  retry: "waiting",
  skip: "waiting",
};

/** Whether a filter of the run list finds a run. */
export function isFound(run: RunDetail, { status, workflow, recordId, from, to }: Filter): boolean {
  return (
    (status === undefined || run.status === status) &&
    (workflow === undefined || run.workflowKey === workflow) &&
    (recordId === undefined || run.record?.id === recordId) &&
    (typeof from !== "string" || Date.parse(run.createdAt) >= Date.parse(from)) &&
    (typeof to !== "string" || Date.parse(run.createdAt) <= Date.parse(to))
  );
}

function applies(operation: BulkRequest["operation"], { status }: RunDetail): boolean {
  const isOpen = !CLOSED.includes(status);
  if (operation === "rerun") return !isOpen;
  if (operation === "retry" || operation === "skip") return status === "incident";
  if (operation === "pause") return isOpen && status !== "paused" && status !== "queued";
  return operation === "resume" ? status === "paused" : isOpen;
}

function doAgain({ world }: Pick<Call, "world">, run: RunDetail, from: string | undefined): string {
  const id = `run-${randomUUID().slice(0, 8)}`;
  const until = from === undefined ? 0 : run.steps.findIndex(({ nodeId }) => nodeId === from);
  world.runs.unshift({
    ...structuredClone(run),
    id,
    status: "running",
    createdAt: new Date().toISOString(),
    startedAt: new Date().toISOString(),
    endedAt: null,
    error: null,
    waitingFor: [],
    origin: { ...run.origin, rerunOf: run.id },
    steps: run.steps.slice(0, until).map((step) => Object.assign(structuredClone(step), { isReused: true })),
    liveEdges: [],
    deadEdges: [],
  });
  return id;
}

function migrate({ world, body }: Call): MigrationReport {
  const wanted = body as {
    workflow: string;
    toVersion: number;
    fromVersion?: number;
    ids?: string[];
    mapping: Record<string, string>;
    dryRun: boolean;
  };
  const versions = found(
    world.workflows.find(({ key }) => key === wanted.workflow),
    "workflow",
  ).versions;
  const nodesOf = (version: number) => versions.find((each) => each.version === version)?.definition.nodes ?? [];
  const runs = world.runs
    .filter(({ id, workflowKey }) => workflowKey === wanted.workflow && (wanted.ids?.includes(id) ?? true))
    .filter(({ status, version }) => !CLOSED.includes(status) && version !== wanted.toVersion)
    .filter(({ version }) => version === (wanted.fromVersion ?? version))
    .map((run): MigrationReport["runs"][number] => {
      const fromVersion = run.version;
      const active = run.steps
        .filter(({ endedAt }) => endedAt === null)
        .map(({ stepId, nodeId }) => ({ stepId, nodeId, to: wanted.mapping[nodeId] ?? nodeId }));
      const problems = active.flatMap(({ stepId, nodeId, to }) => {
        const old = nodesOf(fromVersion).find(({ id }) => id === nodeId);
        const next = nodesOf(wanted.toVersion).find(({ id }) => id === to);
        if (next !== undefined && next.type === old?.type) return [];
        return [
          { stepId, nodeId, to, reason: next === undefined ? ("node-missing" as const) : ("type-differs" as const) },
        ];
      });
      const outcome = problems.length > 0 ? "refused" : wanted.dryRun ? "movable" : "moved";
      if (outcome === "moved") {
        run.version = wanted.toVersion;
        run.steps = run.steps.map((step) => ({ ...step, nodeId: wanted.mapping[step.nodeId] ?? step.nodeId }));
      }
      return { runId: run.id, fromVersion, outcome, active, problems };
    });
  return { more: false, runs };
}

/** Of the first incident: its input, and what a change makes of it. */
function previewOf(run: RunDetail | undefined, set: BulkRequest["set"]): Pick<BulkReport, "preview"> {
  const step = run?.steps.find(({ status }) => status === "incident");
  const input = step?.input;
  if (run === undefined || step === undefined || !isJsonObject(input)) return {};
  const changed = set === undefined ? null : setField(input, set.field, set.value);
  return { preview: { runId: run.id, stepId: step.stepId, input, changed } };
}

function operate({ world, body }: Call): BulkReport {
  const { operation, dryRun, ids, set, search = "", ...filter } = body as BulkRequest;
  const runs = world.runs
    .filter((run) => (ids === undefined ? isFound(run, filter) : ids.includes(run.id)))
    .filter((run) => JSON.stringify(run).toLowerCase().includes(search.toLowerCase()))
    .filter((run) => applies(operation, run));
  if (dryRun) return { matched: runs.length, done: 0, more: false, failures: [], ...previewOf(runs[0], set) };
  for (const run of runs) {
    const after = AFTER[operation];
    if (after === undefined) doAgain({ world }, run, undefined);
    else Object.assign(run, { status: after });
  }
  return { matched: runs.length, done: runs.length, more: false, failures: [] };
}

export const runWorkHandlers = {
  rerunRun: (call) => {
    const run = found(
      call.world.runs.find(({ id }) => id === call.params["id"]),
      "run",
    );
    return { runId: doAgain(call, run, (call.body as { from?: string }).from) };
  },
  migrateRuns: migrate,
  operateRuns: operate,
} satisfies Partial<Record<RouteName, Handler>>;
