import { createStore, type StoreApi } from "zustand/vanilla";
import { applyOperation, type Operation, type Place, type Point } from "../../../../../definitions/operations/index.ts";
import type { Issue } from "../../../../../definitions/api.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import type { Painting } from "../view/canvas-graph.ts";

export type SaveState = "saved" | "unsaved" | "saving" | "invalid" | "conflict" | "offline" | "failed";

interface HistoryEntry {
  operation: Operation;
  /** The definition that the edit was made on; names in labels come from it. */
  before: WorkflowDefinition;
  after: WorkflowDefinition;
  mergeKey: string | null;
  at: number;
}
/** Somebody else's draft that could not be merged without a question. */
export interface DraftConflict {
  theirs: WorkflowDefinition;
  revision: number;
  updatedAt: string;
  updatedBy: string | null;
}
/** `mergeWorkflows`; the store is given it with the first merge, since few sessions need it. */
export type Rebase = (
  base: WorkflowDefinition,
  mine: WorkflowDefinition,
  theirs: WorkflowDefinition,
) => WorkflowDefinition;
export type Adding = { place: Place; at: { x: number; y: number }; position?: Point } | null;
/** Where the canvas' own menu stands, and on what: a step, a line, a group or the empty canvas. */
export interface CanvasMenu {
  on: "step" | "edge" | "group" | "note" | "canvas";
  id: string;
  x: number;
  y: number;
}
export type Panel = "none" | "settings" | "versions" | "publish" | "run" | "connect" | "keys" | "edge";

export interface EditorState {
  definition: WorkflowDefinition;
  /** Positions for nodes that the layout does not place yet. */
  fallback: Record<string, Point>;
  saved: WorkflowDefinition;
  revision: number;
  saveState: SaveState;
  saveError: unknown;
  savedAt: string;
  conflict: DraftConflict | null;
  rebase: Rebase | null;
  undoStack: HistoryEntry[];
  redoStack: HistoryEntry[];
  selection: string[];
  selectedEdge: string | null;
  selectedNote: string | null;
  selectedGroup: string | null;
  /** The step or group (`group:…`) whose name is being typed on the canvas. */
  renaming: string | null;
  /** What the menu of the right mouse button is about. */
  menu: CanvasMenu | null;
  isSearchOpen: boolean;
  issues: Issue[];
  adding: Adding;
  panel: Panel;
  isOutlineOpen: boolean;
  isInspectorOpen: boolean;
  isTestOpen: boolean;
  /** What the test panel paints on the canvas. */
  painting: Painting | null;
  /** Steps whose answer is given in the test panel. */
  pinned: ReadonlySet<string>;
  /** Somebody asked for the name of the selected step: the inspector gives it the focus as soon as it is there. */
  isNameWanted: boolean;
  /** What screen readers are told next. */
  announcement: string;
  /** A node that the canvas should bring into view and focus; `count` tells two wishes for the same node apart. */
  focusWish: { id: string; count: number } | null;
}
export interface EditorActions {
  /** Applies an edit. With `mergeKey`, edits in a row with the same key are undone as one. Throws when vetoed. */
  run: (operation: Operation, options?: { mergeKey?: string; now?: number }) => void;
  undo: () => Operation | null;
  redo: () => Operation | null;
  select: (ids: readonly string[]) => void;
  /** Opens the inspector on a step, with the focus on its name. */
  inspect: (id: string) => void;
  selectEdge: (id: string | null) => void;
  selectNote: (id: string | null) => void;
  selectGroup: (id: string | null) => void;
  focus: (id: string) => void;
  announce: (text: string) => void;
  set: (part: Partial<EditorState>) => void;
  /** Takes a definition from the server: history is cleared. */
  load: (definition: WorkflowDefinition, revision: number, savedAt: string) => void;
  /** Takes what was made of this draft and the server's newer one; one's own edits can still be undone. */
  mergeIn: (merged: WorkflowDefinition, server: Omit<DraftConflict, "updatedBy">, rebase: Rebase) => void;
}
export type EditorStore = StoreApi<EditorState & EditorActions>;

const MERGE_WINDOW_MS = 1_500;

function startState(definition: WorkflowDefinition, revision: number, savedAt: string): EditorState {
  return {
    definition,
    fallback: {},
    saved: definition,
    revision,
    saveState: "saved",
    saveError: null,
    savedAt,
    conflict: null,
    rebase: null,
    undoStack: [],
    redoStack: [],
    selection: [],
    selectedEdge: null,
    selectedNote: null,
    selectedGroup: null,
    renaming: null,
    menu: null,
    isSearchOpen: false,
    issues: [],
    adding: null,
    panel: "none",
    isOutlineOpen: false,
    isInspectorOpen: true,
    isTestOpen: false,
    painting: null,
    pinned: new Set(),
    isNameWanted: false,
    announcement: "",
    focusWish: null,
  };
}

