import { useEffect, useState } from "react";
import type { Presence, RouteResponse } from "../../../../../definitions/api.ts";
import { call, routeUrl } from "../../../api/client.ts";
import { useMe } from "../../../app/me.ts";
import { useEditorContext } from "../store/editor-context.ts";
import type { EditorStore } from "../store/editor-store.ts";
import { settleConflict } from "./settle-conflict.ts";

const TELL_DELAY_MS = 300;
/** An answer to one's own save may come after the news of it. */
const FOLLOW_DELAY_MS = 600;

const makeTab = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16)).join("");

/** True while the server has a newer draft and nothing here waits to be saved: then it can simply be shown. */
function isBehind(store: EditorStore, revision: number): boolean {
  const { saveState, revision: own } = store.getState();
  return saveState === "saved" && revision > own;
}

/**
 * Who else has this draft open, live; tells the others which step is selected here. A newer draft is taken at once when
 * nothing here is unsaved (else the next save merges it); `onFollowed` hears whose it was.
 */
export function usePresence(onFollowed: (userId: string | null) => void): Presence[] {
  const { store, workflowKey } = useEditorContext();
  const { user } = useMe();
  const [tab] = useState(makeTab);
  const [people, setPeople] = useState<Presence[]>([]);

  useEffect(() => {
    let source: EventSource | null = null;
    let timer: number | undefined;
    const follow = async (revision: number, updatedBy: string | null) => {
      if (!isBehind(store, revision)) return;
      if (await settleConflict(store, workflowKey)) onFollowed(updatedBy);
    };
    const onState = (event: MessageEvent<string>) => {
      const state = JSON.parse(event.data) as RouteResponse<"watchDraft">;
      setPeople(state.people.filter((person) => person.tab !== tab));
      if (!isBehind(store, state.revision)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        // Without a connection the next save finds out.
        follow(state.revision, state.updatedBy).catch(() => undefined);
      }, FOLLOW_DELAY_MS);
    };
    const leave = () => {
      source?.close();
      source = null;
      setPeople([]);
    };
    const watch = () => {
      if (document.hidden) leave();
      if (document.hidden || source !== null) return;
      source = new EventSource(routeUrl("watchDraft", { params: { key: workflowKey }, query: { tab } }));
      source.addEventListener("state", onState);
      source.addEventListener("error", () => setPeople([]));
    };
    watch();
    // A browser gives one server six connections of the older kind: tabs that nobody looks at must not hold them all.
    document.addEventListener("visibilitychange", watch);
    return () => {
      document.removeEventListener("visibilitychange", watch);
      source?.close();
      window.clearTimeout(timer);
    };
  }, [store, workflowKey, tab, onFollowed]);

  useEffect(() => {
    let timer: number | undefined;
    const unsubscribe = store.subscribe((state, before) => {
      if (state.selection === before.selection) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const step = store.getState().selection[0] ?? null;
        // Others see it a moment later or not at all: nobody waits for it.
        call("tellPresence", { params: { key: workflowKey }, body: { tab, step } }).catch(() => undefined);
      }, TELL_DELAY_MS);
    });
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [store, workflowKey, tab]);
  // A person with several tabs is one face; one's own other tabs come last.
  return [...new Map(people.map((person) => [person.userId, person])).values()].toSorted(
    (a, b) => Number(a.userId === user.id) - Number(b.userId === user.id),
  );
}
