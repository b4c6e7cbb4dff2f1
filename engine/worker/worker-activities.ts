import { Context } from "@temporalio/activity";
import type { OperationCall } from "../../activities/operation-call.ts";
import type { Json } from "../../definitions/json.ts";
import type { StoreActivities } from "../workflows/contract.ts";
import { type OperationAnswer, toFailure } from "../workflows/failure-conversion.ts";

/** One function an operation, by its name, and `default` for an unknown one (activities/create-activities.ts). */
export type OperationActivities = Record<string, (call: OperationCall) => Promise<Json>>;
type Activity = (...args: never[]) => Promise<unknown>;

/**
 * All activities of the worker: those on the store, one an operation, `default`, and others by name. Whatever they
 * throw leaves as an ApplicationFailure; operations tell the attempt that answered. Throws where a name is taken twice.
 */
export function createWorkerActivities(parts: {
  store: StoreActivities;
  operations: OperationActivities;
  others?: Record<string, Activity>;
}): Record<string, Activity> {
  const activities: Record<string, Activity> = {};
  const add = (name: string, activity: Activity) => {
    if (activities[name] !== undefined) throw new Error(`two activities are named ${name}`);
    activities[name] = activity;
  };
  const { store } = parts;
  add("loadPlan", withFailures(store.loadPlan.bind(store)));
  add("saveProgress", withFailures(store.saveProgress.bind(store)));
  add("emitEvent", withFailures(store.emitEvent.bind(store)));
  for (const [name, operation] of Object.entries(parts.operations)) add(name, operationActivity(operation));
  for (const [name, other] of Object.entries(parts.others ?? {})) add(name, withFailures(other));
  return activities;
}

function operationActivity(operation: (call: OperationCall) => Promise<Json>): Activity {
  return withFailures(async (call: OperationCall): Promise<OperationAnswer> => {
    const output = await operation(call);
    return { output: output ?? null, attempts: Context.current().info.attempt };
  });
}

function withFailures<Args extends never[], Answer>(
  activity: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  return async (...args) => {
    try {
      return await activity(...args);
    } catch (thrown) {
      throw toFailure(thrown, { attempts: Context.current().info.attempt, unexpectedRetryable: true });
    }
  };
}
