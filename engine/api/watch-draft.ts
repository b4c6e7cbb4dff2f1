import { isDeepStrictEqual } from "node:util";
import type { Presence } from "../../definitions/api.ts";
import type { Store, WorkspaceStore } from "../store/index.ts";

/** Well before a presence that nobody renews is forgotten. */
const RENEW_MS = 8_000;

interface DraftState {
  people: Presence[];
  revision: number;
  updatedBy: string | null;
}
interface DraftSources {
  store: Pick<WorkspaceStore, "workspaceId" | "workflows" | "presence">;
  changes: Pick<Store["draftChanges"], "follow">;
}

/**
 * Who has the draft open and its revision, now and after every change, until the client goes away. The database is read
 * when it tells of a change, and to renew the presence. Throws WORKFLOW_UNKNOWN at first.
 */
export async function* watchDraft(
  { store: { workspaceId, workflows, presence }, changes }: DraftSources,
  key: string,
  who: Omit<Presence, "step">,
  signal: AbortSignal,
): AsyncGenerator<DraftState> {
  let last: DraftState | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  const follower = changes.follow(workspaceId, key);
  try {
    while (!signal.aborted) {
      const draft = await workflows.revisionOf(key);
      if (performance.now() - renewedAt >= RENEW_MS) {
        await presence.enter(key, who);
        renewedAt = performance.now();
      }
      const state = { people: await presence.list(key), ...draft };
      if (last === undefined || !isDeepStrictEqual(last, state)) yield state;
      last = state;
      await follower.next(signal);
    }
  } finally {
    follower.close();
    await presence.leave(key, who.tab);
  }
}
