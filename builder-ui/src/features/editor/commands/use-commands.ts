import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Alignment, Operation, Place, Point } from "../../../../../definitions/operations/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { showError } from "../../../shared/show-message.ts";
import type { StepKind } from "../palette/step-kinds.ts";
import { useEditorContext } from "../store/editor-context.ts";
import { neighbourOf } from "../view/flow-order.ts";
import { attempt, type Context } from "./command-context.ts";
import { placeAfter } from "./place-after.ts";

/*
 * What the commands do is loaded when the canvas has been drawn (`loadCommands`), or with the first command: nobody needs
 * it to see a workflow.
 */
const loadSteps = () => import("./step-commands.ts");
const loadArranging = () => import("./arrange-commands.ts");
const loadClipboard = () => import("./clipboard.ts");

/** Loads what the commands do, so that the first one does not wait. */
export function loadCommands(): void {
  void Promise.all([loadSteps(), loadArranging(), loadClipboard()]).catch(() => undefined);
}

/** Calls one of a module's commands; what goes wrong is shown. */
function later<M, R>(load: () => Promise<M>, act: (loaded: M) => R | Promise<R>): Promise<R | undefined> {
  return load()
    .then(act)
    .catch((error: unknown) => {
      showError(error);
      return undefined;
    });
}

/** Opens the list of steps beside the selected card, or in the middle of the canvas. */
function openAddAfter({ store }: Context): void {
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
}

function toggleDisabled(context: Context): void {
  const { selection, definition } = context.store.getState();
  if (selection.length === 0) return;
  const items = [...definition.nodes, ...definition.triggers].filter((item) => selection.includes(item.id));
  const disabled = !items.every((item) => item.disabled === true);
  if (attempt(context, { type: "disable", ids: selection, disabled }))
    context.store
      .getState()
      .announce(context.t(disabled ? "say.disabled" : "say.enabled", { count: selection.length }));
}

function undoOrRedo(context: Context, direction: "undo" | "redo"): void {
  const { store } = context;
  const entry = store.getState()[direction === "undo" ? "undoStack" : "redoStack"].at(-1);
  if (store.getState()[direction]() === null || entry === undefined) return;
  void later(loadSteps, ({ announceHistory }) => announceHistory(context, direction, entry));
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
      fitBounds: (bounds) => void flow.fitBounds(bounds, { padding: 0.4, duration: 200 }),
    };
    const addStep = (kind: StepKind, place: Place, position?: Point) =>
      void later(loadSteps, (steps) => steps.addStep(context, kind, place, position));
    return {
      attempt: (operation: Operation, mergeKey?: string) => attempt(context, operation, mergeKey),
      addStep,
      addAfterSelection: (kind: StepKind) => {
        const { definition, selection } = store.getState();
        addStep(kind, placeAfter(definition, selection[0]));
      },
      openAddAfter: () => openAddAfter(context),
      remove: () => void later(loadSteps, (steps) => steps.removeSelection(context)),
      copy: () => void later(loadClipboard, (clipboard) => clipboard.copySelection(context)),
      cut: () =>
        void later(loadClipboard, async (clipboard) => {
          if (await clipboard.copySelection(context)) (await loadSteps()).removeSelection(context);
        }),
      /** Without a text: what is on the clipboard, which the browser may ask about. */
      paste: (text?: string) =>
        void later(loadClipboard, async (clipboard) =>
          clipboard.pasteText(context, text ?? (await navigator.clipboard.readText())),
        ),
      duplicate: () => void later(loadSteps, (steps) => steps.duplicateSelection(context)),
      toggleDisabled: () => toggleDisabled(context),
      undo: () => undoOrRedo(context, "undo"),
      redo: () => undoOrRedo(context, "redo"),
      tidy: () => later(loadSteps, (steps) => steps.tidyAll(context)),
      fit: context.fit,
      zoomToSelection: () => void later(loadSteps, (steps) => steps.zoomToSelection(context)),
      goTo: (step: 1 | -1) => {
        const next = neighbourOf(store.getState().definition, store.getState().selection[0], step);
        if (next !== undefined) store.getState().focus(next);
      },
      addNote: () => void later(loadSteps, (steps) => steps.addNoteAtCentre(context)),
      align: (how: Alignment) => void later(loadArranging, (arranging) => arranging.alignSelection(context, how)),
      group: () => void later(loadArranging, (arranging) => arranging.groupSelection(context)),
      detach: () => void later(loadArranging, (arranging) => arranging.detachSelection(context)),
    };
  }, [store, catalogue, language, t, flow]);
}
export type Commands = ReturnType<typeof useCommands>;
