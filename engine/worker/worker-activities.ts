import { Context } from "@temporalio/activity";
import type { InjectedSinks } from "@temporalio/worker";
import type { OperationCall } from "../../activities/operation-call.ts";
import { userError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import {
  type AboutRun,
  countSteps,
  observeActivity,
  observeOperation,
  type RunObserver,
  SILENT_OBSERVER,
} from "../observe/run-observer.ts";
import type { AttemptJournal } from "../observe/attempt-journal.ts";
import type { RunSinks, StoreActivities } from "../workflows/contract.ts";
import { type OperationAnswer, toFailure } from "../workflows/failure-conversion.ts";
import { createRunEndSink } from "./run-end-sink.ts";

/** One function an operation, by its name, and `default` for an unknown one (activities/create-activities.ts). */
export type OperationActivities = Record<string, (call: OperationCall) => Promise<Json>>;
/** Often enough that a cancelled call hears of it soon. */
const HEARTBEAT_MS = 2_000;
/** A step's output is also kept with its step in the database, which takes 16 MB. */
const MAX_OUTPUT_BYTES = 12 * 1_024 * 1_024;
type Activity = (...args: never[]) => Promise<unknown>;

export interface WorkerDuties {
  activities: Record<string, Activity>;
  sinks: InjectedSinks<RunSinks>;
}

/**
 * What the worker does for its workflows. All activities: those on the store, one an operation, `default`, and others by name. Whatever they
 * throw leaves as an ApplicationFailure; operations tell the attempt that answered. What they do is told to the observer,
 * their attempts to the journal. And the sink that saves a run's end.
 * Throws where a name is taken twice.
 */
export function createWorkerDuties(parts: {
  store: StoreActivities;
  operations: OperationActivities;
  others?: Record<string, Activity>;
  observer?: RunObserver;
  journal?: AttemptJournal;
}): WorkerDuties {
  const activities: Record<string, Activity> = {};
  const add = (name: string, activity: Activity) => {
    if (activities[name] !== undefined) throw new Error(`two activities are named ${name}`);
    activities[name] = activity;
  };
  const { store, observer = SILENT_OBSERVER, journal } = parts;
  add("loadPlan", withFailures(store.loadPlan.bind(store)));
  const saveProgress = savingProgress(store, observer);
  add("saveProgress", withFailures(saveProgress));
  add("emitEvent", withFailures(store.emitEvent.bind(store)));
  for (const [name, operation] of Object.entries(parts.operations))
    add(name, operationActivity(operation, observer, journal));
  for (const [name, other] of Object.entries(parts.others ?? {})) add(name, withFailures(other));
  return { activities, sinks: createRunEndSink(saveProgress, observer.logger) };
}

/** Figures of steps only after their save: a save that is repeated counts them once. */
function savingProgress(store: StoreActivities, observer: RunObserver): StoreActivities["saveProgress"] {
  return async (args) => {
    const { write, traceId, workflowKey } = args;
    const { workspaceId, runId } = write;
    const about: AboutRun = {
      workspaceId,
      runId,
      ...(workflowKey === undefined ? {} : { workflowKey }),
      ...(traceId === undefined ? {} : { traceId }),
    };
    const answer = await observeActivity(about, async () => store.saveProgress(args));
    countSteps(observer, about, write.steps);
    return answer;
  };
}

function operationActivity(
  operation: (call: OperationCall) => Promise<Json>,
  observer: RunObserver,
  journal: AttemptJournal | undefined,
): Activity {
  return withFailures(async (call: OperationCall): Promise<OperationAnswer> => {
    const { attempt } = Context.current().info;
    const perform = async () => {
      const output = await beating(async () => observeOperation(observer, call, attempt, operation));
      refuseTooLarge(output);
      return output ?? null;
    };
    const output = await (journal === undefined ? perform() : journal.follow(call, attempt, perform));
    return { output, attempts: attempt };
  });
}

/** Gives signs of life while a call to another system is under way; quick ones and those on our own database give none. */
async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  if (context.info.isLocal) return work();
  const timer = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** An output beyond what a run can keep is the step's failure, with a code, before Temporal refuses it without one. */
function refuseTooLarge(output: Json): void {
  const bytes = typeof output === "object" && output !== null ? Buffer.byteLength(JSON.stringify(output)) : 0;
  if (bytes > MAX_OUTPUT_BYTES)
    throw userError("STEP_OUTPUT_TOO_LARGE", `The output has ${bytes} bytes.`, { bytes, limit: MAX_OUTPUT_BYTES });
}

function withFailures<Args extends never[], Answer>(
  activity: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  return async (...args) => {
    try {
      return await observeActivity(aboutOf(args[0]), async () => activity(...args));
    } catch (thrown) {
      throw toFailure(thrown, { attempts: Context.current().info.attempt, unexpectedRetryable: true });
    }
  };
}

/** Activities of runs name their run in their one argument. */
function aboutOf(argument: unknown): AboutRun {
  return typeof argument === "object" && argument !== null ? argument : {};
}
