import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  clipOf,
  operationLabel,
  pastedIds,
  type Operation,
  type Place,
  type Point,
} from "../../../../../definitions/operations/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { showError } from "../../../shared/show-message.ts";
import { layoutInWorker, layoutRequestOf } from "../layout/layout-in-worker.ts";
import type { StepKind } from "../palette/step-kinds.ts";
import { useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { neighbourOf } from "../view/flow-order.ts";
import { absolutePosition } from "../view/geometry.ts";
import { CARD_HEIGHT } from "../view/node-size.ts";
import { copySelection, pasteText } from "./clipboard.ts";
import { attempt, type Context, geometryNow } from "./command-context.ts";
import { makeRoom, placeAfter, positionFor } from "./place-for.ts";

/** The makers of new steps hold all schemas: they are loaded with the first use. */
const loadNewStep = () => import("../palette/new-step.ts");

async function addStep(context: Context, kind: StepKind, place: Place, position?: Point): Promise<void> {
  const { store, catalogue, language, t } = context;
  const { newNode } = await loadNewStep();
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

function removeSelection(context: Context): void {
  const { store, language, t } = context;
  const { selection, selectedEdge, selectedNote, definition } = store.getState();
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
  if (selection.length === 0) return;
  const operation: Operation = { type: "removeNodes", ids: selection };
  const label = operationLabel(operation, definition, language);
  const before =
    definition.edges.find((edge) => edge.target === selection[0] && !selection.includes(edge.source))?.source ??
    neighbourOf(definition, selection[0], -1);
  if (!attempt(context, operation)) return;
  store.getState().announce(t("say.done", { what: label }));
  if (before !== undefined && !selection.includes(before)) store.getState().focus(before);
}

async function tidyAll(context: Context): Promise<void> {
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

function undoOrRedo(context: Context, direction: "undo" | "redo"): void {
  const { store, language, t } = context;
  const before = store.getState().definition;
  const entry = store.getState()[direction === "undo" ? "undoStack" : "redoStack"].at(-1);
  const operation = store.getState()[direction]();
  if (operation === null) return;
  store
    .getState()
    .announce(t(`say.${direction}`, { what: operationLabel(operation, entry?.before ?? before, language) }));
}

function duplicateSelection(context: Context): void {
  const { store } = context;
  const { selection, definition } = store.getState();
  if (selection.length === 0) return;
  const ids = pastedIds(definition, clipOf(definition, selection));
  if (attempt(context, { type: "duplicate", ids: selection, offset: { x: 32, y: CARD_HEIGHT + 32 } })) {
    store.getState().select(selection.map((id) => ids.get(id) ?? id));
  }
}

function goTo(context: Context, step: 1 | -1): void {
  const { store } = context;
  const next = neighbourOf(store.getState().definition, store.getState().selection[0], step);
  if (next !== undefined) store.getState().focus(next);
}

function addNoteAtCentre(context: Context): void {
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
export function useCommands() {
  const { store, catalogue } = useEditorContext();
  const { language } = useLanguage();
  const { t } = useTranslation("editor");
  const flow = useReactFlow();
  return useMemo(() => {
    const context: Context = {
      store,
      catalogue,
      language,
      t,
      centre: () => {
        const box = document.querySelector(".react-flow")?.getBoundingClientRect();
        return box === undefined
          ? { x: 0, y: 0 }
          : flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
      },
      fit: () => void flow.fitView({ duration: 200, padding: 0.12, maxZoom: 1 }),
    };
    return {
      attempt: (operation: Operation, mergeKey?: string) => attempt(context, operation, mergeKey),
      addStep: (kind: StepKind, place: Place, position?: Point) =>
        void addStep(context, kind, place, position).catch(showError),
      addAfterSelection: (kind: StepKind) =>
        void addStep(context, kind, placeAfter(store.getState().definition, store.getState().selection[0])).catch(
          showError,
        ),
      openAddAfter: () => {
        const { selection, definition } = store.getState();
        const element =
          document.querySelector(`.react-flow__node[data-id="${CSS.escape(selection[0] ?? "")}"]`) ??
          document.querySelector(".react-flow");
        const box = element?.getBoundingClientRect();
        const at =
          box === undefined
            ? { x: 400, y: 300 }
            : { x: Math.min(box.right, window.innerWidth - 60), y: box.top + Math.min(box.height, 400) / 2 };
        store.getState().set({ adding: { place: placeAfter(definition, selection[0]), at } });
      },
      remove: () => removeSelection(context),
      copy: () => copySelection(context).catch(showError),
      cut: async () => {
        try {
          if (await copySelection(context)) removeSelection(context);
        } catch (error) {
          showError(error);
        }
      },
      pasteText: (text: string) => void pasteText(context, text).catch(showError),
      duplicate: () => duplicateSelection(context),
      toggleDisabled: () => {
        const { selection, definition } = store.getState();
        if (selection.length === 0) return;
        const items = [...definition.nodes, ...definition.triggers].filter((item) => selection.includes(item.id));
        attempt(context, { type: "disable", ids: selection, disabled: !items.every((item) => item.disabled === true) });
      },
      undo: () => undoOrRedo(context, "undo"),
      redo: () => undoOrRedo(context, "redo"),
      tidy: () => tidyAll(context),
      fit: context.fit,
      zoomToSelection: () => {
        const ids = store.getState().selection;
        if (ids.length === 0) return;
        const geometry = geometryNow(context);
        const corners = ids.flatMap((id) => {
          const { x, y } = absolutePosition(store.getState().definition, geometry, id);
          const size = geometry.sizes.get(id) ?? { width: 0, height: 0 };
          return [
            [x, y],
            [x + size.width, y + size.height],
          ] as const;
        });
        const left = Math.min(...corners.map(([x]) => x));
        const top = Math.min(...corners.map(([, y]) => y));
        const right = Math.max(...corners.map(([x]) => x));
        const bottom = Math.max(...corners.map(([, y]) => y));
        void flow.fitBounds(
          { x: left, y: top, width: right - left, height: bottom - top },
          { padding: 0.4, duration: 200 },
        );
      },
      goTo: (step: 1 | -1) => goTo(context, step),
      addNote: () => addNoteAtCentre(context),
    };
  }, [store, catalogue, language, t, flow]);
}
export type Commands = ReturnType<typeof useCommands>;
