import type { Calendar } from "../../../definitions/resources.ts";
import { userError } from "../../../definitions/errors.ts";
import { type LaunchableRun, type Store, temporalIdOf } from "../../store/index.ts";
import type { CarriedRun } from "../../interpreter/carry.ts";
import { placeRerun } from "../../interpreter/place-run.ts";
import type { Plan } from "../../interpreter/plan.ts";
import { INTERPRETER_VERSION, type RunInput } from "../../workflows/contract.ts";
import type { RunLauncher } from "./run-launcher.ts";

/** A plan up to this size travels in the run's input; a larger one is loaded by its hash. */
const PLAN_BY_VALUE_BYTES = 64 * 1024;

/**
 * Hands a queued run to Temporal and marks it started. Safe to repeat at any point: Temporal knows the run by its id.
 * Throws `CALENDAR_UNKNOWN` when the plan names one that is gone, and whatever the connection throws.
 */
export async function launchRun(
  store: Store,
  launcher: RunLauncher,
  run: LaunchableRun,
  priority?: number,
): Promise<void> {
  const plan = await store.published.getPlan(run.workspaceId, run.planHash);
  const carried = await carryRerun(store, run, plan);
  const input: RunInput = {
    interpreterVersion: INTERPRETER_VERSION,
    workspaceId: run.workspaceId,
    runId: run.runId,
    workflowKey: run.workflowKey,
    version: run.version,
    planHash: run.planHash,
    ...byValue(plan),
    trigger: { id: run.origin.triggerId, type: run.origin.triggerType, payload: run.trigger },
    record: run.recordFields,
    origin: run.origin,
    calendars: await readCalendars(store, run.workspaceId, plan.calendars),
    ...(carried === undefined ? {} : { carried }),
  };
  await launcher.start(temporalIdOf(run.workspaceId, run.workflowKey, run.dedupeKey), input, priority);
  await store.workspace(run.workspaceId).runs.markStarted(run.runId);
}

/** What a re-run keeps of the run that it does again; absent where it begins at the start. */
async function carryRerun(store: Store, run: LaunchableRun, plan: Plan): Promise<CarriedRun | undefined> {
  if (run.rerun === null || run.rerun.from === null) return undefined;
  const { runs } = store.workspace(run.workspaceId);
  const { steps } = await runs.get(run.rerun.of);
  const { carried, kept } = placeRerun(plan, run.rerun.from, steps);
  await runs.keepSteps(run.runId, kept);
  return carried;
}

/** The plan where it is small enough to travel with its hash, else nothing. */
export function byValue(plan: Plan): { plan?: Plan } {
  return sizeOf(plan) <= PLAN_BY_VALUE_BYTES ? { plan } : {};
}

const sizes = new WeakMap<Plan, number>();
function sizeOf(plan: Plan): number {
  let size = sizes.get(plan);
  if (size === undefined) {
    size = Buffer.byteLength(JSON.stringify(plan));
    sizes.set(plan, size);
  }
  return size;
}

/** The calendars that a plan names, as they are now. Throws `CALENDAR_UNKNOWN`. */
export async function readCalendars(
  store: Store,
  workspaceId: string,
  keys: readonly string[],
): Promise<Record<string, Calendar>> {
  const { resources } = store.workspace(workspaceId);
  const calendars: Record<string, Calendar> = {};
  for (const key of keys) {
    const calendar = await resources.find("calendars", key);
    if (calendar === null) throw userError("CALENDAR_UNKNOWN", `There is no calendar ${key}`, { calendar: key });
    calendars[key] = calendar;
  }
  return calendars;
}
