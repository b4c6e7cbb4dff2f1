import { portsOf } from "../../../../../definitions/ports.ts";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { isContainer, type Point } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { cardHeight, CARD_HEIGHT, CARD_WIDTH, CONTAINER_INSET, CONTAINER_MIN } from "./node-size.ts";

export interface Size {
  width: number;
  height: number;
}
export interface Geometry {
  /** Relative to the container where there is one. */
  positions: ReadonlyMap<string, Point>;
  sizes: ReadonlyMap<string, Size>;
  /** Bodies of folded containers are not drawn. */
  hidden: ReadonlySet<string>;
  /** The container of each step that is in one. */
  parents: ReadonlyMap<string, string>;
}

/** Children of each container; the top level is under `""`. */
export function childrenByParent(nodes: readonly WorkflowNode[]): Map<string, WorkflowNode[]> {
  const known = new Set(nodes.map((node) => node.id));
  const children = new Map<string, WorkflowNode[]>();
  for (const node of nodes) {
    const parent = node.parent !== undefined && known.has(node.parent) ? node.parent : "";
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [node]);
    else list.push(node);
  }
  return children;
}

/** Positions and sizes of all that is drawn. Nodes without a place in the layout get `fallback`'s. */
export function geometryOf(definition: WorkflowDefinition, fallback: Readonly<Record<string, Point>> = {}): Geometry {
  const positions = new Map<string, Point>();
  const sizes = new Map<string, Size>();
  const hidden = new Set<string>();
  const parents = new Map<string, string>();
  const placed = definition.layout.nodes;
  const children = childrenByParent(definition.nodes);
  for (const { id } of [...definition.triggers, ...definition.nodes]) {
    const place = placed[id] ?? fallback[id] ?? { x: 0, y: 0 };
    positions.set(id, { x: place.x, y: place.y });
  }
  for (const trigger of definition.triggers) sizes.set(trigger.id, { width: CARD_WIDTH, height: CARD_HEIGHT });

  for (const { id, parent } of definition.nodes) if (parent !== undefined) parents.set(id, parent);

  const measure = (node: WorkflowNode, isHidden: boolean): Size => {
    if (isHidden) hidden.add(node.id);
    const isFolded = placed[node.id]?.collapsed === true;
    const inner = (children.get(node.id) ?? []).map((child) => ({
      at: positions.get(child.id) ?? { x: 0, y: 0 },
      size: measure(child, isHidden || isFolded),
    }));
    let size: Size = { width: CARD_WIDTH, height: cardHeight(portsOf(node).length) };
    if (isContainer(node) && !isFolded) {
      size = {
        width: Math.max(CONTAINER_MIN.width, ...inner.map(({ at, size: s }) => at.x + s.width + CONTAINER_INSET * 2)),
        height: Math.max(CONTAINER_MIN.height, ...inner.map(({ at, size: s }) => at.y + s.height + CONTAINER_INSET)),
      };
    }
    sizes.set(node.id, size);
    return size;
  };
  for (const node of children.get("") ?? []) measure(node, false);
  return { positions, sizes, hidden, parents };
}

/** The top left corner on the whole canvas. */
export function absolutePosition({ positions, parents }: Geometry, id: string): Point {
  let { x, y } = positions.get(id) ?? { x: 0, y: 0 };
  const seen = new Set([id]);
  for (let parent = parents.get(id); parent !== undefined && !seen.has(parent); parent = parents.get(parent)) {
    seen.add(parent);
    const at = positions.get(parent) ?? { x: 0, y: 0 };
    x += at.x;
    y += at.y;
  }
  return { x, y };
}

/** The innermost open container under a point of the canvas, or null. `except` and what is in it are not looked at. */
export function containerAt(
  definition: WorkflowDefinition,
  geometry: Geometry,
  point: Point,
  except: ReadonlySet<string> = new Set(),
): string | null {
  let found: { id: string; area: number } | null = null;
  for (const node of definition.nodes) {
    if (!isContainer(node) || except.has(node.id) || geometry.hidden.has(node.id)) continue;
    if (definition.layout.nodes[node.id]?.collapsed === true) continue;
    const at = absolutePosition(geometry, node.id);
    const size = geometry.sizes.get(node.id);
    if (size === undefined) continue;
    const isInside =
      point.x >= at.x && point.x <= at.x + size.width && point.y >= at.y && point.y <= at.y + size.height;
    const area = size.width * size.height;
    if (isInside && (found === null || area < found.area)) found = { id: node.id, area };
  }
  return found?.id ?? null;
}
