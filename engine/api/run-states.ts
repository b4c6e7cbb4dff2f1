import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { CLOSED_RUN_STATUSES, type RunDetail, type Step } from "../../definitions/run.ts";
import type { RunGateway } from "./run-gateway.ts";

/** `live`: asked of the run itself. `stored`: the last progress it wrote; the run is closed, or its worker is away. */
export interface RunState {
  run: RunDetail;
  source: "live" | "stored";
}
export interface RunStates {
  /** The run as it is now. Throws RUN_UNKNOWN. */
  read(workspaceId: string, runId: string): Promise<RunState>;
  /** The run now and after every change, until it is closed or `signal` is aborted. Throws RUN_UNKNOWN at first. */
  watch(workspaceId: string, runId: string, signal: AbortSignal): AsyncGenerator<RunDetail>;
}

export interface RunStatesOptions {
  gateway: Pick<RunGateway, "readState">;
  /** The stored run and Temporal's id of it. Throws RUN_UNKNOWN. */
  readStored(workspaceId: string, runId: string): Promise<{ run: RunDetail; temporalId: string }>;
  /** Shortest time between two questions to one run, however many watch it. */
  everyMs?: number;
  now?: () => number;
}

const EVERY_MS = 1_000;
/** A run whose worker did not answer is not asked again for so long: each question would cost its whole time limit. */
const AWAY_MS = 5_000;

/** Reads open runs by query, shared among all who ask within a second, and closed ones from the store. */
export function createRunStates(options: RunStatesOptions): RunStates {
  const everyMs = options.everyMs ?? EVERY_MS;
  const now = options.now ?? Date.now;
  const shared = new Map<string, { at: number; state: Promise<RunState> }>();
  const away = new Map<string, number>();

  const readOnce = async (workspaceId: string, runId: string): Promise<RunState> => {
    const { run, temporalId } = await options.readStored(workspaceId, runId);
    if (isClosed(run) || run.status === "queued" || (away.get(temporalId) ?? 0) > now())
      return { run, source: "stored" };
    const state = await options.gateway.readState(temporalId);
    if (state === null) {
      away.set(temporalId, now() + AWAY_MS);
      return { run, source: "stored" };
    }
    away.delete(temporalId);
    return { run: mergeState(run, state), source: "live" };
  };
  const read = async (workspaceId: string, runId: string): Promise<RunState> => {
    const key = `${workspaceId}:${runId}`;
    const known = shared.get(key);
    if (known !== undefined && now() - known.at < everyMs) return known.state;
    const state = readOnce(workspaceId, runId);
    shared.set(key, { at: now(), state });
    const forget = () => {
      if (shared.get(key)?.state === state) shared.delete(key);
    };
    state.catch(forget);
    setTimeout(forget, everyMs).unref();
    return state;
  };
  return {
    read,
    async *watch(workspaceId, runId, signal) {
      let last: RunDetail | undefined;
      while (!signal.aborted) {
        const { run } = await read(workspaceId, runId);
        if (last === undefined || !isDeepStrictEqual(last, run)) yield run;
        last = run;
        if (isClosed(run)) return;
        await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

/** The run's own state knows its steps; name, record and creation time are the store's. */
function mergeState(stored: RunDetail, state: RunDetail): RunDetail {
  const { stepsBefore, ...known } = state;
  return {
    ...known,
    steps: stepsBefore === true ? mergeSteps(stored.steps, state.steps) : state.steps,
    id: stored.id,
    workflowKey: stored.workflowKey,
    ...(stored.workflowName === undefined ? {} : { workflowName: stored.workflowName }),
    origin: stored.origin,
    record: stored.record,
    createdAt: stored.createdAt,
    startedAt: state.startedAt ?? stored.startedAt,
    trigger: stored.trigger,
    recordFields: stored.recordFields,
  };
}

/** Steps of earlier executions are in the store only; of those that both know, the run's own word is newer. */
function mergeSteps(stored: readonly Step[], own: readonly Step[]): Step[] {
  const ownIds = new Set(own.map(({ stepId }) => stepId));
  return [...stored.filter(({ stepId }) => !ownIds.has(stepId)), ...own].sort((a, b) =>
    a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0,
  );
}

function isClosed(run: RunDetail): boolean {
  return (CLOSED_RUN_STATUSES as readonly string[]).includes(run.status);
}
