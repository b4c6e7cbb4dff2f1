import type { WriteContext } from "../../../activities/ports.ts";
import { userError } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { StoreContext } from "../context.ts";
import type { TaskDocument } from "../documents.ts";
import { packJson } from "../json-text.ts";
import { newId } from "../new-id.ts";
import { type Page, pageNewestFirst, type PageRequest } from "../page.ts";
import { writeOnce } from "./notice-store.ts";

export interface Task {
  id: string;
  title: string;
  description: string | null;
  assignees: string[];
  status: "open" | "done" | "cancelled";
  dueAt: string | null;
  record: { object: string; id: string } | null;
  runId: string | null;
  createdAt: string;
}

/** Work for people. */
export class TaskStore {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Once for each idempotency key. */
  async create(
    context: WriteContext,
    task: {
      assignees: string[];
      title: string;
      description?: string;
      dueAt?: string;
      record?: { object: string; id: string };
    },
  ): Promise<{ id: string }> {
    const id = newId();
    const document: TaskDocument = {
      _id: id,
      workspaceId: context.workspaceId,
      title: task.title,
      description: task.description ?? null,
      assignees: [...task.assignees],
      status: "open",
      dueAt: task.dueAt === undefined ? null : new Date(task.dueAt),
      record: task.record ?? null,
      runId: context.runId ?? null,
      createdAt: new Date(),
    };
    return writeOnce(this.#store, context, "task", id, async (session) => {
      await this.#store.collections.tasks.insertOne(document, { session });
    });
  }

  /** Null when there is none. */
  async get(workspaceId: string, id: string): Promise<Task | null> {
    const found = await this.#store.collections.tasks.findOne({ _id: id, workspaceId });
    return found === null ? null : toTask(found);
  }

  /** Open tasks, newest first; of one person, or of all. */
  async listOpen(workspaceId: string, request: PageRequest & { assignee?: string }): Promise<Page<Task>> {
    const { assignee } = request;
    const filter = { workspaceId, status: "open" as const, ...(assignee === undefined ? {} : { assignees: assignee }) };
    const page = await pageNewestFirst(this.#store.collections.tasks, filter, request);
    return { items: page.items.map(toTask), nextCursor: page.nextCursor };
  }

  /** Throws `TASK_UNKNOWN`, `TASK_CLOSED` when it was completed or cancelled before. */
  async complete(
    workspaceId: string,
    id: string,
    answer: { byUser: string; outcome?: string; comment?: string; form?: JsonObject },
  ): Promise<Task> {
    const { tasks } = this.#store.collections;
    const done = await tasks.updateOne(
      { _id: id, workspaceId, status: "open" },
      {
        $set: {
          status: "done",
          completedBy: answer.byUser,
          completedAt: new Date(),
          ...(answer.outcome === undefined ? {} : { outcome: answer.outcome }),
          ...(answer.comment === undefined ? {} : { comment: answer.comment }),
          ...(answer.form === undefined ? {} : { form: packJson(answer.form) }),
        },
      },
    );
    const found = await tasks.findOne({ _id: id, workspaceId });
    if (found === null) throw userError("TASK_UNKNOWN", `There is no task ${id}`, { id });
    if (done.modifiedCount !== 1) throw userError("TASK_CLOSED", `The task ${id} is ${found.status} already`, { id });
    return toTask(found);
  }
}

function toTask(document: TaskDocument): Task {
  return {
    id: document._id,
    title: document.title,
    description: document.description,
    assignees: document.assignees,
    status: document.status,
    dueAt: document.dueAt?.toISOString() ?? null,
    record: document.record,
    runId: document.runId,
    createdAt: document.createdAt.toISOString(),
  };
}
