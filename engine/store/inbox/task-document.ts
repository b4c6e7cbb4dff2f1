import type { LocalizedText } from "../../../definitions/text.ts";
import type { Scoped } from "../documents.ts";
import type { JsonText } from "../json-text.ts";

/** Somebody's answer to a task of a run. */
export interface TaskAnswerDocument {
  id: string;
  by: string;
  outcome: string;
  comment?: string;
  form?: JsonText;
  at: Date;
  via: "inbox" | "link";
  settles: boolean;
}
export interface TaskAnnouncement {
  /** `open`, `remind/0`, `escalate`, `delegate/…`: each is made once. */
  id: string;
  kind: "open" | "reminder" | "escalated" | "delegated" | "too-late";
  users: string[];
}
/** What a task of a run has beside the fields of every task. */
export interface RunTaskPart {
  kind: "approval" | "human-task";
  /** The step's idempotency key: one task for each. */
  key: string;
  workflowKey: string;
  nodeId: string;
  stepId: string;
  outcomes: { id: string; name?: LocalizedText | undefined }[];
  required: number;
  formSchema: JsonText;
  answers: TaskAnswerDocument[];
  comments: { id: string; by: string; text: string; at: Date }[];
  delegations: { from: string; to: string; by: string; at: Date }[];
  escalated: boolean;
  /** Raised by every change: writers compare it. */
  revision: number;
  /** Ids of all announcements that were ever asked for. */
  announced: string[];
  /** Those that people were not told of yet. */
  announcements: TaskAnnouncement[];
  /** Ids of answers that the run has heard of, or that it no longer waits for. */
  delivered: string[];
  /** Somebody must be told of something: see task-work.ts. */
  work: boolean;
  workAt: Date;
  leaseUntil: Date;
  workAttempts: number;
}
export interface TaskDocument extends Scoped {
  title: string;
  description: string | null;
  assignees: string[];
  status: "open" | "done" | "cancelled";
  dueAt: Date | null;
  record: { object: string; id: string } | null;
  runId: string | null;
  idempotencyKey?: string;
  outcome?: string;
  comment?: string;
  form?: JsonText;
  completedBy?: string;
  completedAt?: Date;
  createdAt: Date;
  closedFor?: "cancelled" | "timeout";
  /** Absent on a task that no run waits for. */
  ask?: RunTaskPart;
}
