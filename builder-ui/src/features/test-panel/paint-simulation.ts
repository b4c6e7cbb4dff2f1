import type { BackTestRun } from "../../../../definitions/back-test.ts";
import type { Coverage, SimulationResult } from "../../../../definitions/simulation.ts";
import type { Language } from "../../../../definitions/text.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import type { Words } from "../../shared/describe-waiting.ts";
import type { Painting, StepMark } from "../editor/view/canvas-graph.ts";
import { nodeRunViews } from "../run-canvas/run-view.ts";

/** A simulation on the canvas: how each step stands where it stopped; edges that were taken, the rest faint. */
export function paintSimulation(
  result: SimulationResult,
  definition: WorkflowDefinition,
  { trigger, language, t }: { trigger: string; language: Language; t: Words },
): Painting {
  const now = result.stoppedAt ?? result.endedAt ?? result.startedAt;
  const { steps, startedAt } = result;
  const taken = new Set(result.liveEdges);
  return {
    runs: nodeRunViews({ steps, startedAt, origin: { triggerId: trigger } }, now, language, t),
    edgeStates: new Map(definition.edges.map(({ id }) => [id, taken.has(id) ? "live" : "dead"])),
  };
}

/** What no test reaches, marked: steps and edges. */
export function paintCoverage({ nodes, edges }: Coverage, word: string): Painting {
  const mark: StepMark = { kind: "unreached", word };
  return { marks: new Map([...nodes.missing, ...edges.missing].map((id) => [id, mark])) };
}

/** The two ways of a run that a draft would have led elsewhere: steps that only the one or the other passes. */
export function paintWays(
  { before, after }: Pick<BackTestRun, "before" | "after">,
  words: { was: string; now: string },
): Painting {
  const marks = new Map<string, StepMark>();
  for (const id of before.path)
    if (after?.path.includes(id) !== true) marks.set(id, { kind: "removed", word: words.was });
  for (const id of after?.path ?? []) if (!before.path.includes(id)) marks.set(id, { kind: "added", word: words.now });
  return { marks };
}

/** The instants at which something happened in a simulation, in order, each once. */
export function momentsOf({ startedAt, endedAt, steps }: SimulationResult): string[] {
  const moments = new Set([startedAt, ...steps.flatMap((step) => [step.startedAt, step.endedAt ?? step.startedAt])]);
  if (endedAt !== null) moments.add(endedAt);
  return [...moments].toSorted();
}
