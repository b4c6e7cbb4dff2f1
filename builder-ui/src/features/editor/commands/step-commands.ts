import {
  clipOf,
  operationLabel,
  pastedIds,
  type Operation,
  type Place,
  type Point,
  type TitleOf,
} from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { layoutInWorker, layoutRequestOf } from "../layout/layout-in-worker.ts";
import { noteKindUsed } from "../palette/recent-kinds.ts";
import type { StepKind } from "../palette/step-kinds.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { neighbourOf } from "../view/flow-order.ts";
import { absolutePosition } from "../view/geometry.ts";
import { CARD_HEIGHT } from "../view/node-size.ts";
import { attempt, type Context, geometryNow } from "./command-context.ts";
import { makeRoom, positionFor } from "./place-for.ts";

/** The makers of new steps hold all schemas: they are loaded with the first use. */
const loadNewStep = () => import("../palette/new-step.ts");

export async function addStep(context: Context, kind: StepKind, place: Place, position?: Point): Promise<void> {
  const { store, catalogue, language, t } = context;
  const { newNode } = await loadNewStep();
  noteKindUsed(kind.key);
  if (kind.what === "trigger") {
    await addTriggerStep(context, kind, position);
    return;
  }
  const { definition } = store.getState();
  const geometry = geometryNow(context);
  const node = newNode(definition, catalogue, kind);
  const at = position ?? positionFor(definition, geometry, place, context.centre());
  const add: Operation = { type: "addNode", node, place, position: at };
  const followers = definition.edges
    .filter((edge) =>
      place.kind === "edge"
        ? edge.id === place.edge
        : place.kind === "after" && edge.source === place.source && edge.sourcePort === place.sourcePort,
    )
    .map((edge) => edge.target);
  const parent = definition.nodes.find((other) => other.id === followers[0])?.parent;
  const moves = followers.length === 0 ? {} : makeRoom(definition, geometry, at, parent, followers);
  const operations: Operation[] =
    Object.keys(moves).length === 0 ? [add] : [{ type: "moveNodes", positions: moves }, add];
  if (!attempt(context, operations.length === 1 ? add : { type: "batch", operations, label: add })) return;
  store.getState().focus(node.id);
  store.getState().announce(t("say.added", { name: titleOf(node, catalogue, language, (key) => t(key as never)) }));
}

async function addTriggerStep(
  context: Context,
  kind: Extract<StepKind, { what: "trigger" }>,
  position?: Point,
): Promise<void> {
  const { store, catalogue, t } = context;
  const { newTrigger } = await loadNewStep();
  const { definition } = store.getState();
  const trigger = newTrigger(definition, catalogue, kind.type);
  const geometry = geometryNow(context);
  const first = definition.triggers.at(-1);
  const below = first === undefined ? undefined : geometry.positions.get(first.id);
  const at =
    position ??
    (below === undefined
      ? positionFor(definition, geometry, { kind: "free" }, context.centre())
      : { x: below.x, y: below.y + CARD_HEIGHT + 40 });
  // The first trigger of a workflow that has one loose beginning is connected to it.
  const isFed = new Set(definition.edges.map((edge) => edge.target));
  const loose = definition.nodes.filter((node) => node.parent === undefined && !isFed.has(node.id));
  const entry = first === undefined ? undefined : definition.edges.find((edge) => edge.source === first.id)?.target;
  const target = entry ?? (loose.length === 1 ? loose[0]?.id : undefined);
  if (!attempt(context, { type: "addTrigger", trigger, position: at, ...(target === undefined ? {} : { target }) }))
    return;
  store.getState().focus(trigger.id);
  store.getState().announce(t("say.added", { name: kind.title }));
}

