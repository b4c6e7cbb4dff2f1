import type { JsonObject } from "../../definitions/json.ts";
import type { Step, WaitingFor } from "../../definitions/run.ts";
import type { CarriedRun } from "./carry.ts";

/** The run's steps and edges in memory: what the `state` query answers and what is saved. */
export interface Timeline {
  readonly steps: readonly Step[];
  readonly liveEdges: ReadonlySet<string>;
  readonly deadEdges: ReadonlySet<string>;
  start(step: Step): Step;
  /** Takes in a step that an earlier execution started and saved. */
  resume(step: Step): void;
  change(step: Step, changes: Partial<Step>): void;
  resolveEdge(id: string, live: boolean): void;
  /** Open steps with what they wait for. */
  waiting(): { nodeId: string; stepId: string; waitingFor: WaitingFor }[];
  open(): Step[];
  changedCount(): number;
  /** Copies of the steps changed since the last call. */
  takeChanged(): Step[];
  /** Drops closed steps that are saved, but for the last ones. */
  forgetSaved(keep: number): void;
  /** Whether steps were dropped: the store knows them. */
  isPartial(): boolean;
}

/** Empty, but for the edges that earlier executions resolved. */
export function createTimeline(carried?: Pick<CarriedRun, "liveEdges" | "deadEdges">): Timeline {
  const steps: Step[] = [];
  const open = new Set<Step>();
  const changed = new Set<Step>();
  const liveEdges = new Set<string>(carried?.liveEdges);
  const deadEdges = new Set<string>(carried?.deadEdges);
  let partial = false;
  const track = (step: Step) => {
    changed.add(step);
    if (step.endedAt === null) open.add(step);
    else open.delete(step);
  };
  return {
    steps,
    liveEdges,
    deadEdges,
    start(step) {
      steps.push(step);
      track(step);
      return step;
    },
    resume(step) {
      partial = true;
      steps.push(step);
      open.add(step);
    },
    change(step, changes) {
      Object.assign(step, changes);
      track(step);
    },
    resolveEdge(id, live) {
      if (live) {
        deadEdges.delete(id);
        liveEdges.add(id);
      } else if (!liveEdges.has(id)) deadEdges.add(id);
    },
    waiting: () =>
      [...open].flatMap((step) =>
        step.waitingFor === null || step.waitingFor === undefined
          ? []
          : [{ nodeId: step.nodeId, stepId: step.stepId, waitingFor: step.waitingFor }],
      ),
    open: () => [...open],
    changedCount: () => changed.size,
    takeChanged() {
      const taken = [...changed].map((step) => Object.assign({}, step));
      changed.clear();
      return taken;
    },
    forgetSaved(keep) {
      if (steps.length < 2 * keep) return;
      const kept = steps.filter(
        (step, index) => step.endedAt === null || changed.has(step) || index >= steps.length - keep,
      );
      partial ||= kept.length < steps.length;
      steps.splice(0, steps.length, ...kept);
    },
    isPartial: () => partial,
  };
}

/** A step as it starts. */
export function newStep(
  place: { nodeId: string; stepId: string; iteration: number },
  at: string,
  more: Partial<Step> & { input?: JsonObject } = {},
): Step {
  return {
    nodeId: place.nodeId,
    iteration: place.iteration,
    stepId: place.stepId,
    status: "running",
    port: null,
    startedAt: at,
    endedAt: null,
    attempts: 0,
    waitingFor: null,
    ...more,
  };
}
