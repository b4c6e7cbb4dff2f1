import { type CancellationScope, patched, sleep, workflowInfo } from "@temporalio/workflow";

/**
 * Local activities in one workflow task: it has ten seconds, and what is lost with it is done again. On a loaded machine
 * 250 took eight seconds, at which Temporal's SDK ends a task under way: a local activity that is done in that very moment
 * is recorded in this task but told in the next, and the history does not replay.
 */
const LOCAL_CALLS_A_TASK = 100;

/**
 * Counts the history and bounds the workflow task. Temporal tells a history's length at the start of a workflow task
 * only; the local activities since then, one event each, are counted here.
 */
export interface HistoryCount {
  add(): void;
  /** Null where a local activity may start now; else resolves when the workflow task before it has been completed. */
  turn(): Promise<void> | null;
  /**
   * Whether another execution should go on. Runs that were under way before there was continue-as-new say so from then
   * on only: what they did before must replay.
   */
  isOver(budget: number): boolean;
}

/** `endsTasks` is false for runs that started before workflow tasks were bounded: their histories must replay. */
export function createHistoryCount(home: CancellationScope, endsTasks: boolean): HistoryCount {
  let told = 0;
  let since = 0;
  let inTask = 0;
  let gate: Promise<void> | null = null;
  const look = () => {
    const { historyLength } = workflowInfo();
    if (historyLength !== told) {
      since = 0;
      inTask = 0;
    }
    told = historyLength;
    return historyLength;
  };
  const openNext = () => {
    gate = null;
  };
  return {
    add() {
      since += 1;
      inTask += 1;
    },
    turn() {
      if (!endsTasks || gate !== null) return gate;
      look();
      if (inTask < LOCAL_CALLS_A_TASK) return null;
      gate = home.run(() => sleep(1)).then(openNext);
      return gate;
    },
    isOver(budget) {
      const { continueAsNewSuggested } = workflowInfo();
      return (continueAsNewSuggested || look() + since > budget) && patched("continue-as-new");
    },
  };
}
