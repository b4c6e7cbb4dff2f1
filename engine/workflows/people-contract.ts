import type { JsonObject } from "../../definitions/json.ts";
import type { EscalationRequest, OpenedTask, StartedCall, TaskAnswer, TaskRequest } from "../interpreter/ports.ts";

interface OfRun {
  workspaceId: string;
  runId: string;
  traceId?: string;
}

/** A workflow that a run calls, as the local activity receives it. */
export interface CallStart extends OfRun {
  stepId: string;
  idempotencyKey: string;
  /** The calling workflow. */
  caller: string;
  workflow: string;
  version: "published" | "latest" | number;
  wait: boolean;
  input: JsonObject;
  /** Workflow keys that led here, the caller's own among them. */
  chain: string[];
}

/** Local activities for tasks of people and for called runs (1 history event each). Tasks are named by their key. */
export interface PeopleActivities {
  openTask(args: OfRun & { workflowKey: string; task: TaskRequest }): Promise<OpenedTask>;
  remindTask(args: OfRun & { key: string; number: number }): Promise<void>;
  escalateTask(
    args: OfRun & { key: string; request: EscalationRequest },
  ): Promise<{ assignees: string[]; eligible: number | null }>;
  closeTask(args: OfRun & { key: string; reason: "cancelled" | "timeout" }): Promise<TaskAnswer | null>;
  startCall(args: CallStart): Promise<StartedCall>;
  cancelCall(args: OfRun & { calledRunId: string; idempotencyKey: string; chain: string[] }): Promise<void>;
}
