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

/** The instants at which something happened in a simulation, in order, each once. */
export function momentsOf({ startedAt, endedAt, steps }: SimulationResult): string[] {
  const moments = new Set([startedAt, ...steps.flatMap((step) => [step.startedAt, step.endedAt ?? step.startedAt])]);
  if (endedAt !== null) moments.add(endedAt);
  return [...moments].toSorted();
}
