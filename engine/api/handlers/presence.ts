import type { presenceRoutes } from "../../../definitions/api/presence.ts";
import type { Handlers } from "../api-request.ts";
import { watchDraft } from "../watch-draft.ts";

export const presenceHandlers: Handlers<keyof typeof presenceRoutes> = {
  watchDraft: async ({ principal, params, query, signal }, { store }) =>
    watchDraft(
      { store: store.workspace(principal.workspace.id), changes: store.draftChanges },
      params.key,
      { tab: query.tab, userId: principal.id, name: principal.name },
      signal,
    ),

  async tellPresence({ principal, params, body }, { store }) {
    await store.workspace(principal.workspace.id).presence.tell(params.key, body.tab, principal.id, body.step);
  },
};
