import { setImmediate as turnOver } from "node:timers/promises";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import type { Step } from "../../../definitions/run.ts";
import type { CarriedRun } from "../carry.ts";
import { localId, type Plan } from "../plan.ts";
import { OperationFailed, type RunPorts } from "../ports.ts";
import { StepCancelled, type CancelToken } from "../cancel-token.ts";
import { startRun } from "../run-plan.ts";
import { sharePlan } from "../share-plan.ts";

export interface DriveResult {
  status: string;
  /** Steps as they were saved last. */
  steps: Step[];
  /** How often each idempotency key reached an operation. */
  calls: Map<string, number>;
  carries: number;
}

export interface DriveOptions {
  isTrue: (nodeId: string) => boolean;
  next: () => number;
  carryChance: number;
  /** What operations answer; null where absent. */
  answer?: (input: JsonObject, operation: string) => Json;
}

/**
 * Drives a run whose operations, timers and events end in an order drawn from `next`; with probability `carryChance` the
 * run is carried to another execution in between. Throws where the run is stuck.
 */
export async function driveRandomly(given: Plan, options: DriveOptions): Promise<DriveResult> {
  // As on a worker: other runs have the same plan, and nothing may be written into it.
  const plan = sharePlan(JSON.stringify(given), given);
  const world = createWorld(options);
  const record: JsonObject = Object.fromEntries(plan.nodes.map(({ id }) => [localId(id), options.isTrue(localId(id))]));
  const input = {
    runId: "r",
    version: 1,
    trigger: { id: "manual", type: "manual", payload: {} },
    record,
    origin: { triggerId: "manual", triggerType: "manual", chain: [] },
    calendars: {},
  };
  let carries = 0;
  let carried: CarriedRun | undefined;
  for (;;) {
    world.pending.length = 0;
    const handle = startRun(plan, input, world.ports, carried);
    const end: { status?: string; handedOver?: CarriedRun } = {};
    handle.end.then(
      ({ result, carried: state }) => {
        if (state === undefined) return (end.status = result.status);
        return (end.handedOver = state);
      },
      (bug: unknown) => (end.status = String(bug)),
    );
    let asked = false;
    await turnOver();
    while (end.status === undefined && end.handedOver === undefined) {
      if (!asked && options.next() < options.carryChance) {
        asked = true;
        handle.carry();
      } else if (!world.advance(handle, asked)) throw new Error("the run is stuck");
      await turnOver();
    }
    if (end.handedOver === undefined)
      return { status: end.status ?? "", steps: [...world.saved.values()], calls: world.calls, carries };
    carries += 1;
    carried = JSON.parse(JSON.stringify(end.handedOver)) as CarriedRun;
  }
}

interface Pending {
  /** Must end before the run can be carried. */
  blocks: boolean;
  end(): void;
}

/** Holds what is under way until it is its turn to end. */
function createQueue() {
  const pending: Pending[] = [];
  const enqueue = <T>(blocks: boolean, token: CancelToken, settle: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      const entry: Pending = {
        blocks,
        end() {
          pending.splice(pending.indexOf(entry), 1);
          try {
            resolve(settle());
          } catch (thrown) {
            reject(thrown);
          }
        },
      };
      pending.push(entry);
      token.onCancel(() => {
        if (pending.includes(entry)) pending.splice(pending.indexOf(entry), 1);
        reject(new StepCancelled());
      });
    });
  return { pending, enqueue };
}

function createWorld({ isTrue, next, answer = () => null }: DriveOptions) {
  const { pending, enqueue } = createQueue();
  const saved = new Map<string, Step>();
  const calls = new Map<string, number>();
  let events = 0;
  let ticks = 0;
  const ports: RunPorts = {
    // Each look at the clock is later, so that instants show what came first.
    clock: { now: () => (ticks += 1), sleepUntil: (_at, token) => enqueue(false, token, () => undefined) },
    callOperation: ({ nodeId, operation, idempotencyKey, input }, token) => {
      calls.set(idempotencyKey, (calls.get(idempotencyKey) ?? 0) + 1);
      return enqueue(true, token, () => {
        const breaks = operation === "crm.update" && isTrue(localId(nodeId));
        if (breaks)
          throw new OperationFailed({ code: "BROKEN", class: "connector", retryable: false, message: "broken" }, 1);
        return { output: answer(input, operation), attempts: 1 };
      });
    },
    saveProgress({ steps }) {
      for (const step of steps) saved.set(step.stepId, step);
      return Promise.resolve([]);
    },
    log: () => undefined,
  } as Partial<RunPorts> as RunPorts;
  return {
    ports,
    pending,
    saved,
    calls,
    /** Ends something that is under way; false where nothing is. */
    advance(handle: ReturnType<typeof startRun>, carrying: boolean): boolean {
      const waits = handle
        .detail()
        .waitingFor.flatMap(({ waitingFor }) => (waitingFor.kind === "event" ? [waitingFor.event] : []));
      const possible = carrying ? pending.filter(({ blocks }) => blocks) : pending;
      const choices = possible.length + (carrying ? 0 : waits.length);
      // A run that is to be carried may still save, or wait for its timers to be taken up again.
      if (choices === 0) return carrying;
      const choice = Math.floor(next() * choices);
      const entry = possible[choice];
      if (entry !== undefined) {
        entry.end();
        return true;
      }
      events += 1;
      const name = waits[choice - possible.length] ?? "";
      handle.deliverEvent({ id: `event-${events}`, name, payload: {}, at: "2026-01-01T00:00:00Z" });
      return true;
    },
  };
}
