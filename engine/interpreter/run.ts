import type { Scope } from "../../definitions/expression/index.ts";
import type { ErrorData } from "../../definitions/error-data.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { RunStatus, Step } from "../../definitions/run.ts";
import { spanEnd } from "../../definitions/calendar/index.ts";
import type { TimeSpan } from "../../definitions/duration.ts";
import { userError } from "../../definitions/errors.ts";
import type { Facts } from "../../definitions/rules/compile.ts";
import type { OpenTurn } from "./active-step.ts";
import type { Carrier } from "./carrier.ts";
import type { CarriedTurn } from "./carry.ts";
import type { EventInbox } from "./event-inbox.ts";
import type { Frame } from "./frame.ts";
import type { IncidentDesk } from "./incidents.ts";
import type { Plan, PlanBody, PlanSettings } from "./plan.ts";
import type { PlanInput, RunPorts, TaskAnswer } from "./ports.ts";
import type { ProgressKeeper } from "./progress.ts";
import type { Timeline } from "./timeline.ts";

/** How a run ended. */
export interface RunOutcome {
  status: Extract<RunStatus, "completed" | "failed" | "cancelled" | "exited" | "timed-out">;
  output: Json;
  error: ErrorData | null;
}

/** Where a body begins: at its container's entry, or at the edges that leave the triggers. */
export type BodyBegin = { entry: number } | { liveEdges: number[]; deadEdges: number[] };
export type BodyOutcome = { kind: "done" } | { kind: "cancelled" } | { kind: "failed"; error: ErrorData };

/** A turn of a body, to be walked to its end, from its beginning or from where it was carried. */
export interface Walk extends OpenTurn {
  walk(begin: BodyBegin, carried?: CarriedTurn): Promise<BodyOutcome>;
}

/** A task that is open in somebody's inbox. */
export interface OpenTask {
  nodeId: string;
  outcomes: string[];
  answer(answer: TaskAnswer): void;
}

/** The state of one run, shared by the parts of the interpreter. */
export interface Run {
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly ports: RunPorts;
  readonly startedMs: number;
  readonly root: Frame;
  readonly vars: JsonObject;
  readonly timeline: Timeline;
  readonly inbox: EventInbox;
  readonly incidents: IncidentDesk;
  readonly progress: ProgressKeeper;
  readonly tasks: Map<string, OpenTask>;
  readonly walks: Set<{ drain(): void }>;
  readonly carrier: Carrier;
  /** The walk of the root body, once it has begun. */
  rootWalk: OpenTurn | null;
  /** What the events that may end the run must correlate with. */
  exitCorrelates: (Json | null)[] | null;
  /** Whether the timer of the run's own timeout was started. */
  armed: boolean;
  /** Node ids in the order undone. */
  readonly compensated: string[];
  completions: number;
  paused: boolean;
  closed: boolean;
  outcome: RunOutcome | null;
  /** Starts the timer of the run's own timeout: with the first long wait, so that a short run pays nothing for it. */
  armTimeout(): void;
  /** Ends the run; what still runs is cancelled. The first call counts. */
  finish(outcome: RunOutcome): void;
  /** Opens the walk of one turn of a body. */
  openWalk(frame: Frame, body: PlanBody): Walk;
  /** Ends the run where its time is up or a rule of `exitWhen` holds. */
  checkEnds(): void;
}

export function nowIso(run: Run): string {
  return new Date(run.ports.clock.now()).toISOString();
}

/** What expressions see at this place of the run. */
export function scopeOf(run: Run, frame: Frame, event?: JsonObject): Scope {
  const { workflow } = frame;
  return {
    trigger: workflow.trigger,
    record: workflow.record,
    steps: frame.steps,
    vars: workflow.vars,
    ...(frame.item === undefined ? {} : { item: frame.item }),
    ...(frame.index === undefined ? {} : { index: frame.index }),
    run: {
      id: run.input.runId,
      workflow: workflow.key,
      version: workflow.version,
      startedAt: workflow.startedAt,
      now: nowIso(run),
    },
    ...(event === undefined ? {} : { event }),
  } as Scope;
}

/** What conditions are asked of: the scope, and the calendars that they may count business time in. */
export function factsOf(run: Run, frame: Frame, event?: JsonObject): Facts {
  return { ...scopeOf(run, frame, event), calendars: run.input.calendars };
}

/** The instant, in epoch milliseconds, at which a span that starts now ends. Throws `CALENDAR_UNKNOWN`. */
export function spanEndMs(run: Run, span: TimeSpan, settings: PlanSettings): number {
  const end = spanEnd(span, nowIso(run), {
    tz: settings.timeZone,
    calendars: run.input.calendars,
    ...(settings.calendar === null ? {} : { defaultCalendar: settings.calendar }),
  });
  return Date.parse(end);
}

/** Asserts that a mapped value is an object. */
export function asObject(value: Json, what: string): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw userError("STEP_VALUE_NOT_OBJECT", `${what} must be an object.`, { what });
}

/** Closes a step that did not run to its own end. */
export function closeStep(run: Run, step: Step, changes: Partial<Step>): void {
  run.timeline.change(step, { endedAt: nowIso(run), waitingFor: null, ...changes });
}
