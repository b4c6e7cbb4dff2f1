import { useEffect } from "react";
import { focusDrawnNode, focusNodeElement, isInInspector } from "../canvas/focus-node.ts";
import { useEditorContext } from "../store/editor-context.ts";
import type { EditorActions, EditorState } from "../store/editor-store.ts";
import { GROUP_PREFIX } from "../view/drawn-nodes.ts";
import type { Commands } from "./use-commands.ts";

/** True while the person types: no key of the canvas may act then. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input,textarea,select,[role=dialog],[role=combobox],[role=listbox]") !== null
  );
}

/** A key as text: `mod+shift+z`, `+`, `shift+l`. `mod` is Ctrl, or ⌘. */
function keyName(
  event: Pick<globalThis.KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const base =
    digit !== undefined && event.shiftKey ? digit : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isPlain = event.key === "+" || event.key === "?" || event.key === "*";
  return [
    event.ctrlKey || event.metaKey ? "mod" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && !isPlain ? "shift" : "",
    base,
  ]
    .filter(Boolean)
    .join("+");
}

/** Types the name on the card or group that is selected; with the inspector alone, for example on a phone, there. */
function renameOf(state: EditorState & EditorActions): (() => void) | undefined {
  const id = state.selection[0] ?? (state.selectedGroup === null ? undefined : GROUP_PREFIX + state.selectedGroup);
  if (id === undefined) return undefined;
  return () => {
    const card = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    if (card === null) state.inspect(id);
    else state.set({ renaming: id });
  };
}

/** The menu of the selected card, at the card. */
function menuOf(state: EditorState & EditorActions): (() => void) | undefined {
  const [id] = state.selection;
  if (id === undefined) return undefined;
  return () => {
    const box = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
    state.set({ menu: { on: "step", id, x: box?.left ?? 300, y: box?.bottom ?? 300 } });
  };
}

/** True where the editor's keys may act: in the editor itself, or on the page around it, where nothing else has the focus. */
function isEditors(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("[data-testid=editor]") !== null || target.querySelector("[data-testid=editor]") !== null;
}

/**
 * The keys of the canvas, and paste. They listen on the document: a card that is culled while it has the focus
 * leaves the focus on the body, and undo must still work then.
 */
export function useEditorKeys(commands: Commands, save: () => void): void {
  const { store } = useEditorContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isEditors(event.target)) return;
      const key = keyName(event);
      const state = store.getState();
      const always: Record<string, () => void> = {
        "mod+s": save,
        "mod+shift+Enter": () => state.set({ panel: "publish" }),
      };
      if (always[key] !== undefined) {
        event.preventDefault();
        always[key]();
        return;
      }
      // From a field back to the card that it belongs to; Escape there closes the inspector.
      if (key === "Escape" && isInInspector(event.target) && state.selection[0] !== undefined) {
        // At once, where that can be: the next key may come before a frame, and is not meant for the field.
        if (!focusDrawnNode(state.selection[0])) focusNodeElement(state.selection[0]);
        return;
      }
      if (isTyping(event.target)) return;
      const [first] = state.selection;
      const hasSelection = first !== undefined;
      const keys: Record<string, (() => unknown) | undefined> = {
        "mod+z": commands.undo,
        "mod+shift+z": commands.redo,
        "mod+y": commands.redo,
        "mod+d": commands.duplicate,
        "mod+c": commands.copy,
        "mod+x": commands.cut,
        "mod+a": () => state.select([...state.definition.nodes, ...state.definition.triggers].map((item) => item.id)),
        "/": () => document.querySelector<HTMLInputElement>("#palette-search")?.focus(),
        "+": commands.openAddAfter,
        c: hasSelection ? () => state.set({ panel: "connect" }) : undefined,
        F2: renameOf(state),
        "mod+f": () => state.set({ isSearchOpen: true }),
        "mod+g": hasSelection ? commands.group : undefined,
        "shift+d": hasSelection ? commands.detach : undefined,
        "shift+F10": menuOf(state),
        ContextMenu: menuOf(state),
        Delete: commands.remove,
        Backspace: commands.remove,
        x: hasSelection ? commands.toggleDisabled : undefined,
        "shift+l": () => void commands.tidy(),
        "shift+1": commands.fit,
        "shift+2": commands.zoomToSelection,
        "[": () => commands.goTo(-1),
        "]": () => commands.goTo(1),
        t: () => state.set({ isTestOpen: !state.isTestOpen }),
        o: () => state.set({ isOutlineOpen: !state.isOutlineOpen }),
        Escape: () => {
          const [last] = state.selection;
          state.select([]);
          if (last !== undefined && event.target instanceof HTMLElement) {
            const element = event.target;
            requestAnimationFrame(() => requestAnimationFrame(() => element.focus()));
          }
        },
      };
      const isNode = event.target instanceof HTMLElement && event.target.classList.contains("react-flow__node");
      if (key === "Enter" && isNode) {
        event.preventDefault();
        const { id } = event.target.dataset;
        if (id !== undefined) state.inspect(id);
        return;
      }
      const action = keys[key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isEditors(event.target) || isTyping(event.target)) return;
      event.preventDefault();
      commands.paste(event.clipboardData?.getData("text") ?? "");
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("paste", onPaste);
    };
  }, [store, commands, save]);
}
