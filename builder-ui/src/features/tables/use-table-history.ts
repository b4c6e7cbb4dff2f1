import { useCallback, useState } from "react";
import type { DecisionTable } from "../../../../definitions/resources.ts";

const KEPT = 100;

interface Steps {
  past: DecisionTable[];
  present: DecisionTable;
  future: DecisionTable[];
  /** The field that the last change typed in. */
  typing: string | null;
}

/** A table as it is to be, or what makes it from the one that there is. */
export type TableChange = DecisionTable | ((table: DecisionTable) => DecisionTable);
/** Changes the table. `typing` names the field that a change types in: typing on in it is one step back. */
export type ChangeTable = (change: TableChange, typing?: string) => void;

/** A table that is edited, with undo and redo. `change` stays the same function. */
export interface TableHistory {
  table: DecisionTable;
  change: ChangeTable;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

/** `kept` is what was edited before and not saved: undo leads to `start`. */
export function useTableHistory(start: DecisionTable, kept: DecisionTable | null): TableHistory {
  const [{ past, present, future }, setSteps] = useState<Steps>({
    past: kept === null ? [] : [start],
    present: kept ?? start,
    future: [],
    typing: null,
  });
  const change = useCallback<ChangeTable>((given, typing) => {
    setSteps((steps) => {
      const next = typeof given === "function" ? given(steps.present) : given;
      if (next === steps.present) return steps;
      const goesOn = typing !== undefined && typing === steps.typing;
      return {
        past: goesOn ? steps.past : [...steps.past, steps.present].slice(-KEPT),
        present: next,
        future: [],
        typing: typing ?? null,
      };
    });
  }, []);
  return {
    table: present,
    change,
    undo:
      past.length === 0
        ? null
        : () =>
            setSteps((steps) => ({
              past: steps.past.slice(0, -1),
              present: steps.past.at(-1) ?? steps.present,
              future: [steps.present, ...steps.future],
              typing: null,
            })),
    redo:
      future.length === 0
        ? null
        : () =>
            setSteps((steps) => ({
              past: [...steps.past, steps.present],
              present: steps.future[0] ?? steps.present,
              future: steps.future.slice(1),
              typing: null,
            })),
  };
}
