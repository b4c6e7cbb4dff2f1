import type { ErrorData } from "../../definitions/error-data.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { Calendar } from "../../definitions/resources.ts";
import type { RunEnded } from "../../definitions/run-ended.ts";
import type { BusinessEvent, RunOrigin, RunStatus, Step, WaitingFor } from "../../definitions/run.ts";
import type { Assignees } from "../../definitions/nodes/base.ts";
import type { LocalizedText } from "../../definitions/text.ts";
import type { CancelToken } from "./cancel-token.ts";
import type { PlanRetry } from "./plan.ts";

/** What a run starts with. */
export interface PlanInput {
  runId: string;
  version: number;
  trigger: { id: string; type: string; payload: JsonObject };
  record: JsonObject | null;
  origin: RunOrigin;
  calendars: Record<string, Calendar>;
}

/** A connector operation to run once; the port does the retries. */
export interface OperationRequest {
  nodeId: string;
  stepId: string;
  /** Turn of the innermost container. */
  iteration: number;
  /** The for-each items that the step runs in, outermost first, with how many run at once. */
  items: { index: number; concurrency: number }[];
  /** `runId/nodeId/iteration` (§9). */
  idempotencyKey: string;
  operation: string;
  connection: string | null;
  input: JsonObject;
  internal: boolean;
  retry: PlanRetry;
  /** One attempt's limit. */
  timeoutMs: number;
  /** The instant after which no attempt may run, epoch milliseconds. */
  deadlineMs: number | null;
  compensation: boolean;
  /** Told before each wait between attempts, where the port can know it. */
  onRetry(attempts: number, error: ErrorData, untilMs: number): void;
}

/** An operation that failed for good. */
export class OperationFailed extends Error {
  readonly data: ErrorData;
  readonly attempts: number;
  constructor(data: ErrorData, attempts: number) {
    super(data.message);
    this.name = "OperationFailed";
    this.data = data;
    this.attempts = attempts;
  }
}

export interface TaskRequest {
  nodeId: string;
  stepId: string;
  kind: "approval" | "human-task";
  title: string;
  assignees: Assignees;
  /** Values of an assignee expression. */
  users: string[] | null;
  form: Record<string, unknown> | null;
  outcomes: { id: string; name?: LocalizedText | undefined }[];
  /** Approvals needed; 1 for a human task. */
  required: number;
  dueAt: string | null;
  /** Also the task's name: a repeat answers the task that is there. */
  idempotencyKey: string;
}

/** Somebody's answer to a task. */
export interface TaskAnswer {
  stepId: string;
  by: string;
  outcome: string;
  comment?: string;
  form?: JsonObject;
  /** Whoever keeps the task has seen that this answer settles it, or does not. Absent: the interpreter counts. */
  settles?: boolean;
}

/** A task as it stands, at first or when its step is taken up again. */
export interface OpenedTask {
  taskId: string;
  assignees: string[];
  /** How many people may answer; null where nobody knows. */
  eligible: number | null;
  openedAt: string;
  dueAt: string | null;
  /** Given before: the step may have been taken up again. */
  answers: TaskAnswer[];
}

export interface EscalationRequest {
  assignees: Assignees;
  /** Values of an assignee expression. */
  users: string[] | null;
  /** The task ends now: the people are told, and not asked any more. */
  tooLate: boolean;
}

export interface CallRequest {
  nodeId: string;
  stepId: string;
  idempotencyKey: string;
  workflow: string;
  version: "published" | "latest" | number;
  wait: boolean;
  input: JsonObject;
}

export interface StartedCall {
  runId: string;
  ended: RunEnded | null;
}

/** An open wait for a named event, kept with the run so that the dispatcher finds it. `stepId` is `$exit` for exitWhen. */
export interface EventSubscription {
  stepId: string;
  event: string;
  correlate: Json | null;
}

/** What is saved of a run; `steps` are those changed since the last save, whole; `subscriptions` replaces the whole list. */
export interface Progress {
  /** Monotonic, so that a late repeat never overwrites a newer save. */
  sequence: number;
  status: RunStatus;
  startedAt: string;
  endedAt: string | null;
  waitingFor: { nodeId: string; stepId: string; waitingFor: WaitingFor }[];
  vars: JsonObject;
  liveEdges: string[];
  deadEdges: string[];
  steps: Step[];
  subscriptions: EventSubscription[];
  output?: Json;
  error?: ErrorData | null;
}

/**
 * All that the interpreter asks of the world. Calls that take a token reject with `StepCancelled` once it is
 * cancelled. Operations reject with `OperationFailed`.
 */
export interface RunPorts {
  /** Runs of interpreter version 1 begin a save a turn of the microtask queue late: their histories must replay. */
  savesLate?: boolean;
  clock: {
    /** Epoch milliseconds: the workflow's own time. */
    now(): number;
    sleepUntil(atMs: number, token: CancelToken): Promise<void>;
  };
  callOperation(request: OperationRequest, token: CancelToken): Promise<{ output: Json; attempts: number }>;
  /** Saves, then answers events for the subscriptions that came earlier and are not known. */
  saveProgress(progress: Progress, knownEventIds: string[]): Promise<BusinessEvent[]>;
  /** Saves a run's end: when the run's end is told, it is saved. Where it is absent, `saveProgress` does. */
  saveEnd?: (progress: Progress) => void;
  emitEvent(event: {
    nodeId: string;
    idempotencyKey: string;
    name: string;
    correlate: Json | null;
    payload: JsonObject;
  }): Promise<{ id: string }>;
  /** Tasks are named by the idempotency key that they were opened with. Repeats of these change nothing. */
  openTask(task: TaskRequest): Promise<OpenedTask>;
  /** `number`: which reminder this is. */
  remindTask(key: string, number: number): Promise<void>;
  escalateTask(key: string, request: EscalationRequest): Promise<{ assignees: string[]; eligible: number | null }>;
  /** Closes the task; answers the answer that had settled it already, which then counts. */
  closeTask(key: string, reason: "cancelled" | "timeout"): Promise<TaskAnswer | null>;
  /** Starts the called run once; `ended` where it has ended already. A simulation answers its output at once. */
  callWorkflow(call: CallRequest, token: CancelToken): Promise<{ output: Json } | StartedCall>;
  /** Asks that a called run be cancelled. */
  cancelCall(runId: string, idempotencyKey: string): Promise<void>;
  /** Whether this execution has grown so large that another should go on with the run. */
  isOversized?(): boolean;
  /** Closed steps that are kept in memory once they are saved; all where it is absent. */
  keptSteps?: number;
  log(level: "info" | "warn", message: string, data: Record<string, unknown>): void;
}
