import type { NodeGroup } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { GROUP_PREFIX, NOTE_PREFIX, NOTE_SIZE } from "../view/drawn-nodes.ts";
import type { Box } from "../view/find-guides.ts";
import type { Geometry } from "../view/geometry.ts";

const GROUP_MARGIN = 24;
const GROUP_HEADER = 36;

/** All that stands freely on the canvas, by its id there. */
function boxesOf(definition: WorkflowDefinition, geometry: Geometry): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const free = [...definition.triggers, ...definition.nodes.filter(({ parent }) => parent === undefined)];
  for (const { id } of free) {
    const at = geometry.positions.get(id);
    const size = geometry.sizes.get(id);
    if (at !== undefined && size !== undefined) boxes.set(id, { ...at, ...size });
  }
  for (const { id, x, y, width, height } of definition.layout.notes)
    boxes.set(NOTE_PREFIX + id, { x, y, width: width ?? NOTE_SIZE.width, height: height ?? NOTE_SIZE.height });
  for (const { id, x, y, width, height } of definition.layout.groups ?? [])
    boxes.set(GROUP_PREFIX + id, { x, y, width, height });
  return boxes;
}

/** What moves with a group: all whose middle stands in it; of other groups those that it holds whole. */
export function membersOf(definition: WorkflowDefinition, geometry: Geometry, group: NodeGroup): string[] {
  const right = group.x + group.width;
  const bottom = group.y + group.height;
  return [...boxesOf(definition, geometry)].flatMap(([id, box]) => {
    if (id === GROUP_PREFIX + group.id) return [];
    const isWhole = id.startsWith(GROUP_PREFIX);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const isIn = isWhole
      ? box.x >= group.x && box.y >= group.y && box.x + box.width <= right && box.y + box.height <= bottom
      : x >= group.x && x <= right && y >= group.y && y <= bottom;
    return isIn ? [id] : [];
  });
}

/** The frame of a new group around steps; those in a container count with their outermost container. Null around nothing. */
export function frameAround(definition: WorkflowDefinition, geometry: Geometry, ids: readonly string[]): Box | null {
  const parents = new Map(definition.nodes.map(({ id, parent }) => [id, parent]));
  const outermost = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : outermost(parent);
  };
  const all = boxesOf(definition, geometry);
  const boxes = ids.flatMap((id) => all.get(outermost(id)) ?? []);
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x)) - GROUP_MARGIN;
  const y = Math.min(...boxes.map((box) => box.y)) - GROUP_MARGIN - GROUP_HEADER;
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) + GROUP_MARGIN - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) + GROUP_MARGIN - y,
  };
}
