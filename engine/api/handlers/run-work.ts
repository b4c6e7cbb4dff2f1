import type { BulkReport, BulkRequest, MigrationReport } from "../../../definitions/api.ts";
import { errorText } from "../../../definitions/error-texts/index.ts";
import { errorDataOf } from "../../../definitions/errors.ts";
import { CLOSED_RUN_STATUSES, type RunDetail, type RunSummary } from "../../../definitions/run.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { Language } from "../../../definitions/text.ts";
import type { Principal } from "../../auth/principal.ts";
import { checkMove, type NodeMapping, placeRerun } from "../../interpreter/place-run.ts";
import type { Plan } from "../../interpreter/plan.ts";
import { acceptTriggerEvent, newId } from "../../store/index.ts";
import { byValue, readCalendars } from "../../triggers/index.ts";
import type { MigrateArgs } from "../../workflows/contract.ts";
import type { Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { runMatches } from "./find-in-list.ts";
import { changeIncidentInput, incidentsOf, previewIncident, requireOneStep } from "./edit-incidents.ts";
import { operateOne, resolveOne } from "./operate-run.ts";
import { writeAudit } from "./write-audit.ts";

/** Runs that one call of a bulk operation works on, and how many at once. */
const RUNS_AT_MOST = 500;
const AT_ONCE = 8;

type MovedRun = MigrationReport["runs"][number];
type Filter = Partial<Pick<BulkRequest, "search" | "workflow" | "status" | "recordId" | "from" | "to" | "ids">>;

export const runWorkHandlers: Handlers<"rerunRun" | "migrateRuns" | "operateRuns"> = {
  async rerunRun({ principal, params, body }, services) {
    const runId = await rerun(services, principal, params.id, body.from ?? null, body.version);
    const details = { as: runId, ...(body.from === undefined ? {} : { from: body.from }) };
    await writeAudit(services, principal, "run.rerun", params.id, details);
    return { runId };
  },

  async migrateRuns({ principal, body, language }, services) {
    const { workflow, toVersion, fromVersion, ids, mapping, dryRun } = body;
    const workspaceId = principal.workspace.id;
    const { planHash } = await services.store.workspace(workspaceId).workflows.versions.get(workflow, toVersion);
    const plan = await services.store.published.getPlan(workspaceId, planHash);
    const target = { version: toVersion, planHash, ...byValue(plan), mapping, byUser: principal.id };
    let calendars: ReturnType<typeof readCalendars> | undefined;
    const readArgs = async (): Promise<MigrateArgs> => {
      calendars ??= readCalendars(services.store, workspaceId, plan.calendars);
      return { ...target, calendars: await calendars };
    };
    const isMeant = ({ status, version, workflowKey }: RunSummary) =>
      isOpen(status) && workflowKey === workflow && version !== toVersion && (fromVersion ?? version) === version;
    const { found, more } = await selectRuns(services, principal, { workflow, ids }, isMeant);
    const move = { workspaceId, plan, mapping, readArgs, dryRun, language };
    const runs = await inTurns(found, (run) => moveOne(services, run, move));
    if (!dryRun) {
      await writeAudit(services, principal, "run.migrate", workflow, { toVersion, runs: runs.length });
      const moved = runs.filter(({ outcome }) => outcome === "moved" || outcome === "pending");
      await noteOnRuns(services, principal, moved, "run.move", { toVersion });
    }
    return { more, runs };
  },

  async operateRuns({ principal, body, language }, services) {
    const { operation, dryRun, set } = body;
    const { found, more } = await selectRuns(services, principal, body, (run) => applies(operation, run));
    if (set !== undefined) requireOneStep(found);
    const failures: BulkReport["failures"] = [];
    const attempt = async (run: RunSummary, work: () => Promise<void>) =>
      work().catch((error: unknown) => void failures.push({ runId: run.id, error: textOf(error, language) }));
    if (dryRun) {
      if (set !== undefined)
        await inTurns(found, (run) => attempt(run, async () => tryEdit(services, principal, run, set)));
      const preview = operation === "retry" ? await previewIncident(services, principal, found, set) : {};
      return { matched: found.length, done: 0, more, failures, ...preview };
    }
    await inTurns(found, (run) => attempt(run, async () => operateInBulk(services, principal, run, body)));
    const failed = new Set(failures.map(({ runId }) => runId));
    const worked = found.filter(({ id }) => !failed.has(id)).map(({ id }) => ({ runId: id }));
    const isResolved = operation === "retry" || operation === "skip";
    const details: JsonObject = isResolved ? { action: operation } : {};
    if (set !== undefined) details["field"] = set.field;
    if (body.reason !== undefined) details["reason"] = body.reason;
    await noteOnRuns(services, principal, worked, isResolved ? "run.resolve" : `run.${operation}`, details);
    const done = worked.length;
    await writeAudit(services, principal, `run.bulk-${operation}`, body.workflow ?? "*", {
      done,
      failed: failures.length,
    });
    return { matched: found.length, done, more, failures };
  },
};

/** What was done with many runs at once stands with each of them too. */
async function noteOnRuns(
  { store }: ApiServices,
  principal: Principal,
  runs: readonly { runId: string }[],
  action: string,
  details: JsonObject,
): Promise<void> {
  const { audit } = store.workspace(principal.workspace.id);
  const targets = runs.map(({ runId }) => runId);
  await audit.addForEach(targets, { byUser: principal.id, action, details });
}

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
    placeRerun(await services.store.published.getPlan(workspaceId, planHash), from, run.steps);
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

/** One move for all runs of a request; what is sent to each is read once, and not at all in a dry run. */
interface MoveOptions {
  workspaceId: string;
  plan: Plan;
  mapping: NodeMapping;
  readArgs: () => Promise<MigrateArgs>;
  dryRun: boolean;
  language: Language;
}

async function moveOne(
  { store, runStates, runs: gateway }: ApiServices,
  { id, version: fromVersion }: RunSummary,
  { workspaceId, plan, mapping, readArgs, dryRun, language }: MoveOptions,
): Promise<MovedRun> {
  const moved: MovedRun = { runId: id, fromVersion, outcome: "failed", active: [], problems: [] };
  try {
    const { temporalId, planHash } = await store.workspace(workspaceId).runs.getHandle(id);
    const { run } = await runStates.read(workspaceId, id);
    const open = openSteps(run);
    moved.active = open.map(({ stepId, nodeId }) => ({ stepId, nodeId, to: mapping[nodeId] ?? nodeId }));
    moved.problems = checkMove(open, await store.published.getPlan(workspaceId, planHash), plan, mapping);
    if (moved.problems.length > 0) moved.outcome = "refused";
    else moved.outcome = dryRun ? "movable" : await gateway.migrate(temporalId, await readArgs());
  } catch (error) {
    moved.error = textOf(error, language);
    moved.outcome = moved.error.code === "MIGRATION_REFUSED" ? "refused" : "failed";
  }
  return moved;
}

function openSteps(run: RunDetail) {
  return run.steps.filter(({ endedAt }) => endedAt === null || endedAt === undefined);
}

async function operateInBulk(
  services: ApiServices,
  principal: Principal,
  run: RunSummary,
  { operation, reason, set }: BulkRequest,
): Promise<void> {
  if (operation === "rerun") {
    await rerun(services, principal, run.id, null, "same");
    return;
  }
  if (operation !== "retry" && operation !== "skip") return operateOne(services, principal, run.id, operation, reason);
  for (const { stepId } of incidentsOf(run)) {
    const incident = { runId: run.id, stepId };
    const input = set === undefined ? {} : { input: await changeIncidentInput(services, principal, incident, set) };
    await resolveOne(services, principal, run.id, stepId, { action: operation, ...input });
  }
}

/** Throws where the change does not fit one of the run's incidents. */
async function tryEdit(
  services: ApiServices,
  principal: Principal,
  run: RunSummary,
  set: NonNullable<BulkRequest["set"]>,
): Promise<void> {
  for (const { stepId } of incidentsOf(run))
    await changeIncidentInput(services, principal, { runId: run.id, stepId }, set);
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
  { ids, search, workflow, status, recordId, from, to }: Filter,
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
    const page = await runs.list({ workflow, status, recordId, from, to, cursor, limit: 200 });
    for (const run of page.items) {
      if (!isMeant(run) || (search !== undefined && !runMatches(search, run))) continue;
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
