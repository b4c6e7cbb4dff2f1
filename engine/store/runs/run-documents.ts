import type { Binary } from "mongodb";
import type { ErrorData } from "../../../definitions/error-data.ts";
import type { RunOrigin, RunStatus, StepStatus, WaitingFor } from "../../../definitions/run.ts";
import type { LocalizedText } from "../../../definitions/text.ts";
import type { EventSubscription } from "../../interpreter/ports.ts";
import type { RerunStart } from "../../triggers/contract.ts";
import type { Scoped } from "../documents.ts";
import type { JsonText } from "../json-text.ts";

export interface RunDocument extends Scoped {
  workflowKey: string;
  workflowName: LocalizedText;
  version: number;
  planHash: string;
  dedupeKey: string;
  status: RunStatus;
  origin: RunOrigin;
  recordRef: { object: string; id: string; name?: string } | null;
  recordFields: JsonText;
  trigger: JsonText;
  createdAt: Date;
  /** Business events later than this belong to the run, also those that came before it could listen. */
  eventsSince: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Of the last progress written; 0 = none yet. */
  sequence: number;
  waitingFor: { nodeId: string; stepId: string; waitingFor: WaitingFor }[];
  vars: JsonText;
  liveEdges: string[];
  deadEdges: string[];
  subscriptions: EventSubscription[];
  /** `name|correlate` of each subscription, indexed. */
  subscriptionKeys: string[];
  output?: JsonText;
  error: ErrorData | null;
  /** Unique among open runs under reentry `when-idle`; removed when the run closes. */
  idleKey?: string;
  /** The slot document (concurrency) that the run holds or waits for. */
  slotKey?: string;
  waitingForSlot?: boolean;
  /** It does another run again. */
  rerun?: RerunStart;
}
export interface StepDocument extends Scoped {
  runId: string;
  sequence: number;
  order: string;
  step: JsonText;
  facts: StepFacts;
}
/** What is counted over many steps, beside the step's text. */
export interface StepFacts {
  nodeId: string;
  status: StepStatus;
  attempts: number;
  /** From start to end; null while it is under way. */
  ms: number | null;
  isReused: boolean;
}
export interface SlotDocument extends Scoped {
  holders: string[];
}
/** A payload of Temporal that was too large to travel, as it left: compressed, encrypted. */
export interface BlobDocument extends Scoped {
  workflowId: string;
  data: Binary;
  expiresAt: Date;
}
/** Starts of a workflow within its rate limit's window. */
export interface RateDocument extends Scoped {
  starts: { runId: string; at: Date }[];
}
