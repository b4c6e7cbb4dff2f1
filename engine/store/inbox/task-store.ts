import type { NewTask, WriteContext } from "../../../activities/ports.ts";
import { userError } from "../../../definitions/errors.ts";
import type { JsonObject, JsonSchemaDocument } from "../../../definitions/json.ts";
import type { LocalizedText } from "../../../definitions/text.ts";
import type { StoreContext } from "../context.ts";
import type { TaskDocument } from "./task-document.ts";
import { packJson, unpackJson } from "../json-text.ts";
import { newId } from "../new-id.ts";
import { type Page, pageNewestFirst, type PageRequest } from "../page.ts";
import { writeOnce } from "./notice-store.ts";

export interface Task {
  id: string;
  /** `task` is one that no run waits for. */
  kind: "task" | "approval" | "human-task";
  title: string;
  description: string | null;
  assignees: string[];
  status: "open" | "done" | "cancelled";
  dueAt: string | null;
  record: { object: string; id: string } | null;
  runId: string | null;
  createdAt: string;
  outcomes: { id: string; name?: LocalizedText | undefined }[];
  /** Approvals needed. */
  required: number;
  /** JSON Schema; null where nothing is to be filled in. */
  form: JsonSchemaDocument | null;
  answers: { by: string; outcome: string; comment: string | null; at: string }[];
  comments: { id: string; by: string; text: string; at: string }[];
  delegations: { from: string; to: string; by: string; at: string }[];
  escalated: boolean;
}

/** Work for people. */
export class TaskStore {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Once for each idempotency key. */
  async create(context: WriteContext, task: NewTask): Promise<{ id: string }> {
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

  /** Of a task that no run waits for. Throws `TASK_UNKNOWN`, `TASK_CLOSED` when it was completed or cancelled before. */
  async complete(
    workspaceId: string,
    id: string,
    answer: { byUser: string; outcome?: string; comment?: string; form?: JsonObject },
  ): Promise<Task> {
    const { tasks } = this.#store.collections;
    const done = await tasks.updateOne(
      { _id: id, workspaceId, status: "open", ask: { $exists: false } },
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

/** A task as people see it. */
export function toTask(document: TaskDocument): Task {
  const { ask } = document;
  return {
    id: document._id,
    kind: ask?.kind ?? "task",
    title: document.title,
    description: document.description,
    assignees: document.assignees,
    status: document.status,
    dueAt: document.dueAt?.toISOString() ?? null,
    record: document.record,
    runId: document.runId,
    createdAt: document.createdAt.toISOString(),
    outcomes: ask?.outcomes ?? [],
    required: ask?.required ?? 1,
    form: ask === undefined ? null : unpackJson<JsonSchemaDocument | null>(ask.formSchema),
    answers: (ask?.answers ?? []).map(({ by, outcome, comment, at }) => ({
      by,
      outcome,
      comment: comment ?? null,
      at: at.toISOString(),
    })),
    comments: (ask?.comments ?? []).map(({ id, by, text, at }) => ({ id, by, text, at: at.toISOString() })),
    delegations: (ask?.delegations ?? []).map(({ from, to, by, at }) => ({ from, to, by, at: at.toISOString() })),
    escalated: ask?.escalated ?? false,
  };
}
