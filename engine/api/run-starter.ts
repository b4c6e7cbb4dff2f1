import type { JsonObject } from "../../definitions/json.ts";

/** Starts runs of published workflows by way of the outbox. */
export interface RunStarter {
  /** Promises a run and answers its id. Throws WORKFLOW_UNKNOWN, WORKFLOW_NOT_PUBLISHED, TRIGGER_UNKNOWN. */
  start(request: {
    workspaceId: string;
    workflowKey: string;
    triggerId?: string | undefined;
    payload: JsonObject;
    record?: { object: string; id: string } | undefined;
    byUser: string;
  }): Promise<{ runId: string }>;
}
