import { useEffect } from "react";
import { useEditorContext } from "./editor-context.ts";

const DELAY_MS = 250;

/** Checks the workflow in the browser, a moment after each edit; the checker is loaded with the first check. */
export function useValidation(): void {
  const { store, catalogue } = useEditorContext();
  useEffect(() => {
    let timer: number | undefined;
    const check = async () => {
      const { definition } = store.getState();
      const { validateWorkflow } = await import("../../../../../definitions/validate/index.ts");
      const issues = validateWorkflow(definition, catalogue);
      if (store.getState().definition === definition) store.getState().set({ issues });
    };
    void check();
    const unsubscribe = store.subscribe((state, before) => {
      if (state.definition === before.definition) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void check(), DELAY_MS);
    });
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [store, catalogue]);
}
