import type { RunAction } from "../../../../definitions/api.ts";
import type { Step } from "../../../../definitions/run.ts";

export type TimelineEntry =
  | { kind: "step"; id: string; step: Step }
  | { kind: "action"; id: string; action: RunAction };

/** Steps in the order that the run gives, what people did put in where it happened. */
export function timelineEntries(steps: readonly Step[], actions: readonly RunAction[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const waiting = actions.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const put = (action: RunAction) => entries.push({ kind: "action", id: action.id, action });
  let told = 0;
  for (const step of steps) {
    const earlier = waiting.filter(({ at }, index) => index >= told && Date.parse(at) < Date.parse(step.startedAt));
    for (const action of earlier) put(action);
    told += earlier.length;
    entries.push({ kind: "step", id: step.stepId, step });
  }
  for (const action of waiting.slice(told)) put(action);
  return entries;
}
