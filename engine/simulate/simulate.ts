import { addDuration } from "../../definitions/calendar/index.ts";
import { FlowrightError, userError } from "../../definitions/errors.ts";
import type { OperationDescription } from "../../definitions/catalogue.ts";
import type { Condition } from "../../definitions/condition.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { Calendar, DecisionTable } from "../../definitions/resources.ts";
import type { RunDetail } from "../../definitions/run.ts";
import type { SimulationResult } from "../../definitions/simulation.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { RunPorts } from "../interpreter/ports.ts";
import { type PlanResult, type RunHandle, startRun } from "../interpreter/run-plan.ts";
import { compilePlan, type PlanResources } from "../publish/compile-plan.ts";
import { type FindInlined, inlineCycle } from "../publish/inline-calls.ts";
import type { Happening, Mocks } from "../../definitions/workflow-test.ts";
import { keepWayTo } from "./keep-way-to.ts";
import { createMockDesk } from "./mocks.ts";
import { recordOfUpsert } from "./own-record.ts";
import { planHappenings } from "./happenings.ts";
import { createSimulatedPorts } from "./simulated-ports.ts";
import type { SimulatedCrm } from "./simulated-operations.ts";
import { createVirtualClock, type SimulationLimits, type VirtualClock } from "./virtual-clock.ts";

const RUN_ID = "simulation";

/** Finds a workflow by its key and a version as a call names it. */
export type FindWorkflow = (
  key: string,
  version: "published" | "latest" | number,
) => { definition: WorkflowDefinition; version: number } | undefined;

export interface SimulationOptions {
  /** Trigger id; the first one where absent. */
  trigger?: string;
  /** The trigger's payload. */
  input?: JsonObject;
  /** The run's record as it is; fields that it lacks are undeclared. */
  record?: JsonObject | null;
  crm?: SimulatedCrm;
  mocks?: Mocks;
  /** What happens in virtual time: business events, answers to tasks, an operator. */
  events?: readonly Happening[];
  /** Virtual start, ISO with offset. */
  at?: string;
  calendars?: readonly Calendar[];
  tables?: readonly DecisionTable[];
  operations?: readonly OperationDescription[];
  /** Shared conditions by key. */
  conditions?: Readonly<Record<string, Condition>>;
  version?: number;
  /** The workflows that may be called inline, by key and version as a call names them. */
  workflows?: FindWorkflow;
  /** The run's id as expressions see it. */
  runId?: string;
  /** Stops at this virtual instant, or so long (ISO duration) after the start; what is open then stays open. */
  until?: string;
  /** Stops as soon as a step of this node has ended; what does not lead to it is left out. */
  untilNode?: string;
  /** The answers are those that settled real tasks: each settles its task, and one to a task that is not open is ignored. */
  answersAreFinal?: boolean;
  /** How much may happen before the simulation is taken for endless. */
  limits?: Partial<SimulationLimits>;
}

/** What a caller may leave open, without the members that it left open. */
export function withoutUndefined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

/**
 * Runs a definition on virtual time with mocks, on the interpreter that runs it for real. Throws
 * `SIMULATION_MOCK_MISSING`, `SIMULATION_TOO_LONG`, `TRIGGER_UNKNOWN`, `NODE_UNKNOWN`, and what compilePlan throws.
 */
export async function simulate(whole: WorkflowDefinition, options: SimulationOptions = {}): Promise<SimulationResult> {
  const definition = options.untilNode === undefined ? whole : keepWayTo(whole, options.untilNode);
  const plan = compilePlan(definition, {
    tables: byKey(options.tables),
    ...(options.operations === undefined ? {} : { operations: options.operations }),
    ...(options.conditions === undefined ? {} : { conditions: options.conditions }),
    purpose: "simulation",
    called: findCalled(options),
  });
  const calendars = byKey(options.calendars);
  for (const key of plan.calendars)
    if (calendars[key] === undefined)
      throw userError("CALENDAR_UNKNOWN", `There is no calendar ${key}.`, { calendar: key });
  const runId = options.runId ?? RUN_ID;
  const trigger = findTrigger(definition, options.trigger);
  const clock = createVirtualClock(readStart(options.at), options.limits);
  const version = options.version ?? 1;
  const record =
    options.record ??
    recordOfUpsert(trigger, options.crm ?? {}, {
      workflow: { key: definition.key, version },
      runId,
      input: options.input ?? {},
      now: new Date(clock.now()).toISOString(),
    });
  const world = createSimulatedPorts({
    clock,
    mocks: createMockDesk(options.mocks ?? {}),
    crm: withOwnRecord(options.crm ?? {}, record),
    runId,
    workflowKey: definition.key,
  });
  const handle = startRun(
    plan,
    {
      runId,
      version,
      trigger: { id: trigger.id, type: trigger.type, payload: options.input ?? {} },
      record,
      origin: { triggerId: trigger.id, triggerType: trigger.type, chain: [] },
      calendars,
    },
    world.ports satisfies RunPorts,
  );
  planHappenings(options.events ?? [], {
    clock,
    handle,
    taskSteps: world.taskSteps,
    timeZone: plan.settings.timeZone,
    answersAreFinal: options.answersAreFinal ?? false,
  });
  const untilMs = readUntil(options.until, clock.now(), plan.settings.timeZone);
  const isThere = () => options.untilNode !== undefined && hasEnded(handle.detail(), options.untilNode);
  await runToEnd(handle, clock, { aborted: () => clock.excess() ?? world.aborted(), isThere, untilMs });
  const detail = handle.detail();
  const stopped = detail.endedAt === null ? { stoppedAt: new Date(stopMs(clock, untilMs)).toISOString() } : {};
  return { ...resultOf(detail, handle, world), ...stopped };
}

