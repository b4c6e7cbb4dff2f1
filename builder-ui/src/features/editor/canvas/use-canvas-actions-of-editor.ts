import { useMemo } from "react";
import type { Operation, Place } from "../../../../../definitions/operations/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditorContext } from "../store/editor-context.ts";
import { GROUP_PREFIX, NOTE_PREFIX } from "../view/drawn-nodes.ts";
import { withText } from "../view/with-text.ts";
import type { CanvasActions } from "./canvas-actions.ts";
import { focusNodeElement } from "./focus-node.ts";

/** What cards, groups and notes of the editor's canvas may do. */
export function useCanvasActionsOfEditor(attempt: (operation: Operation) => boolean): CanvasActions {
  const { store } = useEditorContext();
  const { language } = useLanguage();
  return useMemo(
    () => ({
      openAdd: (place: Place, at: { x: number; y: number }) => store.getState().set({ adding: { place, at } }),
      toggleFold: (id) => {
        const collapsed = store.getState().definition.layout.nodes[id]?.collapsed !== true;
        attempt({ type: "resizeNode", id, collapsed });
      },
      startRename: (id) => store.getState().set({ renaming: id }),
      rename: (id, name) => {
        const { definition, renaming } = store.getState();
        // Leaving the field after Enter or Escape comes here a second time.
        if (renaming !== id) return;
        store.getState().set({ renaming: null });
        focusNodeElement(id);
        if (name === null) return;
        const typed = name.trim();
        if (id.startsWith(GROUP_PREFIX)) {
          const own = id.slice(GROUP_PREFIX.length);
          const known = definition.layout.groups?.find((group) => group.id === own);
          if (known !== undefined && typed !== (known.name ?? ""))
            attempt({ type: "updateGroup", id: own, change: { name: typed } });
          return;
        }
        const item = [...definition.nodes, ...definition.triggers].find((candidate) => candidate.id === id);
        // An empty name gives the step its own title back.
        if (item !== undefined)
          attempt({ type: "renameNode", id, name: typed === "" ? undefined : withText(item.name, language, typed) });
      },
      resize: (id, size) => {
        if (id.startsWith(GROUP_PREFIX))
          attempt({ type: "updateGroup", id: id.slice(GROUP_PREFIX.length), change: size });
        else if (id.startsWith(NOTE_PREFIX))
          attempt({ type: "updateNote", id: id.slice(NOTE_PREFIX.length), change: size });
      },
    }),
    [store, attempt, language],
  );
}
