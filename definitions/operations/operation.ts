import type { Trigger } from "../triggers/index.ts";
import type { WorkflowNode } from "../nodes/index.ts";
import type { Layout, Settings, Variable, WorkflowDefinition } from "../workflow.ts";
import type { LocalizedText } from "../text.ts";
import type { Clip } from "./clip.ts";

/** A point of the canvas. Inside a container it counts from the container's top left corner. */
export interface Point {
  x: number;
  y: number;
}

/**
 * Where a new node goes: free on the canvas, after a port (what followed there now follows the new node),
 * beside what already leaves a port, in the middle of an edge, or into a container's body.
 */
export type Place =
  | { kind: "free" }
  | { kind: "after"; source: string; sourcePort: string }
  | { kind: "branch"; source: string; sourcePort: string }
  | { kind: "edge"; edge: string }
  | { kind: "inside"; container: string };

export type Note = Layout["notes"][number];
/** A coloured frame on the canvas around what belongs together for a reader. It says nothing about the flow. */
export type NodeGroup = NonNullable<Layout["groups"]>[number];
export const ALIGNMENTS = ["left", "centre", "right", "top", "middle", "bottom", "columns", "rows"] as const;
/** To an edge or a middle line; `columns` and `rows` make the gaps equal. */
export type Alignment = (typeof ALIGNMENTS)[number];

/** What each edit of a definition needs. A key with the value `undefined` in `change` is removed. */
export interface OperationArguments {
  addNode: { node: WorkflowNode; place: Place; position?: Point };
  removeNodes: { ids: string[] };
  connect: { source: string; sourcePort: string; target: string };
  disconnect: { edges: string[] };
  moveNodes: { positions: Record<string, Point> };
  /** Into a container, or out of all containers with `null`; edges that would cross a body's border are vetoed. */
  moveInto: { ids: string[]; container: string | null; positions?: Record<string, Point> };
  resizeNode: { id: string; collapsed: boolean };
  updateNode: { id: string; change: Record<string, unknown> };
  renameNode: { id: string; name: LocalizedText | undefined };
  addTrigger: { trigger: Trigger; position?: Point; target?: string };
  updateTrigger: { id: string; change: Record<string, unknown> };
  duplicate: { ids: string[]; offset: Point };
  paste: { clip: Clip; offset: Point; container?: string };
  disable: { ids: string[]; disabled: boolean };
  setSettings: { settings: Settings };
  setVariables: { variables: Variable[] };
  setName: { name: LocalizedText; description?: LocalizedText };
  tidy: { positions: Record<string, Point> };
  /** Places that `how` has made. */
  align: { positions: Record<string, Point>; how: Alignment };
  /** Takes steps out of the flow and leads past them; they stay on the canvas without connections. */
  detach: { ids: string[] };
  addNote: { note: Note };
  updateNote: { id: string; change: Partial<Omit<Note, "id">> };
  removeNote: { id: string };
  addGroup: { group: NodeGroup };
  updateGroup: { id: string; change: Partial<Omit<NodeGroup, "id">> };
  /** The frame goes; what stands in it stays. */
  removeGroup: { id: string };
  /** Several edits that are undone as one; `label` names them. */
  batch: { operations: Operation[]; label: Operation };
  /** Puts whole parts of the definition back; what undo and redo are made of. `of` is the edit that it takes back. */
  restore: { parts: Partial<Record<keyof WorkflowDefinition, unknown>>; of: Operation };
}

export type OperationType = keyof OperationArguments;
/** One named edit of a definition, as plain data. */
export type Operation = { [T in OperationType]: { type: T } & OperationArguments[T] }[OperationType];

export interface OperationResult {
  definition: WorkflowDefinition;
  /** Applied to `definition`, gives the definition before the edit. */
  inverse: Operation;
}
