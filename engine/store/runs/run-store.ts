import type { Filter, UpdateFilter } from "mongodb";
import { userError } from "../../../definitions/errors.ts";
import type { ErrorData } from "../../../definitions/error-data.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import type { RunDetail, RunOrigin, RunStatus, RunSummary, Step } from "../../../definitions/run.ts";
import type { LocalizedText } from "../../../definitions/text.ts";
import type { RerunStart } from "../../triggers/contract.ts";
import type { StoreContext } from "../context.ts";
import { countByDay, countByStatus, countOpenByWorkflow, type OpenRuns, type RunsOfDay } from "./count-runs.ts";
import { keepSteps } from "./keep-steps.ts";
import { OPEN_STATUSES } from "./open-statuses.ts";
import type { RunDocument } from "./run-documents.ts";
import { packJson, unpackJson, unpackObject } from "../json-text.ts";
import { subscriptionKeyOf } from "../outbox.ts";
import { type Page, pageNewestFirst, type PageRequest } from "../page.ts";
import { isDuplicateKey } from "../transaction.ts";
import { endDependants, endRunOnce, isEndHeard, noteRunEnd } from "./run-end.ts";
import { releaseSlot } from "./slots.ts";
import { type HeatQuery, readHeat, type RunHeat } from "./heat.ts";

export interface NewRun {
  runId: string;
  workflowKey: string;
  workflowName: LocalizedText;
  version: number;
  planHash: string;
  dedupeKey: string;
  origin: RunOrigin;
  record: { object: string; id: string; name?: string } | null;
  recordFields: JsonObject | null;
  trigger: JsonObject;
  /** Business events later than this belong to the run. */
  eventsSince: Date;
  /** With reentry `when-idle`: unique among open runs of the workspace. */
  idleKey?: string;
  slotKey?: string;
  rerun?: RerunStart;
}
export interface RunQuery extends PageRequest {
  workflow?: string | undefined;
  status?: RunStatus | undefined;
  recordId?: string | undefined;
  /** Called by this run. */
  parent?: string | undefined;
  /** Created at or after, before; ISO instants. */
  from?: string | undefined;
  to?: string | undefined;
}
/** What the starter needs of a run that is there already. */
export interface ExistingRun {
  runId: string;
  workflowKey: string;
  status: RunStatus;
  version: number;
  planHash: string;
  dedupeKey: string;
  slotKey: string | null;
}
/** `busy`: reentry `when-idle`, and another run of the record is open. */
export type CreateOutcome = { outcome: "created" } | { outcome: "repeated"; run: ExistingRun } | { outcome: "busy" };

