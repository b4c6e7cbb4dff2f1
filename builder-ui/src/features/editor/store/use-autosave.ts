import { useCallback, useEffect, useRef } from "react";
import { apiErrorOf } from "../../../api/api-error.ts";
import { call } from "../../../api/client.ts";
import { queryClient } from "../../../api/query-client.ts";
import { whenIdle } from "../../../shared/when-idle.ts";
import { forgetDraftCopy, keepDraftCopy } from "../together/draft-copy.ts";
import { useEditorContext } from "./editor-context.ts";
import { isSameDefinition, type EditorStore } from "./editor-store.ts";

const DELAY_MS = 1_000;
const COPY_DELAY_MS = 400;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;
/** Somebody who saves at the same second may win again and again; the next autosave goes on. */
const MERGES_IN_A_ROW = 3;
/** The schemas are loaded with the first save, the merge with the first conflict. */
const loadSchema = () => import("../../../../../definitions/workflow.ts");
const loadMerge = () => import("../together/settle-conflict.ts");

/** True for the answer that somebody else has saved in between. */
function isConflict(error: unknown): boolean {
  const { status } = apiErrorOf(error);
  return status === 409 || status === 412;
}

/** True for what may be over in a moment: no connection, or a server that is just starting. */
function mayHeal(error: unknown): boolean {
  const { status, code } = apiErrorOf(error);
  // A part of the builder that was not loaded before the connection went is no more here than the server.
  return code === "SERVER_UNREACHABLE" || status >= 500 || status === 429 || !navigator.onLine;
}

/**
 * Saves the draft with its revision. Gives true when what is on the canvas is what the server has. A draft that
 * is not well-formed is kept here and not sent: the state becomes `invalid`. Somebody else's newer draft is merged in;
 * where both have changed the same thing the state becomes `conflict`.
 */
export async function saveDraft(store: EditorStore, key: string): Promise<boolean> {
  for (let merges = 0; ; merges += 1) {
    try {
      return await sendDraft(store, key);
    } catch (error) {
      const isMergeable = isConflict(error) && merges < MERGES_IN_A_ROW;
      if (!isMergeable) {
        const saveState = isConflict(error) ? "conflict" : mayHeal(error) ? "offline" : "failed";
        store.getState().set({ saveState, saveError: error });
        return false;
      }
      if (!(await mergeTheirs(store, key))) return false;
    }
  }
}

async function mergeTheirs(store: EditorStore, key: string): Promise<boolean> {
  try {
    const { settleConflict } = await loadMerge();
    return await settleConflict(store, key);
  } catch (error) {
    store.getState().set({ saveState: mayHeal(error) ? "offline" : "failed", saveError: error });
    return false;
  }
}

async function sendDraft(store: EditorStore, key: string): Promise<boolean> {
  const { definition, revision, saved } = store.getState();
  if (isSameDefinition(definition, saved)) {
    store.getState().set({ saveState: "saved" });
    return true;
  }
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
  if (isStill) void forgetDraftCopy(key);
  void queryClient.invalidateQueries({ queryKey: ["listWorkflows"] });
  return isStill;
}

/** Keeps what is not on the server yet in this browser, so that a crash, an ended session or a lost connection loses nothing. */
function useDraftCopy(): void {
  const { store, workflowKey } = useEditorContext();
  useEffect(() => {
    let timer: number | undefined;
    const keep = () => {
      const { definition, saved, revision } = store.getState();
      if (isSameDefinition(definition, saved)) void forgetDraftCopy(workflowKey);
      else void keepDraftCopy(workflowKey, { definition, saved, revision, at: new Date().toISOString() });
    };
    const unsubscribe = store.subscribe((state, before) => {
      if (state.definition === before.definition) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, COPY_DELAY_MS);
    });
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [store, workflowKey]);
}

/** Tries again what could not be sent: soon, then more and more rarely, and at once when the browser is back on the net. */
function useRetry(saveNow: () => Promise<boolean>): void {
  const { store } = useEditorContext();
  useEffect(() => {
    let timer: number | undefined;
    let wait = FIRST_RETRY_MS;
    const unsubscribe = store.subscribe((state, before) => {
      if (state.saveState === before.saveState) return;
      if (state.saveState === "saved") wait = FIRST_RETRY_MS;
      if (state.saveState !== "offline") return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void saveNow(), wait);
      wait = Math.min(LAST_RETRY_MS, wait * 2);
    });
    const onOnline = () => {
      if (store.getState().saveState === "offline") void saveNow();
    };
    window.addEventListener("online", onOnline);
    return () => {
      unsubscribe();
      window.removeEventListener("online", onOnline);
      window.clearTimeout(timer);
    };
  }, [store, saveNow]);
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
  useDraftCopy();
  useRetry(saveNow);
  // So that a first save, or a first merge, needs nothing more than the server.
  useEffect(() => whenIdle(() => void Promise.all([loadSchema(), loadMerge()]).catch(() => undefined)), []);

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
