import {
  applyOperation,
  mainPortOf,
  nodeOf,
  type Operation,
  type Point,
} from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import type { Geometry } from "../view/geometry.ts";
import { makeRoom } from "./place-for.ts";

/** The edit that puts a step without connections, standing at `at`, into a line and makes room; null where that cannot be. */
export function insertOnEdge(
  definition: WorkflowDefinition,
  geometry: Geometry,
  { id, at }: { id: string; at: Point },
  edgeId: string,
): Operation | null {
  const edge = definition.edges.find((candidate) => candidate.id === edgeId);
  const isLoose = !definition.edges.some(({ source, target }) => source === id || target === id);
  if (edge === undefined || !isLoose || definition.triggers.some((trigger) => trigger.id === id)) return null;
  const main = mainPortOf(definition, id);
  if (main === null) return null;
  const into: Operation = { type: "connect", source: edge.source, sourcePort: edge.sourcePort, target: id };
  const { parent } = nodeOf(definition, id);
  const positions = makeRoom(definition, geometry, at, parent, [edge.target]);
  const operations: Operation[] = [
    ...(Object.keys(positions).length === 0 ? [] : [{ type: "moveNodes", positions } as const]),
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
