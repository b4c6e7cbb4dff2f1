import type { InjectedSinks } from "@temporalio/worker";
import { withTimeLimit } from "../../activities/time-limit.ts";
import { errorDataOf, systemError } from "../../definitions/errors.ts";
import { createBackoff } from "../backoff.ts";
import type { ObserverLogger } from "../observe/run-observer.ts";
import { type ProgressArgs, type RunSinks, STORE_PATIENCE, type StoreActivities } from "../workflows/contract.ts";

const { attemptMs, firstPauseMs, longestPauseMs } = STORE_PATIENCE;

/**
 * Saves the end of a run within the workflow task that ends it. The SDK tells Temporal of a task when its sinks are done,
 * so this one is done only when the end is in the store, however long our database is away; a worker that dies before
 * leaves the task to another one, which does it again. See engine/workflows/run-end.decision.md.
 */
export function createRunEndSink(
  saveProgress: StoreActivities["saveProgress"],
  logger: ObserverLogger,
): InjectedSinks<RunSinks> {
  const save = async (_info: unknown, text: string) => {
    const args = JSON.parse(text) as ProgressArgs;
    const backoff = createBackoff(firstPauseMs, longestPauseMs);
    for (;;) {
      try {
        await withTimeLimit(saveProgress(args), attemptMs, storeSlow);
        return;
      } catch (thrown) {
        const { code, retryable, message } = errorDataOf(thrown);
        const { workspaceId: workspace, runId } = args.write;
        const about = { workspace, runId, code, retryable, problem: message };
        if (!retryable) return logger.error(about, "the end of a run cannot be saved");
        logger.warn(about, "the end of a run is not saved yet");
      }
      await pause(backoff.next());
    }
  };
  return { runEnd: { save: { fn: save, callDuringReplay: false } } };
}

function storeSlow(): Error {
  return systemError("STORE_SLOW", `The store did not answer in ${attemptMs / 1_000} seconds.`, true);
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
