import type { OpenedTask } from "../../../engine/interpreter/ports.ts";
import type { PeopleActivities } from "../../../engine/workflows/people-contract.ts";

/** Tasks and calls without a store: who is asked is as named, and a called run never ends by itself. */
export function createFakePeople(): PeopleActivities {
  const opened = new Map<string, OpenedTask>();
  return {
    async openTask({ task }) {
      const known = opened.get(task.idempotencyKey);
      const assignees = task.users ?? ("users" in task.assignees ? task.assignees.users : ["somebody"]);
      const first: OpenedTask = known ?? {
        taskId: `task-of-${task.idempotencyKey}`,
        assignees,
        eligible: assignees.length,
        openedAt: new Date().toISOString(),
        dueAt: task.dueAt,
        answers: [],
      };
      opened.set(task.idempotencyKey, first);
      return first;
    },
    remindTask: async () => undefined,
    escalateTask: async ({ key, request }) => {
      const task = opened.get(key);
      const added = "users" in request.assignees ? request.assignees.users : [];
      const assignees = [...(task?.assignees ?? []), ...added];
      return { assignees, eligible: assignees.length };
    },
    closeTask: async () => null,
    startCall: async ({ idempotencyKey }) => ({ runId: `run-of-${idempotencyKey}`, ended: null }),
    cancelCall: async () => undefined,
  };
}
