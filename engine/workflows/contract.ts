import type { Json, JsonObject } from "../../definitions/json.ts";
import type { BusinessEvent, IncidentResolution, RunOrigin, RunStatus } from "../../definitions/run.ts";
import type { Calendar } from "../../definitions/resources.ts";
import type { CarriedRun } from "../interpreter/carry.ts";
import type { Plan } from "../interpreter/plan.ts";
import type { NodeMapping } from "../interpreter/place-run.ts";
import type { Progress } from "../interpreter/ports.ts";

/**
 * What crosses the border between a workflow and the rest of the engine: types only, so that the starter (triggers),
 * the API and the worker's activities agree with `runDefinition` without importing its code.
 */
export const WORKFLOW_TYPE = "runDefinition";
export const TASK_QUEUE = "flowright";
/**
 * 2: tasks of people and calls; a save of progress begins in the turn that asks for it. 3: a run's end is saved within the
 * workflow task that ends it (run-end.decision.md).
 */
export const INTERPRETER_VERSION = 3;

/** The one argument of `runDefinition`. Temporal's workflowId is `workspaceId:workflowKey:dedupeKey`. */
export interface RunInput {
  interpreterVersion: number;
  workspaceId: string;
  runId: string;
  workflowKey: string;
  version: number;
  planHash: string;
  /** By value when at most 64 KB, else loaded once by `loadPlan`. */
  plan?: Plan;
  trigger: { id: string; type: string; payload: JsonObject };
  /** The record as it was when the run started, every declared field present. */
  record: JsonObject | null;
  origin: RunOrigin;
  /** The calendars that the plan names, as they were when the run started. */
  calendars: Record<string, Calendar>;
  /** Where an earlier execution of the run left off. */
  carried?: CarriedRun;
  /** History events after which another execution goes on with the run; Temporal's own suggestion counts besides. */
  historyBudget?: number;
}
export interface RunResult {
  status: RunStatus;
  output: Json;
}

/** Signals, updates and queries of `runDefinition`, by name. */
export const SIGNAL_EVENT = "event"; // (event: BusinessEvent)
export const QUERY_STATE = "state"; // () => RunDetail
export const UPDATE_RESOLVE_INCIDENT = "resolveIncident"; // ({ stepId, resolution, byUser }) => void
export const UPDATE_OPERATE = "operate"; // ({ operation: "pause" | "resume" | "cancel", reason?, byUser }) => void
export const UPDATE_COMPLETE_TASK = "completeTask"; // ({ taskId, stepId, by, outcome, comment?, form? }) => void
export const UPDATE_MIGRATE = "migrate"; // (MigrateArgs) => void
export interface MigrateArgs {
  version: number;
  planHash: string;
  /** By value when at most 64 KB. */
  plan?: Plan;
  /** Calendars that the new plan names, as they are now. */
  calendars: Record<string, Calendar>;
  mapping: NodeMapping;
  byUser: string | null;
}
export interface ResolveIncidentArgs {
  stepId: string;
  resolution: IncidentResolution;
  byUser: string | null;
}
export interface CompleteTaskArgs {
  taskId: string;
  stepId: string;
  by: string;
  outcome: string;
  comment?: string;
  form?: JsonObject;
  /** The store has seen that this answer settles the task, or does not. */
  settles?: boolean;
}
export interface OperateArgs {
  operation: "pause" | "resume" | "cancel";
  reason?: string;
  byUser: string | null;
}

/** A connector operation to run, as activities receive it. */
export type { OperationCall } from "../../activities/operation-call.ts";

/** One write of a run's progress, as the interpreter saves it. */
export interface ProgressWrite extends Progress {
  workspaceId: string;
  runId: string;
  /** The version that the run is on, and its plan: they change when the run is moved. */
  version: number;
  planHash: string;
}

/** What is saved, and whose it is. */
export interface ProgressArgs {
  write: ProgressWrite;
  knownEventIds: string[];
  workflowKey?: string;
  traceId?: string;
}

/** What the worker does within a workflow task, before Temporal is told of the task: no history event. */
export type RunSinks = {
  runEnd: {
    /** Takes `ProgressArgs` as JSON. */
    save(args: string): void;
  };
};

/** Our own database may be away for a while: who needs it waits as long as it takes. A repeat of what was only slow is harmless. */
export const STORE_PATIENCE = { attemptMs: 30_000, firstPauseMs: 200, longestPauseMs: 30_000 } as const;

/** Local activities on our own database (1 history event each). */
export interface StoreActivities {
  loadPlan(args: { workspaceId: string; planHash: string }): Promise<Plan>;
  /**
   * Saves progress, then answers the events for the given subscriptions that were written since the run started
   * and whose ids are not in `knownEventIds`: an event that came between two waits is not lost.
   */
  saveProgress(args: ProgressArgs): Promise<{ events: BusinessEvent[] }>;
  emitEvent(args: {
    workspaceId: string;
    runId: string;
    traceId?: string;
    idempotencyKey: string;
    chain: string[];
    name: string;
    correlate: Json | null;
    payload: JsonObject;
  }): Promise<{ id: string }>;
}
