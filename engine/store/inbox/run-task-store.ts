import type { Filter, UpdateFilter } from "mongodb";
import { userError } from "../../../definitions/errors.ts";
import type { EscalationRequest, OpenedTask, TaskAnswer, TaskRequest } from "../../interpreter/ports.ts";
import type { StoreContext } from "../context.ts";
import type { RunTaskPart, TaskAnnouncement, TaskDocument } from "./task-document.ts";
import { packJson } from "../json-text.ts";
import { newId } from "../new-id.ts";
import { isDuplicateKey } from "../transaction.ts";
import { resolveAssignees } from "./resolve-assignees.ts";
import { answerForRun, eligibleOf, type RunTask } from "./run-task.ts";

/** Tasks that a step of a run opens and closes. They are named by the step's idempotency key; repeats change nothing. */
export class RunTaskStore {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /**
   * Opens the task once for its key, or answers the one that is there with the answers given so far. Throws what
   * resolveAssignees throws, and `TASK_ASSIGNEES_TOO_FEW` where more approvals are needed than people are asked.
   */
  async open(about: {
    workspaceId: string;
    runId: string;
    workflowKey: string;
    task: TaskRequest;
  }): Promise<OpenedTask> {
    const { workspaceId, task } = about;
    const known = await this.find(workspaceId, task.idempotencyKey);
    if (known !== null) return openedTask(await this.#reopen(known));
    const assignees = await resolveAssignees(this.#store, workspaceId, task.assignees, task.users);
    if (assignees.length < task.required)
      throw userError("TASK_ASSIGNEES_TOO_FEW", `${task.required} approvals are needed of ${assignees.length}.`, {
        required: task.required,
        people: assignees.length,
      });
    const run = await this.#store.collections.runs.findOne(
      { _id: about.runId, workspaceId },
      { projection: { recordRef: 1 } },
    );
    const record = run?.recordRef ?? null;
    try {
      await this.#tasks.insertOne(newRunTask(about, assignees, record === null ? null : record));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return openedTask(await this.#require(workspaceId, task.idempotencyKey));
  }

  /** Asks that the people who have not answered be reminded. */
  async remind(workspaceId: string, key: string, number: number): Promise<void> {
    const task = await this.#require(workspaceId, key);
    await this.#announce(task, { id: `remind/${number}`, kind: "reminder", users: withoutAnswer(task) });
  }

  /** Adds the people to those who may answer; where it is too late for that, only tells them. */
  async escalate(
    workspaceId: string,
    key: string,
    { assignees, users, tooLate }: EscalationRequest,
  ): Promise<{ assignees: string[]; eligible: number | null }> {
    const task = await this.#require(workspaceId, key);
    const people = await resolveAssignees(this.#store, workspaceId, assignees, users);
    const added = people.filter((id) => !task.assignees.includes(id));
    const announcement: TaskAnnouncement = { id: "escalate", kind: tooLate ? "too-late" : "escalated", users: added };
    if (tooLate) await this.#announce(task, announcement);
    else
      await this.#announce(
        task,
        announcement,
        { $addToSet: { assignees: { $each: added } } },
        { "ask.escalated": true },
      );
    const now = await this.#require(workspaceId, key);
    return { assignees: now.assignees, eligible: eligibleOf(now) };
  }

  /** Closes an open task. Answers the answer that had settled it before, in which case nothing is changed. */
  async close(workspaceId: string, key: string, reason: "cancelled" | "timeout"): Promise<TaskAnswer | null> {
    await this.#tasks.updateOne(
      { workspaceId, "ask.key": key, status: "open" },
      { $set: { status: "cancelled", closedFor: reason, completedAt: new Date() }, $inc: { "ask.revision": 1 } },
    );
    const task = await this.find(workspaceId, key);
    const settling = task?.status === "done" ? task.ask.answers.find(({ settles }) => settles) : undefined;
    return settling === undefined || task === null ? null : answerForRun(task, settling);
  }

  /** A step that failed closed its task; tried again, it asks the same people on. */
  async #reopen(task: RunTask): Promise<RunTask> {
    if (task.status !== "cancelled") return task;
    await this.#tasks.updateOne(
      { _id: task._id, status: "cancelled" },
      { $set: { status: "open" }, $unset: { closedFor: "", completedAt: "" }, $inc: { "ask.revision": 1 } },
    );
    return this.#require(task.workspaceId, task.ask.key);
  }

  async find(workspaceId: string, key: string): Promise<RunTask | null> {
    return (await this.#tasks.findOne({ workspaceId, "ask.key": key })) as RunTask | null;
  }

  /** Once for each announcement's id, while the task is open. */
  async #announce(
    task: RunTask,
    announcement: TaskAnnouncement,
    more: UpdateFilter<TaskDocument> = {},
    set: Record<string, unknown> = {},
  ): Promise<void> {
    const filter: Filter<TaskDocument> = { _id: task._id, status: "open", "ask.announced": { $ne: announcement.id } };
    const update = {
      ...more,
      $set: { "ask.work": true, "ask.workAt": new Date(), ...set },
      $push: { "ask.announcements": announcement, "ask.announced": announcement.id },
      $inc: { "ask.revision": 1 },
    };
    await this.#tasks.updateOne(filter, update);
  }

  get #tasks() {
    return this.#store.collections.tasks;
  }
  async #require(workspaceId: string, key: string): Promise<RunTask> {
    const task = await this.find(workspaceId, key);
    if (task === null) throw userError("TASK_UNKNOWN", `There is no task ${key}`, { id: key });
    return task;
  }
}

function newRunTask(
  { workspaceId, runId, workflowKey, task }: Parameters<RunTaskStore["open"]>[0],
  assignees: string[],
  record: { object: string; id: string } | null,
): TaskDocument {
  const now = new Date();
  const ask: RunTaskPart = {
    kind: task.kind,
    key: task.idempotencyKey,
    workflowKey,
    nodeId: task.nodeId,
    stepId: task.stepId,
    outcomes: task.outcomes,
    required: task.required,
    formSchema: packJson(task.form),
    answers: [],
    comments: [],
    delegations: [],
    escalated: false,
    revision: 1,
    announced: ["open"],
    announcements: [{ id: "open", kind: "open", users: assignees }],
    delivered: [],
    work: true,
    workAt: now,
    leaseUntil: new Date(0),
    workAttempts: 0,
  };
  return {
    _id: newId(),
    workspaceId,
    title: task.title,
    description: null,
    assignees,
    status: "open",
    dueAt: task.dueAt === null ? null : new Date(task.dueAt),
    record: record === null ? null : { object: record.object, id: record.id },
    runId,
    createdAt: now,
    ask,
  };
}

function openedTask(task: RunTask): OpenedTask {
  return {
    taskId: task._id,
    assignees: task.assignees,
    eligible: eligibleOf(task),
    openedAt: task.createdAt.toISOString(),
    dueAt: task.dueAt?.toISOString() ?? null,
    answers: task.ask.answers.map((answer) => answerForRun(task, answer)),
  };
}

function withoutAnswer({ assignees, ask }: RunTask): string[] {
  const answered = new Set(ask.answers.map(({ by }) => by));
  return assignees.filter((id) => !answered.has(id));
}
