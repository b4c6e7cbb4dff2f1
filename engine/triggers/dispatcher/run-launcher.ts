import type { Client } from "@temporalio/client";
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from "@temporalio/client";
import type { BusinessEvent } from "../../../definitions/run.ts";
import {
  type RunInput,
  SIGNAL_EVENT,
  TASK_QUEUE,
  UPDATE_OPERATE,
  WORKFLOW_TYPE,
  type OperateArgs,
} from "../../workflows/contract.ts";

import { errorDataOfFailure } from "../../workflows/failure-conversion.ts";

/** What the dispatcher needs of Temporal. */
export interface RunLauncher {
  /** Starts the run, once for each id: `exists` when it runs or ever ran. Priority 1 goes first, 5 last. */
  start(temporalId: string, input: RunInput, priority?: number): Promise<"started" | "exists">;
  /** `gone` when the run is closed or was never there. */
  signal(temporalId: string, event: BusinessEvent): Promise<"sent" | "gone">;
  /** No effect on a run that is closed or not there. Throws what the server throws, and a run's `RUN_NOT_READY`. */
  cancel(temporalId: string, reason: string): Promise<void>;
}

/** On a client over the worker's own NativeConnection, so that starts are eager (§7). */
export function createTemporalLauncher(client: Client, taskQueue: string = TASK_QUEUE): RunLauncher {
  return {
    start: async (temporalId, input, priority) => {
      try {
        await client.workflow.start(WORKFLOW_TYPE, {
          workflowId: temporalId,
          taskQueue,
          args: [input],
          workflowIdConflictPolicy: "USE_EXISTING",
          workflowIdReusePolicy: "REJECT_DUPLICATE",
          requestEagerStart: true,
          // Where work piles up, no workspace keeps the others waiting.
          priority: { ...(priority === undefined ? {} : { priorityKey: priority }), fairnessKey: input.workspaceId },
        });
        return "started";
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return "exists";
        throw error;
      }
    },
    signal: async (temporalId, event) => {
      try {
        await client.workflow.getHandle(temporalId).signal(SIGNAL_EVENT, event);
        return "sent";
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return "gone";
        throw error;
      }
    },
    cancel: async (temporalId, reason) => {
      const args: OperateArgs = { operation: "cancel", reason, byUser: null };
      try {
        await client.workflow.getHandle(temporalId).executeUpdate(UPDATE_OPERATE, { args: [args] });
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return;
        if (errorDataOfFailure(error)?.code !== "RUN_CLOSED") throw error;
      }
    },
  };
}
