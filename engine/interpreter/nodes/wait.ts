import { nextOpening } from "../../../definitions/calendar/index.ts";
import { userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import type { BusinessEvent } from "../../../definitions/run.ts";
import { workflowAt } from "../plan.ts";
import { factsOf, nowIso, scopeOf, spanEndMs } from "../run.ts";
import {
  cancellable,
  definitionOf,
  type NodeExecution,
  type NodeExecutor,
  type NodeResult,
  park,
  raceTimer,
} from "./node-execution.ts";
import { conditionOf } from "./logic.ts";

/** Waits shorter than this are not worth a save of the run's progress. */
const LONG_WAIT_MS = 30_000;

/** Waits for a span, until an instant, or until a calendar opens. An instant in the past is no wait. */
export const executeWait: NodeExecutor = (execution) => {
  const { run, step, active } = execution;
  if (active.resumed !== null && step.waitingFor?.kind === "timer")
    return sleep(execution, Date.parse(step.waitingFor.until));
  const untilMs = waitEndMs(execution);
  const until = new Date(untilMs).toISOString();
  const waitMs = untilMs - run.ports.clock.now();
  run.timeline.change(step, { input: { until } });
  if (waitMs <= 0) return { port: "out", output: { until } };
  run.timeline.change(step, { status: "waiting", waitingFor: { kind: "timer", until } });
  if (waitMs >= LONG_WAIT_MS) run.progress.request();
  return sleep(execution, untilMs);
};

function sleep(execution: NodeExecution, untilMs: number): Promise<NodeResult> {
  const output = { until: new Date(untilMs).toISOString() };
  const slept = execution.run.ports.clock.sleepUntil(untilMs, execution.token).then(() => ({ port: "out", output }));
  park(execution);
  return slept;
}

function waitEndMs({ run, frame, node }: NodeExecution): number {
  const definition = definitionOf(node, "wait");
  const { settings } = workflowAt(run.plan, node.id);
  if (definition.for !== undefined) return spanEndMs(run, definition.for, settings);
  if (definition.untilOpen !== undefined) {
    const key = definition.untilOpen.calendar ?? settings.calendar;
    const calendar = key === null ? undefined : run.input.calendars[key];
    if (calendar === undefined)
      throw userError("CALENDAR_UNKNOWN", `There is no calendar ${key ?? "for this wait"}.`, { calendar: key });
    return Date.parse(nextOpening(calendar, nowIso(run)));
  }
  const value = evaluateMapped(definition.until ?? "", scopeOf(run, frame));
  const at = typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at))
    throw userError("WAIT_UNTIL_INVALID", `${JSON.stringify(value)} is not an instant.`, {
      value: JSON.stringify(value),
    });
  return at;
}

/** Waits for a named event with the same correlation for which the rule holds. Output: the event; null on timeout. */
export const executeWaitForEvent: NodeExecutor = async (execution) => {
  const { run, frame, node, step, active } = execution;
  const definition = definitionOf(node, "wait-for-event");
  const { correlate, untilMs } = active.resumed === null ? openEventWait(execution) : takeUpEventWait(execution);
  let received: BusinessEvent | null = null;
  const event = await raceTimer(execution, untilMs, (token) =>
    cancellable<BusinessEvent>(token, (resolve, reject) => {
      const close = run.inbox.open({
        subscription: { stepId: step.stepId, event: definition.event, correlate },
        matches: (candidate) =>
          definition.when === undefined ||
          conditionOf(definition.when).evaluate(factsOf(run, frame, eventFact(candidate))),
        receive: (event) => {
          received = event;
          active.parked = false;
          resolve(event);
        },
        fail: (thrown) => {
          active.parked = false;
          reject(thrown);
        },
        fromEarlier: active.resumed !== null,
      });
      if (received === null) {
        if (active.resumed === null) run.progress.request();
        park(execution);
      }
      return close;
    }),
  );
  return event === null ? { port: "timeout", output: null } : { port: "received", output: eventFact(event) };
};

function openEventWait({ run, frame, node, step }: NodeExecution): { correlate: Json; untilMs: number | null } {
  const definition = definitionOf(node, "wait-for-event");
  const correlate =
    definition.correlate === undefined ? null : evaluateMapped(definition.correlate, scopeOf(run, frame));
  const { settings } = workflowAt(run.plan, node.id);
  const untilMs = definition.timeout === undefined ? null : spanEndMs(run, definition.timeout, settings);
  const until = untilMs === null ? {} : { until: new Date(untilMs).toISOString() };
  run.timeline.change(step, {
    status: "waiting",
    input: { event: definition.event, correlate },
    waitingFor: { kind: "event", event: definition.event, correlate, ...until },
  });
  return { correlate, untilMs };
}

function takeUpEventWait({ step: { waitingFor } }: NodeExecution): { correlate: Json; untilMs: number | null } {
  if (waitingFor?.kind !== "event") throw new Error("a wait for an event was carried without it");
  const { correlate, until } = waitingFor;
  return { correlate: correlate ?? null, untilMs: until === undefined ? null : Date.parse(until) };
}

/** An event as facts and outputs hold it. */
export function eventFact(event: BusinessEvent): JsonObject {
  return { id: event.id, name: event.name, correlate: event.correlate ?? null, payload: event.payload, at: event.at };
}
