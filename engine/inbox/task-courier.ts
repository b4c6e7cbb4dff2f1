import { errorDataOf } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { User } from "../../definitions/resources.ts";
import { BackgroundLoop } from "../background-loop.ts";
import type { RunTask, Store } from "../store/index.ts";
import { deliverAnswers, type RunReach, workOf } from "./deliver-answers.ts";
import type { TaskLinks } from "./task-links.ts";
import { composeTaskMail } from "./task-mail.ts";
import { noticeText } from "./task-words.ts";

export interface TaskCourierOptions {
  store: Store;
  runs: RunReach;
  links: TaskLinks;
  publicUrl: string;
  /** Sends a mail once for its key; throws where it cannot. */
  sendMail: (about: {
    workspaceId: string;
    runId: string;
    workflowKey: string;
    nodeId: string;
    stepId: string;
    idempotencyKey: string;
    input: JsonObject;
  }) => Promise<void>;
  everyMs?: number;
  orphansEveryMs?: number;
  leaseMs?: number;
}

const BATCH = 50;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;
/** A mail that still cannot be sent after so many turns is given up; the notice is in the inbox. */
const MAIL_TURNS = 6;

/** Tells runs of answers and people of tasks, and closes tasks whose run is over. Any number of couriers may run. */
export class TaskCourier {
  readonly #options: TaskCourierOptions;
  readonly #loop: BackgroundLoop;
  #orphansAt = 0;

  constructor(options: TaskCourierOptions) {
    this.#options = options;
    this.#loop = new BackgroundLoop({
      turn: () => this.#turn(),
      everyMs: options.everyMs ?? 500,
      logger: options.store.context.logger,
      complaint: "a turn over the tasks failed; it is repeated",
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Finishes the task in hand. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** One turn over what is due. Answers how many tasks it took up. */
  async sweep(): Promise<number> {
    const { store, leaseMs = 60_000 } = this.#options;
    const due = await store.taskWork.listDue(BATCH);
    let taken = 0;
    for (const task of due) {
      if (this.#loop.isStopping) break;
      const claimed = await store.taskWork.claim(task, leaseMs);
      if (claimed === null) continue;
      taken += 1;
      await this.#work(claimed);
    }
    return taken;
  }

  async #turn(): Promise<void> {
    const { store, orphansEveryMs = 60_000 } = this.#options;
    await this.sweep();
    if (Date.now() < this.#orphansAt) return;
    this.#orphansAt = Date.now() + orphansEveryMs;
    await store.taskWork.closeOrphans();
  }

  async #work(task: RunTask): Promise<void> {
    const { store, runs } = this.#options;
    try {
      await deliverAnswers(store, runs, task);
      for (const announcement of task.ask.announcements) {
        const people = await store.workspace(task.workspaceId).users.getMany(announcement.users);
        for (const user of people) await this.#tell(task, announcement, user);
        await store.taskWork.markAnnounced(task._id, announcement.id);
      }
      await store.taskWork.complete(task);
    } catch (error) {
      const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(10, task.ask.workAttempts));
      store.context.logger.warn({ err: error, ...workOf(task) }, "work on a task is tried again");
      await store.taskWork.retryLater(task._id, delayMs);
    }
  }

  /** A notice and a mail, each once. A task that was closed meanwhile asks nobody. */
  async #tell(task: RunTask, { id, kind }: RunTask["ask"]["announcements"][number], user: User): Promise<void> {
    const { store } = this.#options;
    if (task.status !== "open" && kind !== "too-late") return;
    const { workspaceId, runId, title, record } = task;
    const idempotencyKey = `${task.ask.key}/${id}/${user.id}`;
    await store.notices.notify(
      { workspaceId, runId, chain: [], idempotencyKey },
      {
        userId: user.id,
        text: noticeText(kind, title, user.language),
        kind: kind === "reminder" ? "reminder" : "info",
        ...(record === null ? {} : { record }),
      },
    );
    await this.#mail(task, kind, user, idempotencyKey);
  }

  async #mail(task: RunTask, kind: Parameters<typeof composeTaskMail>[2], user: User, key: string): Promise<void> {
    const { store, sendMail, links, publicUrl } = this.#options;
    const { workspaceId, runId, ask } = task;
    const { workflowKey, nodeId, stepId } = ask;
    const input = composeTaskMail(task, user, kind, { links, publicUrl });
    try {
      await sendMail({ workspaceId, runId, workflowKey, nodeId, stepId, idempotencyKey: `${key}/mail`, input });
    } catch (error) {
      const { retryable } = errorDataOf(error);
      if (retryable && ask.workAttempts < MAIL_TURNS) throw error;
      store.context.logger.warn({ err: error, ...workOf(task), user: user.id }, "a mail about a task was not sent");
    }
  }
}
