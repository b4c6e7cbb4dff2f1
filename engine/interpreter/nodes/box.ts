import type { ErrorData } from "../../../definitions/error-data.ts";
import { BodyFailed } from "../body-failed.ts";
import { type CancelSource, createCancelSource, StepCancelled } from "../cancel-token.ts";
import { earlier, type Frame, openTurn, type TurnOptions } from "../frame.ts";
import { type PlanBody, workflowAt } from "../plan.ts";
import { type BodyBegin, type BodyOutcome, spanEndMs } from "../run.ts";
import type { NodeExecution } from "./node-execution.ts";

/** A container under its own timeout, if it has one. */
export interface Box {
  source: CancelSource;
  deadlineMs: number | null;
  timedOut: boolean;
  close(): void;
}

/** Opens a container; it ends by its own timeout, or earlier where `ownEndMs` says so. */
export function openBox({ run, node, token, active }: NodeExecution, ownEndMs: () => number | null = () => null): Box {
  const source = createCancelSource(token);
  const { definition } = node;
  const span = "timeout" in definition ? definition.timeout : undefined;
  const carriedMs = active.memory["deadlineMs"];
  const spanEnd = () => (span === undefined ? null : spanEndMs(run, span, workflowAt(run.plan, node.id).settings));
  const deadlineMs = typeof carriedMs === "number" ? carriedMs : earlier(spanEnd(), ownEndMs());
  if (deadlineMs !== null) active.memory["deadlineMs"] = deadlineMs;
  const timer = createCancelSource(token);
  const box: Box = {
    source,
    deadlineMs,
    timedOut: false,
    close() {
      timer.cancel();
      timer.release();
      source.release();
    },
  };
  if (deadlineMs !== null) {
    run.ports.clock.sleepUntil(deadlineMs, timer).then(
      () => {
        box.timedOut = true;
        return source.cancel();
      },
      () => undefined,
    );
  }
  return box;
}

/** Walks one turn, from its beginning or from where it was carried. */
export async function walkTurn(
  { run, frame, node, active }: NodeExecution,
  box: Box,
  options: Omit<TurnOptions, "token" | "deadlineMs">,
  begin?: BodyBegin,
): Promise<{ turn: Frame; outcome: BodyOutcome }> {
  const turn = openTurn(frame, { ...options, token: box.source, deadlineMs: box.deadlineMs });
  const from = begin ?? beginOf(node.body);
  if (node.body === null || from === null) return { turn, outcome: { kind: "done" } };
  const carried = active.resumed?.turns[options.turn];
  if (carried !== undefined) delete active.resumed?.turns[options.turn];
  const walk = run.openWalk(turn, node.body);
  active.turns.set(options.turn, walk);
  const outcome = await walk.walk(from, carried);
  active.turns.delete(options.turn);
  return { turn, outcome };
}

function beginOf(body: PlanBody | null): BodyBegin | null {
  return body === null || body.entry === null ? null : { entry: body.entry };
}

/** Whether an error in the body stops here. */
export function catchesErrors({ node }: NodeExecution): boolean {
  return node.handlesError || node.definition.onError === "continue";
}

/** The error of a container that ran out of time. */
export function timedOutError(node: NodeExecution["node"]): ErrorData {
  return {
    code: "CONTAINER_TIMED_OUT",
    class: "connector",
    retryable: false,
    message: `${node.id} was not done in time.`,
    details: { node: node.id },
  };
}

/** Runs a container's turns under its timeout; running out of time is an error of the container. */
export async function inBox<T>(execution: NodeExecution, work: (box: Box) => Promise<T>): Promise<T> {
  const box = openBox(execution);
  try {
    const value = await work(box);
    if (execution.token.cancelled) throw new StepCancelled();
    if (box.timedOut) throw new BodyFailed(timedOutError(execution.node));
    return value;
  } catch (thrown) {
    if (box.timedOut && !execution.token.cancelled) throw new BodyFailed(timedOutError(execution.node));
    throw thrown;
  } finally {
    box.close();
  }
}
