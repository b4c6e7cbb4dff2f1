import {
  allHandlersFinished,
  type ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  setHandler,
} from "@temporalio/workflow";
import { userError } from "../../definitions/errors.ts";
import type { BusinessEvent, RunDetail } from "../../definitions/run.ts";
import type { CarriedRun } from "../interpreter/carry.ts";
import type { Plan } from "../interpreter/plan.ts";
import { moveRun } from "../interpreter/place-run.ts";
import { type RunEnd, type RunHandle, startRun } from "../interpreter/run-plan.ts";
import { sharePlan } from "../interpreter/share-plan.ts";
import {
  type CompleteTaskArgs,
  INTERPRETER_VERSION,
  type MigrateArgs,
  type OperateArgs,
  QUERY_STATE,
  type ResolveIncidentArgs,
  type RunInput,
  type RunResult,
  SIGNAL_EVENT,
  UPDATE_COMPLETE_TASK,
  UPDATE_MIGRATE,
  UPDATE_OPERATE,
  UPDATE_RESOLVE_INCIDENT,
} from "./contract.ts";
import { toFailure } from "./failure-conversion.ts";
import { createTemporalPorts, loadPlan } from "./temporal-ports.ts";

const eventSignal = defineSignal<[BusinessEvent]>(SIGNAL_EVENT);
const stateQuery = defineQuery<RunDetail>(QUERY_STATE);
const operateUpdate = defineUpdate<void, [OperateArgs]>(UPDATE_OPERATE);
const resolveIncidentUpdate = defineUpdate<void, [ResolveIncidentArgs]>(UPDATE_RESOLVE_INCIDENT);
const migrateUpdate = defineUpdate<void, [MigrateArgs]>(UPDATE_MIGRATE);
const completeTaskUpdate = defineUpdate<void, [CompleteTaskArgs]>(UPDATE_COMPLETE_TASK);

/** The run that handlers speak to; events that come before it is there are kept. */
interface Reception {
  handle: RunHandle | null;
  early: BusinessEvent[];
  move: Move | null;
}

/** A move to another version that an operator has asked for; it is made when the run has come to rest. */
interface Move {
  args: MigrateArgs;
  plan: Plan;
  made(): void;
  refused(why: unknown): void;
}

/**
 * The one workflow: walks a published plan to its end. Its result says how the run ended; it fails (with an
 * ApplicationFailure) only where the run could not be walked at all.
 */
export function runDefinition(given: RunInput): Promise<RunResult> {
  // A newer starter than this worker: the task is left to a newer worker, so no ApplicationFailure, which would end the run.
  if (given.interpreterVersion > INTERPRETER_VERSION)
    throw new Error(`this worker walks plans of interpreter version ${INTERPRETER_VERSION} at most`);
  const input = given.plan === undefined ? given : { ...given, plan: sharePlan(given.planHash, given.plan) };
  const reception: Reception = { handle: null, early: [], move: null };
  receive(input, reception);
  // What the run does is its own to cancel: a request to cancel the workflow is told to the interpreter.
  const home = new CancellationScope({ cancellable: false });
  if (input.plan !== undefined) return walk(input, input.plan, reception, home);
  return home
    .run(() => loadPlan(input))
    .then((plan) => walk(input, sharePlan(input.planHash, plan), reception, home), fail);
}

/** Written with `then`, and without a scope around it all: in the sandbox every promise is paid for. */
function walk(input: RunInput, plan: Plan, reception: Reception, home: CancellationScope): Promise<RunResult> {
  const { runId, version, trigger, record, origin, calendars } = input;
  let handle: RunHandle;
  try {
    const ports = createTemporalPorts(input, plan.settings.timeZone, home);
    handle = startRun(plan, { runId, version, trigger, record, origin, calendars }, ports, input.carried);
    reception.handle = handle;
    for (const event of reception.early) handle.deliverEvent(event);
  } catch (thrown) {
    return fail(thrown);
  }
  CancellationScope.current().cancelRequested.catch((thrown: unknown) => {
    if (isCancellation(thrown)) handle.operate("cancel");
  });
  return handle.end.then((end) => conclude(end, input, plan, reception, home), fail);
}

