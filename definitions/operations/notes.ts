import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import type { Note, OperationArguments } from "./operation.ts";

function withNotes(definition: WorkflowDefinition, notes: Note[]): WorkflowDefinition {
  return { ...definition, layout: { ...definition.layout, notes } };
}

function vetoUnknownNote(definition: WorkflowDefinition, id: string): void {
  if (!definition.layout.notes.some((note) => note.id === id)) {
    throw userError("NOTE_UNKNOWN", `There is no note "${id}".`, { id });
  }
}

/** Puts a note on the canvas. Throws NODE_ID_TAKEN. */
export function addNote(definition: WorkflowDefinition, args: OperationArguments["addNote"]): WorkflowDefinition {
  if (definition.layout.notes.some((note) => note.id === args.note.id)) {
    throw userError("NODE_ID_TAKEN", `The id "${args.note.id}" is taken.`, { id: args.note.id });
  }
  return withNotes(definition, [...definition.layout.notes, args.note]);
}

/** Changes a note's text, place, size or colour. Throws NOTE_UNKNOWN. */
export function updateNote(definition: WorkflowDefinition, args: OperationArguments["updateNote"]): WorkflowDefinition {
  vetoUnknownNote(definition, args.id);
  const notes = definition.layout.notes.map((note) => (note.id === args.id ? { ...note, ...args.change } : note));
  return withNotes(definition, notes);
}

/** Takes a note away. Throws NOTE_UNKNOWN. */
export function removeNote(definition: WorkflowDefinition, args: OperationArguments["removeNote"]): WorkflowDefinition {
  vetoUnknownNote(definition, args.id);
  return withNotes(
    definition,
    definition.layout.notes.filter((note) => note.id !== args.id),
  );
}
