import type { Operation, Point } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { absolutePosition, containerAt, type Geometry } from "../view/geometry.ts";
import { CARD_HEIGHT, CARD_WIDTH, CONTAINER_HEADER } from "../view/node-size.ts";

const INNER_MARGIN = 16;

/**
 * The edit that puts dragged steps into the container under them, or takes them out of theirs; null when they stay
 * where they belong, or are connected to steps that stay behind (their lines would cross the border).
 */
export function dropInto(
  definition: WorkflowDefinition,
  geometry: Geometry,
  moved: readonly { id: string; position: Point }[],
): Operation | null {
  const steps = moved.filter((node) => definition.nodes.some((candidate) => candidate.id === node.id));
  const [first] = steps;
  if (first === undefined) return null;
  const ids = new Set(steps.map((node) => node.id));
  const dragged: Geometry = {
    ...geometry,
    positions: new Map([...geometry.positions, ...steps.map((node) => [node.id, node.position] as const)]),
  };
  const at = absolutePosition(dragged, first.id);
  const centre = { x: at.x + CARD_WIDTH / 2, y: at.y + CARD_HEIGHT / 2 };
  const into = containerAt(definition, geometry, centre, ids);
  if (into === (definition.nodes.find((node) => node.id === first.id)?.parent ?? null)) return null;
  if (definition.edges.some((edge) => ids.has(edge.source) !== ids.has(edge.target))) return null;
  const origin = into === null ? { x: 0, y: 0 } : absolutePosition(geometry, into);
  const positions: Record<string, Point> = {};
  for (const { id } of steps) {
    const here = absolutePosition(dragged, id);
    const inside = { x: here.x - origin.x, y: here.y - origin.y };
    positions[id] =
      into === null
        ? inside
        : { x: Math.max(INNER_MARGIN, inside.x), y: Math.max(CONTAINER_HEADER + INNER_MARGIN, inside.y) };
  }
  return { type: "moveInto", ids: [...ids], container: into, positions };
}