/** Answers the run's result, or continues as new, once every handler has answered. */
function conclude(
  end: RunEnd,
  input: RunInput,
  plan: Plan,
  { move }: Reception,
  home: CancellationScope,
): RunResult | Promise<RunResult> {
  let last: () => RunResult | Promise<never>;
  if (end.kind === "ended") {
    const { status, output } = end.result;
    move?.refused(userError("RUN_CLOSED", "The run has ended."));
    last = () => ({ status, output });
  } else {
    const next = move === null ? { ...input, carried: end.carried } : moveInput(input, plan, end.carried, move);
    last = () => continueAsNew<typeof runDefinition>(next);
  }
  return allHandlersFinished() ? last() : home.run(() => condition(allHandlersFinished)).then(last);
}

function fail(thrown: unknown): Promise<never> {
  return Promise.reject(asFailure(thrown));
}

/** The input of the next execution: on the other version, or where that is refused now on the same one. */
function moveInput(input: RunInput, from: Plan, carried: CarriedRun, move: Move): RunInput {
  const { version, planHash, plan, calendars, mapping } = move.args;
  try {
    const moved = moveRun(carried, from, move.plan, mapping);
    const { plan: _left, ...rest } = input;
    move.made();
    return { ...rest, version, planHash, ...(plan === undefined ? {} : { plan }), calendars, carried: moved };
  } catch (thrown) {
    move.refused(thrown);
    return { ...input, carried };
  }
}

async function migrate(input: RunInput, reception: Reception, handle: RunHandle, args: MigrateArgs): Promise<void> {
  const plan = args.plan ?? (await loadPlan({ ...input, planHash: args.planHash }));
  handle.checkMove(plan, args.mapping);
  refuseSecondMove(reception);
  await new Promise<void>((resolve, reject) => {
    reception.move = { args, plan, made: resolve, refused: reject };
    handle.carry();
  });
}

function refuseSecondMove({ move }: Reception): void {
  if (move !== null) throw userError("MIGRATION_PENDING", "The run is being moved already.");
}

function receive(input: RunInput, reception: Reception): void {
  const ready = (): RunHandle => {
    if (reception.handle === null) throw userError("RUN_NOT_READY", "The run is just starting. Try again.");
    return reception.handle;
  };
  setHandler(stateQuery, () => ready().detail());
  setHandler(eventSignal, (event) => {
    if (reception.handle === null) reception.early.push(event);
    else reception.handle.deliverEvent(event);
  });
  setHandler(operateUpdate, ({ operation }) => accepted(() => ready().operate(operation)), {
    validator: ({ operation }) => accepted(() => ready().checkOperate(operation)),
  });
  setHandler(
    resolveIncidentUpdate,
    ({ stepId, resolution }) => accepted(() => ready().resolveIncident(stepId, resolution)),
    { validator: ({ stepId }) => accepted(() => ready().checkIncident(stepId)) },
  );
  const migrateOnce = async (args: MigrateArgs) => {
    try {
      await migrate(input, reception, ready(), args);
    } catch (thrown) {
      throw asFailure(thrown);
    }
  };
  // Refused before it is accepted: an update that is accepted ends the workflow task, with the first move's save under way.
  setHandler(migrateUpdate, migrateOnce, {
    validator: (_args: MigrateArgs) => accepted(() => refuseSecondMove(reception)),
  });
  setHandler(completeTaskUpdate, (answer) => accepted(() => ready().completeTask(answer)), {
    validator: (answer) => accepted(() => ready().checkTask(answer)),
  });
}

/** Turns a refusal into a failure that the caller can read; any other error would fail the workflow task. */
function accepted(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

function asFailure(thrown: unknown): ApplicationFailure {
  return toFailure(thrown, { unexpectedRetryable: false });
}
