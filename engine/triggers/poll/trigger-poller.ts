import { createHash } from "node:crypto";
import type { OperationActivity } from "../../../activities/create-activities.ts";
import { advancePollCursor, type PollCursor } from "../../../connectors/sdk/poll-cursor.ts";
import type { PollAnswer } from "../../../connectors/sdk/poll-operation.ts";
import { userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { Trigger } from "../../../definitions/triggers/index.ts";
import { durationMs } from "../../publish/duration-ms.ts";
import type { PublishedWorkflow, Store } from "../../store/index.ts";
import { acceptTrigger } from "../accept-trigger.ts";
import { BackgroundLoop } from "../../background-loop.ts";
import { startScope } from "../start-scope.ts";

type PollTrigger = Extract<Trigger, { type: "poll" }>;

export interface TriggerPollerOptions {
  store: Store;
  /** One look of each poll trigger, by its name. */
  polls: Readonly<Record<string, OperationActivity>>;
  /** How often it is seen whether a trigger is due. */
  everyMs?: number;
  leaseMs?: number;
}

/** No trigger is polled more often. */
const SHORTEST_MS = 1_000;

/**
 * Looks at other systems for triggers `poll`: one look at a time for each trigger, whatever the number of pollers. What a
 * look finds new starts a run each, before the cursor moves; a crash between the two finds it again, and the run's key
 * tells it apart. The first look starts nothing: history is not replayed.
 */
export class TriggerPoller {
  readonly #options: TriggerPollerOptions;
  readonly #loop: BackgroundLoop;

  constructor(options: TriggerPollerOptions) {
    this.#options = options;
    this.#loop = new BackgroundLoop({
      turn: () => this.sweep(),
      everyMs: options.everyMs ?? 1_000,
      logger: options.store.context.logger,
      complaint: "a turn over the poll triggers failed; it is repeated",
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** One turn over all triggers. Answers how many runs it asked for. */
  async sweep(): Promise<number> {
    const { workflows } = await this.#options.store.published.listAllFresh();
    let started = 0;
    for (const workflow of workflows)
      for (const trigger of workflow.enabled ? workflow.triggers : [])
        if (trigger.type === "poll" && trigger.disabled !== true && !this.#loop.isStopping)
          started += await this.#look(workflow, trigger);
    return started;
  }

  async #look(workflow: PublishedWorkflow, trigger: PollTrigger): Promise<number> {
    const { store, leaseMs = 120_000 } = this.#options;
    const { workspaceId, key: workflowKey } = workflow;
    const { operation, connection, input } = trigger;
    const configuration = JSON.stringify([operation, connection ?? null, input]);
    const everyMs = Math.max(SHORTEST_MS, durationMs(trigger.every));
    const turn = await store.polls.claim(
      { workspaceId, workflowKey, triggerId: trigger.id, configuration },
      { leaseMs, everyMs },
    );
    if (turn === null) return 0;
    const nextAt = new Date(Date.now() + everyMs);
    const cursor = turn.cursor as PollCursor | null;
    try {
      const { items } = await this.#ask(workflow, trigger, cursor);
      const { fresh, cursor: next } = advancePollCursor(cursor, items, new Date().toISOString());
      for (const { id, at, data } of fresh) {
        const mark = createHash("sha256").update(`${id}\n${at}`).digest("base64url");
        const dedupeKey = `poll-${trigger.id}-${mark}`;
        await acceptTrigger(store, { workspaceId, workflowKey, triggerId: trigger.id, payload: data, dedupeKey });
      }
      await store.polls.release(turn, next, nextAt);
      return fresh.length;
    } catch (error) {
      store.context.logger.warn(
        { err: error, workflow: workflowKey, trigger: trigger.id },
        "a poll failed; it is repeated",
      );
      await store.polls.release(turn, cursor, nextAt);
      return 0;
    }
  }

  async #ask(workflow: PublishedWorkflow, trigger: PollTrigger, cursor: PollCursor | null): Promise<PollAnswer> {
    const { operation, connection, id } = trigger;
    const look = this.#options.polls[operation];
    if (look === undefined)
      throw userError("OPERATION_UNKNOWN", `No connector has the trigger ${operation}.`, { operation });
    const scope = startScope(workflow, { trigger: {}, record: null, runId: "" });
    const input = evaluateMapped(trigger.input, scope) as JsonObject;
    const answer = await look({
      workspaceId: workflow.workspaceId,
      runId: "",
      workflowKey: workflow.key,
      nodeId: id,
      stepId: id,
      idempotencyKey: `poll/${workflow.key}/${id}`,
      operation,
      ...(connection === undefined ? {} : { connection }),
      input: { input, since: cursor?.at ?? null },
      chain: [],
      now: new Date().toISOString(),
    });
    return answer as unknown as PollAnswer;
  }
}
