import type { JsonObject } from "../../definitions/json.ts";
import type { Store } from "../store/index.ts";
import { acceptManual } from "../triggers/accept-trigger.ts";
import { ApiError } from "./api-error.ts";

/** Starts runs of published workflows by way of the outbox. */
export interface RunStarter {
  /** Promises a run and answers its id. Throws WORKFLOW_UNKNOWN, WORKFLOW_NOT_PUBLISHED, WORKFLOW_DISABLED, TRIGGER_UNKNOWN, RECORD_UNKNOWN. */
  start(request: {
    workspaceId: string;
    workflowKey: string;
    triggerId?: string | undefined;
    payload: JsonObject;
    record?: { object: string; id: string } | undefined;
    byUser: string;
  }): Promise<{ runId: string }>;
}

export function createRunStarter(store: Store): RunStarter {
  return {
    async start({ record, ...request }) {
      const workflow = await store.workspace(request.workspaceId).workflows.get(request.workflowKey);
      if (!workflow.enabled) throw new ApiError("WORKFLOW_DISABLED", { key: request.workflowKey });
      const { runId } = await acceptManual(store, { ...request, ...(record === undefined ? {} : { record }) });
      return { runId };
    },
  };
}
