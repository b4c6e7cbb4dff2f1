import type { WorkflowNode } from "../../definitions/nodes/index.ts";
import type { CompiledTable } from "../../definitions/tables/index.ts";
import type { TimeSpan } from "../../definitions/duration.ts";
import type { Json } from "../../definitions/json.ts";
import type { ExitRule, VARIABLE_TYPES } from "../../definitions/workflow.ts";
import type { LocalizedText } from "../../definitions/text.ts";

/**
 * The compiled, complete form of a published definition: plain JSON, so that it travels by value or by hash. Nodes and
 * edges are named by their place in `nodes` and `edges`; plan order is the definition's order.
 */
export interface Plan {
  planVersion: 1;
  workflow: { key: string; name: LocalizedText };
  /** Hash of the definition without layout and notes. */
  contentHash: string;
  /** Edges that leave each trigger. */
  triggers: Record<string, { type: string; edges: number[] }>;
  nodes: PlanNode[];
  edges: PlanEdge[];
  root: PlanBody;
  variables: { name: string; type: (typeof VARIABLE_TYPES)[number]; initial: Json }[];
  settings: PlanSettings;
  tables: Record<string, CompiledTable>;
  /** Keys of the calendars that the plan names: a run carries them as they were when it started. */
  calendars: string[];
  /** Names of the business events that a run may wait for or be ended by. */
  events: string[];
}

export interface PlanSettings {
  timeZone: string;
  calendar: string | null;
  onFailure: "incident" | "fail";
  timeout: TimeSpan | null;
  exitWhen: ExitRule[];
}

/** `source` is null for an edge that leaves a trigger. */
export interface PlanEdge {
  id: string;
  source: number | null;
  port: string;
  target: number;
}

/** Nodes that run together once: the whole of a run, or a container's turn. `entry` is null at the root. */
export interface PlanBody {
  nodes: number[];
  entry: number | null;
}

export interface PlanRetry {
  /** 0 means without limit. */
  maximumAttempts: number;
  initialIntervalMs: number;
  backoffCoefficient: number;
  maximumIntervalMs: number;
}

/** What is known at publish of the operation that a node calls. */
export interface PlanOperation {
  operation: string;
  connection: string | null;
  /** Our own database: run as a local activity. */
  internal: boolean;
  retry: PlanRetry;
  /** One attempt's limit; null where the node gives one in calendar or business time. */
  timeoutMs: number | null;
  /** Of the source of a for-each: its fields for paging. */
  paging?: { cursor: string; size: string; items: string; next: string };
  /** Input fields that are HTML. */
  htmlInputs?: string[];
}

export interface PlanNode {
  index: number;
  id: string;
  definition: WorkflowNode;
  /** Ports in display order; the first is where a continued, skipped or disabled node leaves. */
  ports: string[];
  defaultPort: string | null;
  edgesIn: number;
  edgesOut: number[];
  /** Live edges needed to start; null means all resolved and at least one live. */
  joinCount: number | null;
  /** Nodes whose running steps are stopped when this node starts (`cancelOthers`). */
  cancels: number[];
  /** Whether an error of this node, or of its body, may leave by its `error` port. */
  handlesError: boolean;
  body: PlanBody | null;
  /** Of a call whose workflow runs within this run: `body` holds its nodes, whose ids begin with the call's. */
  inline?: InlinedCall;
  call: PlanOperation | null;
  compensate: PlanOperation | null;
}

/** A called workflow within its caller's plan. */
export interface InlinedCall extends Pick<Plan, "workflow" | "variables" | "settings" | "tables"> {
  version: number;
  trigger: { id: string; type: string };
  /** The record of the run goes along where it is such an object; null: any. */
  object: string | null;
  liveEdges: number[];
  deadEdges: number[];
}

const nodesById = new WeakMap<Plan, Map<string, PlanNode>>();

/** A plan's node by its id; the index is made once for each plan. */
export function findNode(plan: Plan, id: string): PlanNode | undefined {
  let byId = nodesById.get(plan);
  if (byId === undefined) {
    byId = new Map(plan.nodes.map((node) => [node.id, node]));
    nodesById.set(plan, byId);
  }
  return byId.get(id);
}

/** The id of a node in its own workflow: what expressions call its step. */
export function localId(nodeId: string): string {
  return nodeId.slice(nodeId.lastIndexOf("/") + 1);
}

/** The call that a node of a workflow called inline belongs to. */
export function callAround(plan: Plan, nodeId: string): InlinedCall | undefined {
  const end = nodeId.lastIndexOf("/");
  return end === -1 ? undefined : findNode(plan, nodeId.slice(0, end))?.inline;
}

/** Settings and tables of the workflow that a node belongs to. */
export function workflowAt(plan: Plan, nodeId: string): Pick<Plan, "settings" | "tables"> {
  return callAround(plan, nodeId) ?? plan;
}
