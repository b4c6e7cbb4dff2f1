import type { BulkReport, BulkRequest, MigrationReport } from "../../../definitions/api.ts";
import { errorText } from "../../../definitions/error-texts/index.ts";
import { errorDataOf } from "../../../definitions/errors.ts";
import { CLOSED_RUN_STATUSES, type RunDetail, type RunSummary } from "../../../definitions/run.ts";
import type { Language } from "../../../definitions/text.ts";
import type { Principal } from "../../auth/principal.ts";
import { checkMove, type NodeMapping, placeRerun } from "../../interpreter/place-run.ts";
import type { Plan } from "../../interpreter/plan.ts";
import { acceptTriggerEvent, newId } from "../../store/index.ts";
import { PLAN_BY_VALUE_BYTES, readCalendars } from "../../triggers/index.ts";
import type { Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { operateOne, resolveOne } from "./operate-run.ts";
import { writeAudit } from "./write-audit.ts";

/** Runs that one call of a bulk operation works on, and how many at once. */
const RUNS_AT_MOST = 500;
const AT_ONCE = 8;

type MovedRun = MigrationReport["runs"][number];
type Filter = Partial<Pick<BulkRequest, "workflow" | "status" | "recordId" | "from" | "to" | "ids">>;

export const runWorkHandlers: Handlers<"rerunRun" | "migrateRuns" | "operateRuns"> = {
  async rerunRun({ principal, params, body }, services) {
    const runId = await rerun(services, principal, params.id, body.from ?? null, body.version);
    const details = { as: runId, ...(body.from === undefined ? {} : { from: body.from }) };
    await writeAudit(services, principal, "run.rerun", params.id, details);
    return { runId };
  },

  async migrateRuns({ principal, body, language }, services) {
    const { workflow, toVersion, fromVersion, ids, mapping, dryRun } = body;
    const workspace = services.store.workspace(principal.workspace.id);
    const target = await workspace.workflows.versions.get(workflow, toVersion);
    const to = {
      version: toVersion,
      planHash: target.planHash,
      plan: await workspace.workflows.versions.getPlan(target.planHash),
    };
    const isMeant = ({ status, version, workflowKey }: RunSummary) =>
      isOpen(status) && workflowKey === workflow && version !== toVersion && (fromVersion ?? version) === version;
    const { found, more } = await selectRuns(services, principal, { workflow, ids }, isMeant);
    const runs = await inTurns(found, (run) => moveOne(services, principal, run, { ...to, mapping, dryRun, language }));
    if (!dryRun) await writeAudit(services, principal, "run.migrate", workflow, { toVersion, runs: runs.length });
    return { more, runs };
  },

  async operateRuns({ principal, body, language }, services) {
    const { operation, dryRun } = body;
    const { found, more } = await selectRuns(services, principal, body, (run) => applies(operation, run));
    if (dryRun) return { matched: found.length, done: 0, more, failures: [] };
    const failures: BulkReport["failures"] = [];
    await inTurns(found, async (run) => {
      try {
        await operateInBulk(services, principal, run, body);
      } catch (error) {
        failures.push({ runId: run.id, error: textOf(error, language) });
      }
    });
    const done = found.length - failures.length;
    await writeAudit(services, principal, `run.bulk-${operation}`, body.workflow ?? "*", {
      done,
      failed: failures.length,
    });
    return { matched: found.length, done, more, failures };
  },
};

/** Promises a run that does another one again. Throws RUN_UNKNOWN, RUN_OPEN, RERUN_STEP_UNKNOWN, VERSION_UNKNOWN. */
async function rerun(
  services: ApiServices,
  principal: Principal,
  id: string,
  from: string | null,
  versionWanted: "same" | "published",
): Promise<string> {
  const workspaceId = principal.workspace.id;
  const { runs, workflows } = services.store.workspace(workspaceId);
  const run = await runs.get(id);
  const published = versionWanted === "same" ? null : (await workflows.get(run.workflowKey)).published?.version;
  const version = published ?? run.version;
  if (from !== null) {
    const { planHash } = await workflows.versions.get(run.workflowKey, version);
    // Refuses a step that is not there before anything is promised.
    placeRerun(await workflows.versions.getPlan(planHash), from, run.steps);
  }
  const { runId } = await acceptTriggerEvent(services.store.context, {
    workspaceId,
    workflowKey: run.workflowKey,
    triggerId: run.origin.triggerId,
    payload: run.trigger,
    dedupeKey: `rerun-${newId()}`,
    byUser: principal.id,
    rerun: { of: id, from, version },
    ...(run.record === null ? {} : { record: { object: run.record.object, id: run.record.id } }),
  });
  return runId;
}

interface MoveOptions {
  version: number;
  planHash: string;
  plan: Plan;
  mapping: NodeMapping;
  dryRun: boolean;
  language: Language;
}

async function moveOne(
  services: ApiServices,
  principal: Principal,
  { id, version: fromVersion }: RunSummary,
  options: MoveOptions,
): Promise<MovedRun> {
  const workspaceId = principal.workspace.id;
  const { runs, workflows } = services.store.workspace(workspaceId);
  const moved: MovedRun = { runId: id, fromVersion, outcome: "failed", active: [], problems: [] };
  try {
    const { temporalId, planHash } = await runs.getHandle(id);
    const { run } = await services.runStates.read(workspaceId, id);
    const open = openSteps(run);
    moved.active = open.map(({ stepId, nodeId }) => ({ stepId, nodeId, to: options.mapping[nodeId] ?? nodeId }));
    moved.problems = checkMove(open, await workflows.versions.getPlan(planHash), options.plan, options.mapping);
    if (moved.problems.length > 0) moved.outcome = "refused";
    else if (options.dryRun) moved.outcome = "movable";
    else moved.outcome = await services.runs.migrate(temporalId, await migrateArgs(services, principal, options));
  } catch (error) {
    moved.error = textOf(error, options.language);
    moved.outcome = moved.error.code === "MIGRATION_REFUSED" ? "refused" : "failed";
  }
  return moved;
}

async function migrateArgs(services: ApiServices, principal: Principal, options: MoveOptions) {
  const { version, planHash, plan, mapping } = options;
  const isSmall = Buffer.byteLength(JSON.stringify(plan)) <= PLAN_BY_VALUE_BYTES;
  const calendars = await readCalendars(services.store, principal.workspace.id, plan.calendars);
  return { version, planHash, ...(isSmall ? { plan } : {}), calendars, mapping, byUser: principal.id };
}

function openSteps(run: RunDetail) {
  return run.steps.filter(({ endedAt }) => endedAt === null || endedAt === undefined);
}

async function operateInBulk(
  services: ApiServices,
  principal: Principal,
  run: RunSummary,
  { operation, reason }: BulkRequest,
): Promise<void> {
  if (operation === "rerun") {
    await rerun(services, principal, run.id, null, "same");
    return;
  }
  if (operation !== "retry" && operation !== "skip") return operateOne(services, principal, run.id, operation, reason);
  for (const { stepId, waitingFor } of run.waitingFor)
    if (waitingFor.kind === "operator") await resolveOne(services, principal, run.id, stepId, { action: operation });
}

function applies(operation: BulkRequest["operation"], { status }: RunSummary): boolean {
  if (operation === "rerun") return !isOpen(status);
  if (operation === "retry" || operation === "skip") return status === "incident";
  if (operation === "pause") return isOpen(status) && status !== "paused" && status !== "queued";
  return operation === "resume" ? status === "paused" : isOpen(status);
}

function isOpen(status: string): boolean {
  return !(CLOSED_RUN_STATUSES as readonly string[]).includes(status);
}

/** The first runs of a filter that are meant, newest first; `more` where one call does not reach them all. */
async function selectRuns(
  services: ApiServices,
  principal: Principal,
  { ids, ...filter }: Filter,
  isMeant: (run: RunSummary) => boolean,
): Promise<{ found: RunSummary[]; more: boolean }> {
  const { runs } = services.store.workspace(principal.workspace.id);
  if (ids !== undefined) {
    const named = await inTurns([...new Set(ids)], (id) => runs.get(id));
    return { found: named.filter(isMeant).slice(0, RUNS_AT_MOST), more: false };
  }
  const found: RunSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await runs.list({ ...filter, cursor, limit: 200 });
    for (const run of page.items) {
      if (!isMeant(run)) continue;
      if (found.length === RUNS_AT_MOST) return { found, more: true };
      found.push(run);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { found, more: false };
}

/** Works on a list, a few at once, and answers in its order. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const lane = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

function textOf(error: unknown, language: Language): { code: string; text: string } {
  const { code, message, details } = errorDataOf(error);
  return { code, text: errorText(code, language, details) ?? message };
}
