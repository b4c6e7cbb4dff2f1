import { useState } from "react";
import type { DecisionTable } from "../../../../definitions/resources.ts";

const KEPT = 100;

interface Steps {
  past: DecisionTable[];
  present: DecisionTable;
  future: DecisionTable[];
  /** Cell that the last change wrote: typing on in it is one step. */
  typing: string | null;
}

/** A table that is edited, with undo and redo. `typing` names the field that a change types in. */
export interface TableHistory {
  table: DecisionTable;
  change: (table: DecisionTable, typing?: string) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

export function useTableHistory(start: DecisionTable): TableHistory {
  const [{ past, present, future }, setSteps] = useState<Steps>({ past: [], present: start, future: [], typing: null });
  return {
    table: present,
    change: (table, typing) =>
      setSteps((steps) => {
        const goesOn = typing !== undefined && typing === steps.typing;
        return {
          past: goesOn ? steps.past : [...steps.past, steps.present].slice(-KEPT),
          present: table,
          future: [],
          typing: typing ?? null,
        };
      }),
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
