import { applyOperation, mainPortOf, type Operation } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";

/** The edit that puts a step without connections into a line; null where that cannot be. */
export function insertOnEdge(definition: WorkflowDefinition, id: string, edgeId: string): Operation | null {
  const edge = definition.edges.find((candidate) => candidate.id === edgeId);
  const isLoose = !definition.edges.some(({ source, target }) => source === id || target === id);
  if (edge === undefined || !isLoose || definition.triggers.some((trigger) => trigger.id === id)) return null;
  const main = mainPortOf(definition, id);
  if (main === null) return null;
  const into: Operation = { type: "connect", source: edge.source, sourcePort: edge.sourcePort, target: id };
  const operations: Operation[] = [
    { type: "disconnect", edges: [edgeId] },
    into,
    { type: "connect", source: id, sourcePort: main, target: edge.target },
  ];
  const insert: Operation = { type: "batch", operations, label: into };
  try {
    applyOperation(definition, insert);
    return insert;
  } catch {
    // A line of another container: the step just stays where it was dropped.
    return null;
  }
}
