import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Presence } from "../../definitions/api.ts";
import type { WorkspaceStore } from "../store/index.ts";

const EVERY_MS = 1_500;
/** Well before a presence that nobody renews is forgotten. */
const RENEW_MS = 8_000;

interface DraftState {
  people: Presence[];
  revision: number;
  updatedBy: string | null;
}

/**
 * Who has the draft open and its revision, now and after every change, until the client goes away. Throws WORKFLOW_UNKNOWN
 * at first.
 */
export async function* watchDraft(
  { workflows, presence }: Pick<WorkspaceStore, "workflows" | "presence">,
  key: string,
  who: Omit<Presence, "step">,
  signal: AbortSignal,
  everyMs = EVERY_MS,
): AsyncGenerator<DraftState> {
  let last: DraftState | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  try {
    while (!signal.aborted) {
      const draft = await workflows.revisionOf(key);
      if (performance.now() - renewedAt > RENEW_MS) {
        await presence.enter(key, who);
        renewedAt = performance.now();
      }
      const state = { people: await presence.list(key), ...draft };
      if (last === undefined || !isDeepStrictEqual(last, state)) yield state;
      last = state;
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await presence.leave(key, who.tab);
  }
}
