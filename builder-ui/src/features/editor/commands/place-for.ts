import type { Place, Point } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import type { Geometry } from "../view/geometry.ts";
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  COLUMN_GAP,
  CONTAINER_HEADER,
  CONTAINER_INSET,
  PORT_PITCH,
  snap,
} from "../view/node-size.ts";

function isFree(geometry: Geometry, siblings: readonly string[], at: Point): boolean {
  return siblings.every((id) => {
    const other = geometry.positions.get(id);
    const size = geometry.sizes.get(id);
    if (other === undefined || size === undefined) return true;
    return (
      at.x + CARD_WIDTH + 16 <= other.x ||
      other.x + size.width + 16 <= at.x ||
      at.y + CARD_HEIGHT + 8 <= other.y ||
      other.y + size.height + 8 <= at.y
    );
  });
}

function siblingsOf(definition: WorkflowDefinition, parent: string | undefined): string[] {
  const nodes = definition.nodes.filter((node) => node.parent === parent).map((node) => node.id);
  return parent === undefined ? [...nodes, ...definition.triggers.map((trigger) => trigger.id)] : nodes;
}

/** The first free spot at or below a wished one. */
function settle(definition: WorkflowDefinition, geometry: Geometry, parent: string | undefined, wish: Point): Point {
  const siblings = siblingsOf(definition, parent);
  const at = { x: snap(wish.x), y: snap(wish.y) };
  for (let tries = 0; tries < 60 && !isFree(geometry, siblings, at); tries += 1) at.y += PORT_PITCH;
  return at;
}

function parentOf(definition: WorkflowDefinition, id: string): string | undefined {
  return definition.nodes.find((node) => node.id === id)?.parent;
}

/** A spot for a new card: to the right of what it follows, in the middle of an edge, in the container, or at `centre`. */
export function positionFor(definition: WorkflowDefinition, geometry: Geometry, place: Place, centre: Point): Point {
  switch (place.kind) {
    case "free":
      return settle(definition, geometry, undefined, { x: centre.x - CARD_WIDTH / 2, y: centre.y - CARD_HEIGHT / 2 });
    case "inside": {
      const inside = siblingsOf(definition, place.container);
      const right = Math.max(
        CONTAINER_INSET - COLUMN_GAP,
        ...inside.map((id) => (geometry.positions.get(id)?.x ?? 0) + (geometry.sizes.get(id)?.width ?? 0)),
      );
      return settle(definition, geometry, place.container, {
        x: right + COLUMN_GAP,
        y: CONTAINER_HEADER + CONTAINER_INSET,
      });
    }
    case "after":
    case "branch": {
      const at = geometry.positions.get(place.source) ?? centre;
      const size = geometry.sizes.get(place.source) ?? { width: CARD_WIDTH, height: CARD_HEIGHT };
      return settle(definition, geometry, parentOf(definition, place.source), {
        x: at.x + size.width + COLUMN_GAP,
        y: at.y,
      });
    }
    case "edge": {
      const edge = definition.edges.find((candidate) => candidate.id === place.edge);
      const from = geometry.positions.get(edge?.source ?? "") ?? centre;
      const size = geometry.sizes.get(edge?.source ?? "") ?? { width: CARD_WIDTH, height: CARD_HEIGHT };
      return settle(definition, geometry, parentOf(definition, edge?.source ?? ""), {
        x: from.x + size.width + COLUMN_GAP,
        y: from.y,
      });
    }
  }
}

/**
 * Room for a card put in front of others: all that follows `from` in the flow moves right by a card and a gap
 * where it would be overlapped. Gives the new positions of what moves.
 */
export function makeRoom(
  definition: WorkflowDefinition,
  geometry: Geometry,
  at: Point,
  parent: string | undefined,
  targets: readonly string[],
): Record<string, Point> {
  const moved = new Set<string>();
  const open = [...targets];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (moved.has(next)) continue;
    moved.add(next);
    for (const edge of definition.edges) if (edge.source === next) open.push(edge.target);
  }
  const firstX = Math.min(...targets.map((id) => geometry.positions.get(id)?.x ?? Number.POSITIVE_INFINITY));
  const shift = at.x + CARD_WIDTH + COLUMN_GAP - firstX;
  if (!Number.isFinite(shift) || shift <= 0) return {};
  return Object.fromEntries(
    [...moved].flatMap((id) => {
      const position = geometry.positions.get(id);
      if (position === undefined || parentOf(definition, id) !== parent || position.x < firstX) return [];
      return [[id, { x: position.x + snap(shift), y: position.y }]];
    }),
  );
}
