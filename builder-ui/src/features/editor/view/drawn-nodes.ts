import type { Node as FlowNode } from "@xyflow/react";
import type { NodeGroup, Note } from "../../../../../definitions/operations/index.ts";
import { textIn, type Language } from "../../../../../definitions/text.ts";

/*
 * What is drawn on the canvas and is no step: notes and groups. Their ids carry a prefix, since a note may have the id of a step.
 */
export const NOTE_PREFIX = "note:";
export const GROUP_PREFIX = "group:";
export const NOTE_SIZE = { width: 220, height: 96 };

export interface NoteData extends Record<string, unknown> {
  text: string;
  color: string;
}
export interface GroupData extends Record<string, unknown> {
  name: string;
  color: string;
  isRenaming: boolean;
}
export type NoteFlowNode = FlowNode<NoteData, "note">;
export type GroupFlowNode = FlowNode<GroupData, "frame">;

export function noteNode(note: Note, language: Language): NoteFlowNode {
  const size = { width: note.width ?? NOTE_SIZE.width, height: note.height ?? NOTE_SIZE.height };
  return {
    id: NOTE_PREFIX + note.id,
    type: "note",
    position: { x: note.x, y: note.y },
    data: { text: textIn(note.text, language), color: note.color ?? "yellow" },
    ...size,
    measured: size,
    zIndex: 0,
    connectable: false,
    domAttributes: { "data-testid": `note-${note.id}` } as NoteFlowNode["domAttributes"],
  };
}

/** A group lies under everything; only its header takes the pointer. */
export function groupNode(group: NodeGroup): GroupFlowNode {
  const size = { width: group.width, height: group.height };
  return {
    id: GROUP_PREFIX + group.id,
    // React Flow has looks of its own for "group".
    type: "frame",
    position: { x: group.x, y: group.y },
    data: { name: group.name ?? "", color: group.color ?? "grey", isRenaming: false },
    ...size,
    measured: size,
    zIndex: -1,
    connectable: false,
    dragHandle: ".group-header",
    domAttributes: { "data-testid": `group-${group.id}` } as GroupFlowNode["domAttributes"],
  };
}
