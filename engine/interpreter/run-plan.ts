import type { ErrorData } from "../../definitions/error-data.ts";
import { errorDataOf, userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { BusinessEvent, IncidentResolution, RunDetail, RunStatus } from "../../definitions/run.ts";
import { BodyWalk } from "./body-walk.ts";
import type { OpenTurn } from "./active-step.ts";
import { createCarrier, snapshotRun } from "./carrier.ts";
import type { CarriedRun } from "./carry.ts";
import { compensate } from "./compensate.ts";
import { createEventInbox } from "./event-inbox.ts";
import { checkExitRules, openExitRules } from "./exit-rules.ts";
import { createRootFrame, type Frame, variablesOf } from "./frame.ts";
import { createIncidentDesk } from "./incidents.ts";
import type { Plan } from "./plan.ts";
import type { PlanInput, RunPorts, TaskAnswer } from "./ports.ts";
import { checkMove, type NodeMapping, refused } from "./place-run.ts";
import { createProgressKeeper } from "./progress.ts";
import { runDetail } from "./run-detail.ts";
import { type Run, type RunOutcome, spanEndMs } from "./run.ts";
import { createTimeline } from "./timeline.ts";

export interface PlanResult {
  status: RunStatus;
  output: Json;
  error: ErrorData | null;
}

/** How this execution of a run ends: with the run's result, or with what another execution has to go on with. */
export type RunEnd =
  | { kind: "ended"; result: PlanResult; carried?: undefined }
  | { kind: "carried"; carried: CarriedRun; result?: undefined };

/** A run under way. `check…` throw a coded error where the call of the same name would be refused. */
export interface RunHandle {
  /** Rejects only for a bug. */
  readonly end: Promise<RunEnd>;
  /** Throws `MIGRATION_REFUSED` where a step under way has no place in that version. */
  checkMove(to: Plan, mapping: NodeMapping): void;
  /** Brings the run to a point where it can be carried: nothing new starts until then. */
  carry(): void;
  deliverEvent(event: BusinessEvent): void;
  checkOperate(operation: string): void;
  operate(operation: "pause" | "resume" | "cancel"): void;
  checkIncident(stepId: string): void;
  resolveIncident(stepId: string, resolution: IncidentResolution): void;
  checkTask(answer: TaskAnswer): void;
  completeTask(answer: TaskAnswer): void;
  detail(): RunDetail;
  /** Node ids in the order undone. */
  compensated(): readonly string[];
}

/**
 * Starts walking a plan, or goes on with a run that an earlier execution carried. Throws `TRIGGER_UNKNOWN` where the plan
 * has no such trigger.
 */
export function startRun(plan: Plan, input: PlanInput, ports: RunPorts, carried?: CarriedRun): RunHandle {
  if (plan.triggers[input.trigger.id] === undefined)
    throw userError("TRIGGER_UNKNOWN", `The workflow has no trigger ${input.trigger.id}.`, {
      trigger: input.trigger.id,
    });
  const { promise: end, settle } = createEnd();
  const run = createRun(plan, input, ports, settle, carried);
  try {
    drive(run, settle, carried);
  } catch (bug) {
    settle.bug(bug);
  }
  return {
    end,
    checkMove: (to, mapping) => refuseMove(run, to, mapping),
    carry: () => run.carrier.demand(),
    deliverEvent(event) {
      run.inbox.deliver(event);
      run.carrier.consider();
    },
    checkOperate: (operation) => checkOperate(run, operation),
    operate: (operation) => operate(run, operation),
    checkIncident: (stepId) => run.incidents.check(stepId),
    resolveIncident(stepId, resolution) {
      run.incidents.resolve(stepId, resolution);
      run.progress.request();
    },
    checkTask: (answer) => void findTask(run, answer),
    completeTask: (answer) => findTask(run, answer).answer(answer),
    detail: () => runDetail(run),
    compensated: () => run.compensated,
  };
}

/** Settles the end of a run, once. A bug in a callback rejects the run instead of leaving it stuck. */
interface EndSettler {
  end: (end: RunEnd) => void;
  bug: (bug: unknown) => void;
}

function createEnd(): { promise: Promise<RunEnd>; settle: EndSettler } {
  let settle: EndSettler | null = null;
  const promise = new Promise<RunEnd>((resolve, reject) => {
    settle = { end: resolve, bug: reject };
  });
  return { promise, settle: settle as unknown as EndSettler };
}

function openRoot(
  plan: Plan,
  { version, trigger, record }: PlanInput,
  startedMs: number,
  carriedVars: JsonObject | undefined,
  finish: (outcome: RunOutcome) => void,
): Frame {
  return createRootFrame({
    key: plan.workflow.key,
    version,
    startedAt: new Date(startedMs).toISOString(),
    trigger: trigger.payload,
    record,
    vars: variablesOf(plan, carriedVars),
    finish,
  });
}

function createRun(
  plan: Plan,
  input: PlanInput,
  ports: RunPorts,
  settle: EndSettler,
  carried: CarriedRun | undefined,
): Run {
  const startedMs = carried?.startedMs ?? ports.clock.now();
  const root = openRoot(plan, input, startedMs, carried?.vars, (outcome) => run.finish(outcome));
  const run: Run = {
    plan,
    input,
    ports,
    startedMs,
    root,
    vars: root.workflow.vars,
    timeline: createTimeline(carried),
    inbox: createEventInbox(plan.events, carried?.inbox),
    incidents: createIncidentDesk(),
    progress: createProgressKeeper(() => run, settle.bug, carried?.sequence ?? 0),
    tasks: new Map(),
    walks: new Set(),
    carrier: createCarrier(
      () => run,
      () => settle.end({ kind: "carried", carried: snapshotRun(run, run.rootWalk as OpenTurn) }),
      settle.bug,
    ),
    rootWalk: null,
    exitCorrelates: carried?.exitCorrelates ?? null,
    armed: false,
    compensated: [...(carried?.compensated ?? [])],
    completions: carried?.completions ?? 0,
    paused: carried?.paused ?? false,
    closed: false,
    outcome: null,
    finish(outcome) {
      if (run.outcome !== null) return;
      run.outcome = outcome;
      run.root.cancel.cancel();
    },
    checkEnds() {
      run.progress.grown();
      if (run.outcome !== null) return;
      if (run.root.deadlineMs !== null && ports.clock.now() >= run.root.deadlineMs) timeOut(run);
      else checkExitRules(run);
      run.carrier.consider();
    },
    armTimeout() {
      const { deadlineMs } = run.root;
      if (run.armed || deadlineMs === null || run.outcome !== null) return;
      run.armed = true;
      ports.clock.sleepUntil(deadlineMs, run.root.cancel).then(
        () => timeOut(run),
        () => undefined,
      );
    },
    openWalk: (frame, body) => new BodyWalk(run, frame, body),
  };
  return run;
}

/**
 * Walks the run from its beginning, or from where it was carried. Written with callbacks: in a workflow sandbox every
 * promise is paid for, and this is every run's path.
 */
function drive(run: Run, settle: EndSettler, carried: CarriedRun | undefined): void {
  const { plan, input, root } = run;
  try {
    const { timeout } = plan.settings;
    if (carried?.deadlineMs !== undefined) root.deadlineMs = carried.deadlineMs;
    else if (timeout !== null) root.deadlineMs = spanEndMs(run, timeout, plan.settings);
    run.exitCorrelates = openExitRules(run, run.exitCorrelates);
    if (carried?.armed === true) run.armTimeout();
    checkExitRules(run);
  } catch (thrown) {
    run.finish({ status: "failed", output: null, error: errorDataOf(thrown) });
  }
  const liveEdges = plan.triggers[input.trigger.id]?.edges ?? [];
  const deadEdges = Object.entries(plan.triggers).flatMap(([id, trigger]) =>
    id === input.trigger.id ? [] : trigger.edges,
  );
  const walk = run.openWalk(root, plan.root);
  run.rootWalk = walk;
  const walking = run.outcome === null ? walk.walk({ liveEdges, deadEdges }, carried?.root) : null;
  // Says which version the run is on, and what it waits for, as soon as another execution has it.
  if (carried !== undefined && run.outcome === null) run.progress.request();
  if (walking === null) close(run, settle);
  else
    walking.then((walked) => {
      run.outcome ??=
        walked.kind === "failed"
          ? { status: "failed", output: null, error: walked.error }
          : { status: "completed", output: null, error: null };
      return close(run, settle);
    }, settle.bug);
}

/** Undoes what is to be undone, saves the end and tells it. */
function close(run: Run, settle: EndSettler): void {
  const outcome = run.outcome as RunOutcome;
  const finish = () => {
    run.closed = true;
    const { status, output, error } = outcome;
    try {
      run.progress.finish(() => settle.end({ kind: "ended", result: { status, output, error } }));
    } catch (bug) {
      settle.bug(bug);
    }
  };
  if (outcome.status === "completed" || outcome.status === "exited") finish();
  else compensate(run, run.root.undo).then(finish, settle.bug);
}

function timeOut(run: Run): void {
  const error = { code: "RUN_TIMED_OUT", class: "user", retryable: false, message: "The run was not done in time." };
  run.finish({ status: "timed-out", output: null, error: error as ErrorData });
}

function checkOperate(run: Run, operation: string): void {
  const refuse = (code: string, message: string) => {
    throw userError(code, message, { operation });
  };
  if (run.outcome !== null) refuse("RUN_CLOSED", "The run has ended.");
  if (operation === "pause" && run.paused) refuse("RUN_PAUSED", "The run is paused already.");
  if (operation === "resume" && !run.paused) refuse("RUN_NOT_PAUSED", "The run is not paused.");
  if (!["pause", "resume", "cancel"].includes(operation)) refuse("RUN_OPERATION_UNKNOWN", `A run cannot ${operation}.`);
}

function operate(run: Run, operation: "pause" | "resume" | "cancel"): void {
  checkOperate(run, operation);
  if (operation === "cancel") return run.finish({ status: "cancelled", output: null, error: null });
  run.paused = operation === "pause";
  if (!run.paused) for (const walk of run.walks) walk.drain();
  run.progress.request();
  run.carrier.changed();
}

function refuseMove(run: Run, to: Plan, mapping: NodeMapping): void {
  const { id } = run.input.trigger;
  if (to.triggers[id] === undefined)
    throw userError("MIGRATION_REFUSED", `That version has no trigger ${id}.`, { steps: id, problems: [] });
  const problems = checkMove(run.timeline.open(), run.plan, to, mapping);
  if (problems.length > 0) throw refused(problems);
}

function findTask(run: Run, answer: TaskAnswer) {
  const task = run.tasks.get(answer.stepId);
  if (task === undefined)
    throw userError("TASK_NOT_OPEN", `Step ${answer.stepId} waits for no answer.`, { step: answer.stepId });
  if (!task.outcomes.includes(answer.outcome))
    throw userError("TASK_OUTCOME_UNKNOWN", `${answer.outcome} is no outcome of ${task.nodeId}.`, {
      outcome: answer.outcome,
      node: task.nodeId,
    });
  return task;
}