/** Where the clock stands: at the instant that was asked for, once nothing was left to do before it. */
function stopMs(clock: VirtualClock, untilMs: number): number {
  return Number.isFinite(untilMs) && clock.nextAt() > untilMs ? untilMs : clock.now();
}

function hasEnded({ steps }: RunDetail, nodeId: string): boolean {
  return steps.some((step) => step.nodeId === nodeId && (step.endedAt ?? null) !== null);
}

function readUntil(until: string | undefined, startMs: number, timeZone: string): number {
  if (until === undefined) return Number.POSITIVE_INFINITY;
  if (!until.startsWith("P")) return readStart(until);
  return Date.parse(addDuration(new Date(startMs).toISOString(), until, timeZone));
}

/** Workflows that are called inline run in the simulation where they are known and their call is not mocked. */
function findCalled({ workflows, mocks = {}, tables, operations }: SimulationOptions): FindInlined {
  const within =
    (prefix: string, callers: readonly string[]): FindInlined =>
    (call) => {
      if (workflows === undefined || Object.hasOwn(mocks, prefix + call.id)) return undefined;
      if (callers.includes(call.workflow)) throw inlineCycle(call.id, call.workflow, callers.at(-1) ?? "");
      const found = workflows(call.workflow, call.version);
      if (found === undefined) return undefined;
      const { key, name } = found.definition;
      const resources: PlanResources = { tables: byKey(tables), purpose: "simulation" };
      if (operations !== undefined) resources.operations = operations;
      resources.called = within(`${prefix}${call.id}/`, [...callers, key]);
      return { ...found, key, name, plan: compilePlan(found.definition, resources) };
    };
  return within("", []);
}

/** The run's record is one of the simulated ones. */
function withOwnRecord(crm: SimulatedCrm, record: JsonObject | null | undefined): SimulatedCrm {
  if (typeof record?.["id"] !== "string" || typeof record["object"] !== "string") return crm;
  const others = (crm.records ?? []).filter(({ object, id }) => object !== record["object"] || id !== record["id"]);
  return { ...crm, records: [record, ...others] };
}

async function runToEnd(
  handle: RunHandle,
  clock: VirtualClock,
  { aborted, isThere, untilMs }: { aborted: () => Error | null; isThere: () => boolean; untilMs: number },
): Promise<PlanResult | null> {
  const state: { result: PlanResult | null; bug: unknown } = { result: null, bug: null };
  handle.end.then(
    ({ result }) => Object.assign(state, { result: result ?? null }),
    (bug: unknown) => Object.assign(state, { bug }),
  );
  const isDone = () => state.result !== null || state.bug !== null || aborted() !== null || isThere();
  await clock.runUntil(isDone, untilMs);
  const problem = aborted() ?? state.bug;
  if (problem instanceof FlowrightError) throw problem;
  if (problem !== null) throw new Error("the simulation broke", { cause: problem });
  return state.result;
}

function resultOf(
  detail: RunDetail,
  handle: RunHandle,
  world: { mails: JsonObject[]; emitted: SimulationResult["events"] },
): SimulationResult {
  return {
    status: detail.status,
    startedAt: detail.startedAt ?? detail.createdAt,
    endedAt: detail.endedAt,
    output: detail.output ?? null,
    error: detail.error ?? null,
    steps: detail.steps.map((step) => ({
      nodeId: step.nodeId,
      stepId: step.stepId,
      iteration: step.iteration,
      status: step.status,
      port: step.port ?? null,
      startedAt: step.startedAt,
      endedAt: step.endedAt ?? null,
      attempts: step.attempts,
      input: step.input ?? null,
      output: step.output ?? null,
      error: step.error ?? null,
      ...((step.waitingFor ?? null) === null ? {} : { waitingFor: step.waitingFor }),
      ...(step.explanation === undefined ? {} : { explanation: step.explanation }),
      ...(step.warnings === undefined ? {} : { warnings: step.warnings }),
    })),
    mails: world.mails,
    events: world.emitted,
    compensated: [...handle.compensated()],
    liveEdges: detail.liveEdges,
    deadEdges: detail.deadEdges,
  };
}

function findTrigger(definition: WorkflowDefinition, id: string | undefined) {
  const trigger = id === undefined ? definition.triggers[0] : definition.triggers.find((one) => one.id === id);
  if (trigger === undefined)
    throw userError("TRIGGER_UNKNOWN", `The workflow has no trigger ${id ?? "at all"}.`, { trigger: id ?? "" });
  return trigger;
}

function readStart(at: string | undefined): number {
  const startMs = at === undefined ? Date.now() : Date.parse(at);
  if (Number.isNaN(startMs)) throw userError("SIMULATION_START_INVALID", `${at} is not an instant.`, { at });
  return startMs;
}

function byKey<T extends { key: string }>(resources: readonly T[] = []): Record<string, T> {
  return Object.fromEntries(resources.map((resource) => [resource.key, resource]));
}
