import { useCallback, useEffect, useRef } from "react";
import { apiErrorOf } from "../../../api/api-error.ts";
import { call } from "../../../api/client.ts";
import { queryClient } from "../../../api/query-client.ts";
import { useEditorContext } from "./editor-context.ts";
import { isSameDefinition, type EditorStore } from "./editor-store.ts";

const DELAY_MS = 1_000;
/** The schemas are loaded with the first save. */
const loadSchema = () => import("../../../../../definitions/workflow.ts");

/** True for the answer that somebody else has saved in between. */
function isConflict(error: unknown): boolean {
  const { status } = apiErrorOf(error);
  return status === 409 || status === 412;
}

/**
 * Saves the draft with its revision. Gives true when what is on the canvas is what the server has. A draft that
 * is not well-formed is kept here and not sent: the state becomes `invalid`.
 */
export async function saveDraft(store: EditorStore, key: string): Promise<boolean> {
  const { definition, revision, saved } = store.getState();
  if (isSameDefinition(definition, saved)) return true;
  const { workflowDefinitionSchema } = await loadSchema();
  const parsed = workflowDefinitionSchema.safeParse(definition);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    store.getState().set({
      saveState: "invalid",
      saveError: first === undefined ? null : new Error(`${first.path.join(".")}: ${first.message}`),
    });
    return false;
  }
  store.getState().set({ saveState: "saving", saveError: null });
  try {
    const answer = await call("saveDraft", {
      params: { key },
      body: definition,
      headers: { "if-match": `"${revision}"` },
    });
    const isStill = store.getState().definition === definition;
    store.getState().set({
      saved: definition,
      revision: answer.revision,
      savedAt: answer.updatedAt,
      saveState: isStill ? "saved" : "unsaved",
    });
    void queryClient.invalidateQueries({ queryKey: ["listWorkflows"] });
    return isStill;
  } catch (error) {
    store.getState().set({ saveState: isConflict(error) ? "conflict" : "failed", saveError: error });
    return false;
  }
}

/** Saves a second after the last edit, and asks before the page is left with something unsaved. Gives "save now". */
export function useAutosave(): () => Promise<boolean> {
  const { store, workflowKey } = useEditorContext();
  const timer = useRef<number | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);

  const saveNow = useCallback(async () => {
    window.clearTimeout(timer.current);
    if (running.current !== null) await running.current;
    running.current = saveDraft(store, workflowKey);
    const isSaved = await running.current;
    running.current = null;
    return isSaved;
  }, [store, workflowKey]);

  useEffect(() => {
    const unsubscribe = store.subscribe((state, before) => {
      if (state.definition === before.definition || state.saveState === "conflict") return;
      if (isSameDefinition(state.definition, state.saved)) return;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void saveNow(), DELAY_MS);
    });
    const warn = (event: BeforeUnloadEvent) => {
      const { definition, saved } = store.getState();
      if (!isSameDefinition(definition, saved)) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      unsubscribe();
      window.removeEventListener("beforeunload", warn);
      window.clearTimeout(timer.current);
      const { definition, saved, saveState } = store.getState();
      if (!isSameDefinition(definition, saved) && saveState !== "conflict") void saveDraft(store, workflowKey);
    };
  }, [store, workflowKey, saveNow]);
  return saveNow;
}
