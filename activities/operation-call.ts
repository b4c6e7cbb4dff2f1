import type { JsonObject } from "../definitions/json.ts";

/** A connector operation to run. Activity type = operation name; an unregistered one lands in the activity `default`. */
export interface OperationCall {
  workspaceId: string;
  runId: string;
  workflowKey: string;
  nodeId: string;
  stepId: string;
  /** `runId/nodeId/iteration` (§9). */
  idempotencyKey: string;
  operation: string;
  connection?: string;
  input: JsonObject;
  chain: string[];
  /** The workflow's own time, ISO. */
  now: string;
  /** The trace that the run belongs to. */
  traceId?: string;
  /** The place in it of this very call, for the systems that it calls; set where the operation is performed. */
  traceparent?: string;
  /** The workflow's time zone; UTC where it names none. */
  timeZone?: string;
}
