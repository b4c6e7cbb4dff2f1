import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { EditorActions, EditorState, EditorStore } from "./editor-store.ts";

export interface EditorContextValue {
  store: EditorStore;
  catalogue: Catalogue;
  workflowKey: string;
}
export const EditorContext = createContext<EditorContextValue | null>(null);

/** The open workflow's store and the catalogue. Throws outside the editor. */
export function useEditorContext(): EditorContextValue {
  const value = useContext(EditorContext);
  if (value === null) throw new Error("not inside the editor");
  return value;
}

/** A part of the editor's state; the component draws again when that part changes. */
export function useEditor<T>(selector: (state: EditorState & EditorActions) => T): T {
  return useStore(useEditorContext().store, selector);
}