/** Same parts by identity: undo shares what it did not touch, so this tells "back where it was saved" cheaply. */
export function isSameDefinition(a: WorkflowDefinition, b: WorkflowDefinition): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof WorkflowDefinition>;
  return [...keys].every((key) => a[key] === b[key]);
}

function stillThere(definition: WorkflowDefinition, selection: readonly string[]): string[] {
  const ids = new Set([...definition.nodes, ...definition.triggers].map((item) => item.id));
  return selection.filter((id) => ids.has(id));
}

type Change = (part: Partial<EditorState>) => void;
type Get = () => EditorState & EditorActions;

function runEdit(set: Change, get: Get, operation: Operation, mergeKey: string | null, now: number): void {
  const state = get();
  const { definition } = applyOperation(state.definition, operation);
  const last = state.undoStack.at(-1);
  const isMerged =
    mergeKey !== null &&
    last !== undefined &&
    last.mergeKey === mergeKey &&
    now - last.at < MERGE_WINDOW_MS &&
    last.after === state.definition &&
    state.redoStack.length === 0;
  const before = isMerged ? last.before : state.definition;
  const entry: HistoryEntry = { operation, before, after: definition, mergeKey, at: now };
  set({
    definition,
    undoStack: [...(isMerged ? state.undoStack.slice(0, -1) : state.undoStack), entry],
    redoStack: [],
    selection: stillThere(definition, state.selection),
    saveState: state.saveState === "conflict" ? "conflict" : "unsaved",
  });
}

/** Goes from one side of an edit to the other. What somebody else has changed since is kept. */
function step(set: Change, get: Get, direction: "undo" | "redo"): Operation | null {
  const [from, to] =
    direction === "undo" ? (["undoStack", "redoStack"] as const) : (["redoStack", "undoStack"] as const);
  const state = get();
  const entry = state[from].at(-1);
  if (entry === undefined) return null;
  const [here, there] = direction === "undo" ? [entry.after, entry.before] : [entry.before, entry.after];
  const isOwn = state.rebase === null || isSameDefinition(state.definition, here);
  const definition = isOwn ? there : (state.rebase?.(here, there, state.definition) ?? there);
  const ends =
    direction === "undo"
      ? { before: definition, after: state.definition }
      : { before: state.definition, after: definition };
  set({
    definition,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], { ...entry, ...(isOwn ? {} : ends), mergeKey: null }],
    selection: stillThere(definition, state.selection),
    selectedEdge: null,
    saveState:
      state.saveState === "conflict" ? "conflict" : isSameDefinition(definition, state.saved) ? "saved" : "unsaved",
  });
  return entry.operation;
}

function mergeIn(
  set: Change,
  get: Get,
  merged: WorkflowDefinition,
  server: Omit<DraftConflict, "updatedBy">,
  rebase: Rebase,
): void {
  set({
    definition: merged,
    saved: server.theirs,
    revision: server.revision,
    savedAt: server.updatedAt,
    saveState: isSameDefinition(merged, server.theirs) ? "saved" : "unsaved",
    saveError: null,
    conflict: null,
    rebase,
    selection: stillThere(merged, get().selection),
  });
}

const NOTHING = { selection: [], selectedEdge: null, selectedNote: null, selectedGroup: null };

/** The state of one open workflow: its definition, history, selection and what is open around the canvas. */
export function createEditorStore(definition: WorkflowDefinition, revision: number, savedAt: string): EditorStore {
  return createStore<EditorState & EditorActions>()((set, get) => ({
    ...startState(definition, revision, savedAt),
    run: (operation, options) => runEdit(set, get, operation, options?.mergeKey ?? null, options?.now ?? Date.now()),
    undo: () => step(set, get, "undo"),
    redo: () => step(set, get, "redo"),
    select: (ids) => set({ ...NOTHING, selection: [...ids], isInspectorOpen: true }),
    inspect: (id) => {
      get().select([id]);
      set({ isNameWanted: true });
    },
    selectEdge: (id) => set({ ...NOTHING, selectedEdge: id }),
    selectNote: (id) => set({ ...NOTHING, selectedNote: id, isInspectorOpen: true }),
    selectGroup: (id) => set({ ...NOTHING, selectedGroup: id }),
    focus: (id) =>
      set({
        ...NOTHING,
        focusWish: { id, count: (get().focusWish?.count ?? 0) + 1 },
        selection: [id],
        isInspectorOpen: true,
      }),
    announce: (announcement) => set({ announcement }),
    set: (part) => set(part),
    load: (next, nextRevision, nextSavedAt) => set(startState(next, nextRevision, nextSavedAt)),
    mergeIn: (merged, server, rebase) => mergeIn(set, get, merged, server, rebase),
  }));
}