/** Runs of one workspace. */
export class RunStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /** Writes the run as `queued`, once for each {workflowKey, dedupeKey}. */
  async create(run: NewRun): Promise<CreateOutcome> {
    const { runId, record, recordFields, trigger, ...rest } = run;
    try {
      await this.#runs.insertOne({
        _id: runId,
        workspaceId: this.#workspaceId,
        ...rest,
        recordRef: record,
        recordFields: packJson(recordFields),
        trigger: packJson(trigger),
        status: "queued",
        createdAt: new Date(),
        startedAt: null,
        endedAt: null,
        sequence: 0,
        waitingFor: [],
        vars: packJson({}),
        liveEdges: [],
        deadEdges: [],
        subscriptions: [],
        subscriptionKeys: [],
        error: null,
      });
      return { outcome: "created" };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const { workflowKey, dedupeKey } = run;
      const found = await this.#runs.findOne({ workspaceId: this.#workspaceId, workflowKey, dedupeKey });
      return found === null ? { outcome: "busy" } : { outcome: "repeated", run: existingOf(found) };
    }
  }

  /** Temporal has the run. Says `running` until the run's own progress says more. */
  async markStarted(runId: string): Promise<void> {
    await this.#runs.updateOne(
      { _id: runId, workspaceId: this.#workspaceId, status: "queued" },
      { $set: { status: "running", startedAt: new Date() }, $unset: { waitingForSlot: "" } },
    );
  }

  /** Ends a run from outside of it: a start that failed, a dropped or a terminated run. No effect on a closed one. */
  async close(runId: string, status: "failed" | "cancelled" | "exited", error: ErrorData | null): Promise<boolean> {
    const run = await this.#require(runId);
    const filter = { _id: runId, workspaceId: this.#workspaceId, status: { $in: [...OPEN_STATUSES] } };
    const set = { status, error, endedAt: new Date(), waitingFor: [], subscriptions: [], subscriptionKeys: [] };
    const update: UpdateFilter<RunDocument> = {
      $set: set,
      $unset: { idleKey: "", waitingForSlot: "" },
      $max: { sequence: Number.MAX_SAFE_INTEGER },
    };
    const isHeard = await isEndHeard(this.#store, run, status);
    const closed = await (isHeard && run.endedAt === null
      ? endRunOnce(this.#store, run, { status, output: null, error }, (session) =>
          this.#runs.updateOne(filter, update, { session }),
        )
      : this.#runs.updateOne(filter, update));
    if (closed.modifiedCount !== 1) return false;
    if (run.slotKey !== undefined) await releaseSlot(this.#store, run.slotKey, runId);
    if (run.status !== "queued") await endDependants(this.#store, run);
    noteRunEnd(this.#store, run, status, error);
    return true;
  }

  /** Closes as failed the runs of an event whose start was given up. */
  async failStarts(eventId: string, error: ErrorData): Promise<void> {
    const queued = this.#runs.find(
      { workspaceId: this.#workspaceId, status: "queued", "origin.eventId": eventId },
      { projection: { _id: 1 } },
    );
    for await (const { _id } of queued) await this.close(_id, "failed", error);
  }

  /** A page of runs, newest first. */
  async list(query: RunQuery): Promise<Page<RunSummary>> {
    const filter: Filter<RunDocument> = { workspaceId: this.#workspaceId };
    if (query.workflow !== undefined) filter.workflowKey = query.workflow;
    if (query.status !== undefined) filter.status = query.status;
    if (query.recordId !== undefined) filter["recordRef.id"] = query.recordId;
    if (query.parent !== undefined) filter["origin.parent.runId"] = query.parent;
    if (query.from !== undefined || query.to !== undefined)
      filter.createdAt = {
        ...(query.from === undefined ? {} : { $gte: new Date(query.from) }),
        ...(query.to === undefined ? {} : { $lt: new Date(query.to) }),
      };
    const page = await pageNewestFirst(this.#runs, filter, query);
    return { items: page.items.map(toSummary), nextCursor: page.nextCursor };
  }

  /** The stored run with its steps in order of start. Throws `RUN_UNKNOWN`. */
  async get(runId: string): Promise<RunDetail> {
    const document = await this.#require(runId);
    const steps = await this.#store.collections.steps.find({ runId, workspaceId: this.#workspaceId }).toArray();
    steps.sort((a, b) => (a.order < b.order ? -1 : 1));
    return {
      ...toSummary(document),
      trigger: unpackObject(document.trigger),
      recordFields: unpackJson<JsonObject | null>(document.recordFields),
      vars: unpackObject(document.vars),
      steps: steps.map(({ step }) => unpackJson<Step>(step)),
      liveEdges: document.liveEdges,
      deadEdges: document.deadEdges,
      ...(document.output === undefined ? {} : { output: unpackJson(document.output) }),
    };
  }

  /** A step as it was last saved; null where it was not. */
  async findStep(runId: string, stepId: string): Promise<Step | null> {
    const _id = `${runId}/${stepId}`;
    const found = await this.#store.collections.steps.findOne({ _id, workspaceId: this.#workspaceId });
    return found === null ? null : unpackJson<Step>(found.step);
  }

  /** Gives a run that is only just starting the steps of another one that it keeps; a repeat changes nothing. */
  async keepSteps(runId: string, steps: readonly Step[]): Promise<void> {
    return keepSteps(this.#store, this.#workspaceId, runId, steps);
  }

  /** What Temporal knows the run by. Throws `RUN_UNKNOWN`. */
  async getHandle(runId: string): Promise<ExistingRun & { temporalId: string }> {
    const found = existingOf(await this.#require(runId));
    return { ...found, temporalId: temporalIdOf(this.#workspaceId, found.workflowKey, found.dedupeKey) };
  }

  /** Open runs that wait for this event now. */
  async findSubscribed(name: string, correlate: Json | null): Promise<{ runId: string; temporalId: string }[]> {
    const keys = [...new Set([subscriptionKeyOf(name, correlate), subscriptionKeyOf(name, null)])];
    const found = await this.#runs
      .find(
        { workspaceId: this.#workspaceId, subscriptionKeys: { $in: keys } },
        { projection: { _id: 1, workflowKey: 1, dedupeKey: 1 } },
      )
      .toArray();
    return found.map(({ _id, workflowKey, dedupeKey }) => ({
      runId: _id,
      temporalId: temporalIdOf(this.#workspaceId, workflowKey, dedupeKey),
    }));
  }

  /** Open runs and incidents of each workflow that has any. */
  async countByWorkflow(): Promise<Map<string, OpenRuns>> {
    return countOpenByWorkflow(this.#store, this.#workspaceId);
  }

  /** Runs by status, for dashboards. */
  async countByStatus(): Promise<Record<string, number>> {
    return countByStatus(this.#store, this.#workspaceId);
  }

  /** Runs started and failed on each of the last `days` days (UTC), oldest first. */
  async countByDay(days: number): Promise<RunsOfDay[]> {
    return countByDay(this.#store, this.#workspaceId, days);
  }

  /** How the runs of one version of a workflow went, by node and edge. */
  async heat(query: HeatQuery): Promise<RunHeat> {
    return readHeat(this.#store, this.#workspaceId, query);
  }

  get #runs() {
    return this.#store.collections.runs;
  }
  async #require(runId: string): Promise<RunDocument> {
    const found = await this.#runs.findOne({ _id: runId, workspaceId: this.#workspaceId });
    if (found === null) throw userError("RUN_UNKNOWN", `There is no run ${runId}`, { id: runId });
    return found;
  }
}

/** Temporal's workflowId of a run (§7). */
export function temporalIdOf(workspaceId: string, workflowKey: string, dedupeKey: string): string {
  return `${workspaceId}:${workflowKey}:${dedupeKey}`;
}

function existingOf(document: RunDocument): ExistingRun {
  const { _id, workflowKey, status, version, planHash, dedupeKey, slotKey } = document;
  return { runId: _id, workflowKey, status, version, planHash, dedupeKey, slotKey: slotKey ?? null };
}

function toSummary(document: RunDocument): RunSummary {
  return {
    id: document._id,
    workflowKey: document.workflowKey,
    workflowName: document.workflowName,
    version: document.version,
    status: document.status,
    origin: document.origin,
    record: document.recordRef,
    createdAt: document.createdAt.toISOString(),
    startedAt: document.startedAt?.toISOString() ?? null,
    endedAt: document.endedAt?.toISOString() ?? null,
    waitingFor: document.waitingFor,
    error: document.error,
  };
}
