import type { Alignment, Point } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import type { Box } from "../view/find-guides.ts";
import type { Geometry } from "../view/geometry.ts";

interface Placed extends Box {
  id: string;
}

/** Equal gaps between the first and the last, in the order in which they stand. */
function spread(items: readonly Placed[], axis: "x" | "y"): Record<string, Point> {
  const side = axis === "x" ? "width" : "height";
  const order = items.toSorted((a, b) => a[axis] - b[axis]);
  const [first, last] = [order[0], order.at(-1)];
  if (first === undefined || last === undefined) return {};
  const room = last[axis] + last[side] - first[axis] - order.reduce((sum, item) => sum + item[side], 0);
  const gap = room / Math.max(1, order.length - 1);
  let at = first[axis];
  return Object.fromEntries(
    order.map((item) => {
      const place = { x: item.x, y: item.y, [axis]: Math.round(at) };
      at += item[side] + gap;
      return [item.id, place];
    }),
  );
}

/**
 * Places that line up steps by an edge or a middle, or give them equal gaps. Only steps of one container move together:
 * that of the first one. Empty for less than two (three to spread).
 */
export function alignedPositions(
  definition: WorkflowDefinition,
  geometry: Geometry,
  ids: readonly string[],
  how: Alignment,
): Record<string, Point> {
  const parents = new Map(definition.nodes.map(({ id, parent }) => [id, parent]));
  const items = ids
    .filter((id) => parents.get(id) === parents.get(ids[0] ?? ""))
    .flatMap((id): Placed[] => {
      const at = geometry.positions.get(id);
      const size = geometry.sizes.get(id);
      return at === undefined || size === undefined ? [] : [{ id, ...at, ...size }];
    });
  if (items.length < 2) return {};
  if (how === "columns" || how === "rows") return items.length < 3 ? {} : spread(items, how === "columns" ? "x" : "y");
  const left = Math.min(...items.map((item) => item.x));
  const right = Math.max(...items.map((item) => item.x + item.width));
  const top = Math.min(...items.map((item) => item.y));
  const bottom = Math.max(...items.map((item) => item.y + item.height));
  const places: Record<Exclude<Alignment, "columns" | "rows">, (item: Placed) => Point> = {
    left: ({ y }) => ({ x: left, y }),
    centre: ({ y, width }) => ({ x: Math.round((left + right - width) / 2), y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: Math.round((top + bottom - height) / 2) }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  };
  return Object.fromEntries(items.map((item) => [item.id, places[how](item)]));
}
