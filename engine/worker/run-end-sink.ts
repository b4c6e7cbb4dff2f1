import type { InjectedSinks } from "@temporalio/worker";
import { errorDataOf, systemError } from "../../definitions/errors.ts";
import { type RunObserver, SILENT_OBSERVER } from "../observe/run-observer.ts";
import type { ProgressArgs, RunSinks, StoreActivities } from "../workflows/contract.ts";
import { savingProgress } from "./worker-activities.ts";

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** Of one attempt; the store takes a repeat of a save that was only slow. */
const ATTEMPT_LIMIT_MS = 30_000;

/**
 * Saves the end of a run within the workflow task that ends it. The SDK tells Temporal of a task when its sinks are done,
 * so this one is done only when the end is in the store, however long our database is away; a worker that dies before
 * leaves the task to another one, which does it again. See engine/workflows/run-end.decision.md.
 */
export function createRunEndSink(parts: { store: StoreActivities; observer?: RunObserver }): InjectedSinks<RunSinks> {
  const { store, observer = SILENT_OBSERVER } = parts;
  const { logger } = observer;
  const saveProgress = savingProgress(store, observer);
  const save = async (_info: unknown, text: string) => {
    const args = JSON.parse(text) as ProgressArgs;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        await inTime(async () => saveProgress(args));
        return;
      } catch (thrown) {
        const { code, retryable, message } = errorDataOf(thrown);
        const { workspaceId: workspace, runId } = args.write;
        const about = { workspace, runId, code, retryable, problem: message };
        if (!retryable) return logger.error(about, "the end of a run cannot be saved");
        logger.warn(about, "the end of a run is not saved yet");
      }
      await pause(wait);
    }
  };
  return { runEnd: { save: { fn: save, callDuringReplay: false } } };
}

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<never>((_resolve, reject) => {
    const slow = systemError("STORE_SLOW", `The store did not answer in ${ATTEMPT_LIMIT_MS / 1_000} seconds.`, true);
    timer = setTimeout(() => reject(slow), ATTEMPT_LIMIT_MS);
  });
  try {
    return await Promise.race([work(), outOfTime]);
  } finally {
    clearTimeout(timer);
  }
}

async function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** For replays: the SDK calls no sink there that does not ask for it, but wants it to be known. */
export const REPLAY_SINKS: InjectedSinks<RunSinks> = {
  runEnd: { save: { fn: () => undefined, callDuringReplay: false } },
};
