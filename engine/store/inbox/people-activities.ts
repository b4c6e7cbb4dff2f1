import type { PeopleActivities } from "../../workflows/people-contract.ts";
import type { Store } from "../open-store.ts";
import { cancelCall, startCall } from "../runs/start-call.ts";

/** The local activities for tasks and called runs, on this store. */
export function createPeopleActivities(store: Store): PeopleActivities {
  const { runTasks } = store;
  return {
    openTask: (about) => runTasks.open(about),
    remindTask: ({ workspaceId, key, number }) => runTasks.remind(workspaceId, key, number),
    escalateTask: ({ workspaceId, key, request }) => runTasks.escalate(workspaceId, key, request),
    closeTask: ({ workspaceId, key, reason }) => runTasks.close(workspaceId, key, reason),
    startCall: (call) => startCall(store, call),
    cancelCall: (args) => cancelCall(store, args),
  };
}