export function removeSelection(context: Context): void {
  const { store, catalogue, language, t } = context;
  const { selection, selectedEdge, selectedNote, selectedGroup, definition } = store.getState();
  if (selectedEdge !== null) {
    if (attempt(context, { type: "disconnect", edges: [selectedEdge] })) {
      store.getState().set({ selectedEdge: null });
      store.getState().announce(t("say.disconnected"));
    }
    return;
  }
  if (selectedNote !== null) {
    if (attempt(context, { type: "removeNote", id: selectedNote })) store.getState().selectNote(null);
    return;
  }
  if (selectedGroup !== null) {
    if (attempt(context, { type: "removeGroup", id: selectedGroup })) {
      store.getState().selectGroup(null);
      store.getState().announce(t("say.ungrouped"));
    }
    return;
  }
  if (selection.length === 0) return;
  const operation: Operation = { type: "removeNodes", ids: selection };
  const titles: TitleOf = (item) => titleOf(item, catalogue, language, (key) => t(key as never));
  const label = operationLabel(operation, definition, language, titles);
  const before =
    definition.edges.find((edge) => edge.target === selection[0] && !selection.includes(edge.source))?.source ??
    neighbourOf(definition, selection[0], -1);
  if (!attempt(context, operation)) return;
  store.getState().announce(t("say.done", { what: label }));
  if (before !== undefined && !selection.includes(before)) store.getState().focus(before);
}

export async function tidyAll(context: Context): Promise<void> {
  const { store, t } = context;
  const { definition } = store.getState();
  if (definition.nodes.length + definition.triggers.length === 0) return;
  const positions = await layoutInWorker(layoutRequestOf(definition, geometryNow(context)));
  if (store.getState().definition !== definition) return;
  if (attempt(context, { type: "tidy", positions })) {
    store.getState().announce(t("say.tidied"));
    window.setTimeout(context.fit, 60);
    // Cards that move out of view are not drawn and lose the focus: give it back when the view has settled.
    const [selected] = store.getState().selection;
    if (selected !== undefined) window.setTimeout(() => store.getState().focus(selected), 320);
  }
}

/** Tells what was undone or redone. */
export function announceHistory(
  context: Context,
  direction: "undo" | "redo",
  entry: { operation: Operation; before: WorkflowDefinition },
): void {
  const { store, catalogue, language, t } = context;
  const titles: TitleOf = (item) => titleOf(item, catalogue, language, (key) => t(key as never));
  const what = operationLabel(entry.operation, entry.before, language, titles);
  store.getState().announce(t(`say.${direction}`, { what }));
}

export function duplicateSelection(context: Context): void {
  const { store } = context;
  const { selection, definition } = store.getState();
  if (selection.length === 0) return;
  const ids = pastedIds(definition, clipOf(definition, selection));
  if (attempt(context, { type: "duplicate", ids: selection, offset: { x: 32, y: CARD_HEIGHT + 32 } })) {
    store.getState().select(selection.map((id) => ids.get(id) ?? id));
  }
}

export function addNoteAtCentre(context: Context): void {
  const { store } = context;
  const taken = new Set(store.getState().definition.layout.notes.map((note) => note.id));
  let number = taken.size + 1;
  while (taken.has(`n${number}`)) number += 1;
  const centre = context.centre();
  const note = {
    id: `n${number}`,
    x: Math.round(centre.x - 110),
    y: Math.round(centre.y + 80),
    text: context.t("note.start"),
  };
  if (attempt(context, { type: "addNote", note })) store.getState().selectNote(note.id);
}

/** Everything that keys, buttons, outline and canvas can do to the workflow, in the person's language. */

/** Brings the selected steps into view, as large as they fit. */
export function zoomToSelection(context: Context): void {
  const { store } = context;
  const ids = store.getState().selection;
  if (ids.length === 0) return;
  const geometry = geometryNow(context);
  const boxes = ids.map((id) => {
    const { x, y } = absolutePosition(geometry, id);
    const { width, height } = geometry.sizes.get(id) ?? { width: 0, height: 0 };
    return { x, y, width, height };
  });
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
  context.fitBounds({ x, y, width, height });
}
