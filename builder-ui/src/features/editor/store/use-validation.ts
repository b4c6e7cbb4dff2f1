import { useEffect } from "react";
import { whenIdle } from "../../../shared/when-idle.ts";
import { useEditorContext } from "./editor-context.ts";
import { validateInWorker } from "./validate-in-worker.ts";

const DELAY_MS = 250;

/**
 * Checks the workflow in the browser, in a worker: once when the canvas is drawn and the browser is idle, then a moment
 * after each edit. Until the first check is done the issues that came with the draft are shown.
 */
export function useValidation(): void {
  const { store, catalogue } = useEditorContext();
  useEffect(() => {
    let timer: number | undefined;
    const check = async () => {
      const { definition } = store.getState();
      const issues = await validateInWorker(definition, catalogue);
      if (store.getState().definition === definition) store.getState().set({ issues });
    };
    const forget = whenIdle(() => void check());
    const unsubscribe = store.subscribe((state, before) => {
      if (state.definition === before.definition) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void check(), DELAY_MS);
    });
    return () => {
      forget();
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [store, catalogue]);
}
