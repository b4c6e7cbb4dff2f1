import type { RunOrigin } from "../../definitions/run.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";

/** Workflow keys that may lead to a run, at most (§8). */
export const MAXIMUM_CHAIN = 5;

/** What a run that another one calls has beside its trigger: the version to run, and who called. */
export interface CalledStart {
  version: number;
  parent: NonNullable<RunOrigin["parent"]>;
}

/** A run that does another one again: on a version, from a step with what was done before it kept, or from the start. */
export interface RerunStart {
  of: string;
  from: string | null;
  version: number;
}

/**
 * A document of the `events` collection: the outbox. Written in the same transaction as what it tells of; followed by
 * the dispatcher, which starts matching workflows and signals waiting runs, each once. `_id` deduplicates.
 */
export type OutboxEvent = {
  _id: string;
  workspaceId: string;
  /** Workflow keys that led here; a workflow already in it is not started again; length is limited. */
  chain: string[];
  at: Date;
  status: "pending" | "done" | "failed";
  attempts: number;
  skipAutomations?: boolean;
  byUser?: string;
  /** Where in which trace it was written (W3C Trace Context). */
  traceparent?: string;
} & (
  | {
      kind: "record";
      object: string;
      recordId: string;
      change: "created" | "updated" | "deleted";
      changedFields: string[];
      stageChanged: boolean;
      record: JsonObject;
      before: JsonObject | null;
    }
  | { kind: "event"; name: string; correlate: Json | null; payload: JsonObject }
  /** A webhook, form, schedule or "run now": one workflow, one run, whose id was promised to the caller. */
  | {
      kind: "trigger";
      workflowKey: string;
      triggerId: string;
      payload: JsonObject;
      runId: string;
      dedupeKey: string;
      record?: { object: string; id: string };
      call?: CalledStart;
      rerun?: RerunStart;
    }
);
