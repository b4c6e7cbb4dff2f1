import type { ErrorData } from "../../../definitions/error-data.ts";
import type { Json } from "../../../definitions/json.ts";
import type { WorkflowNode } from "../../../definitions/nodes/index.ts";
import type { Step } from "../../../definitions/run.ts";
import { type CancelToken, createCancelSource, StepCancelled } from "../cancel-token.ts";
import type { ActiveStep } from "../active-step.ts";
import type { Frame } from "../frame.ts";
import type { PlanNode } from "../plan.ts";
import type { Run, RunOutcome } from "../run.ts";

export type MaybePromise<T> = T | Promise<T>;

/** One execution of a node: what its executor gets. */
export interface NodeExecution {
  run: Run;
  frame: Frame;
  node: PlanNode;
  step: Step;
  token: CancelToken;
  active: ActiveStep;
  /** `runId/nodeId/iteration` (§9). */
  idempotencyKey: string;
  /** An operator's edited input, in place of the mapped one. */
  editedInput?: Json;
}

export interface NodeResult {
  port: string | null;
  output?: Json;
  /** A container that ended by timeout has one, and is a failed step that took a port. */
  error?: ErrorData;
  /** Ends the run. */
  finish?: RunOutcome;
}

/** An executor throws coded errors; what they lead to is the node's error policy. */
export type NodeExecutor = (execution: NodeExecution) => MaybePromise<NodeResult>;

/** The node's definition as its own type. */
export function definitionOf<T extends WorkflowNode["type"]>(
  node: PlanNode,
  type: T,
): Extract<WorkflowNode, { type: T }> {
  if (node.definition.type !== type) throw new Error(`node ${node.id} is no ${type}`);
  return node.definition as Extract<WorkflowNode, { type: T }>;
}

/** From here the step can be carried to another execution as it is; until `unpark`, or its end. */
export function park({ run, active }: NodeExecution): void {
  active.parked = true;
  run.carrier.changed();
}

/** Starts work and a timer; whichever ends first wins and the other is cancelled. `null` is the timer. */
export async function raceTimer<T>(
  { run, token }: NodeExecution,
  untilMs: number | null,
  work: (token: CancelToken) => Promise<T>,
): Promise<T | null> {
  const race = createCancelSource(token);
  try {
    const working = work(race);
    if (untilMs === null) return await working;
    const timer = run.ports.clock.sleepUntil(untilMs, race).then(
      () => null,
      (thrown: unknown) => {
        if (race.cancelled && !token.cancelled) return null;
        throw thrown;
      },
    );
    return await Promise.race([working, timer]);
  } finally {
    race.cancel();
    race.release();
  }
}

/** A promise that its token rejects. */
export function cancellable<T>(
  token: CancelToken,
  begin: (resolve: (value: T) => void, reject: (thrown: unknown) => void) => () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = begin(resolve, reject);
    token.onCancel(() => {
      stop();
      reject(new StepCancelled());
    });
  });
}
