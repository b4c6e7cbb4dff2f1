import { isContainer, type Point } from "../../../../../definitions/operations/index.ts";
import { portsOf } from "../../../../../definitions/ports.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { workerAsker } from "../../../shared/ask-worker.ts";
import type { Geometry } from "../view/geometry.ts";
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  COLUMN_GAP,
  CONTAINER_HEADER,
  CONTAINER_INSET,
  CONTAINER_MIN,
  GRID,
  ROW_GAP,
} from "../view/node-size.ts";
import type { LayoutRequest } from "./layout-graph.ts";

const askForLayout = workerAsker<LayoutRequest, Record<string, Point>>(
  () => new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" }),
);

/** What the layout needs to know of a workflow. */
export function layoutRequestOf(definition: WorkflowDefinition, geometry: Geometry): LayoutRequest {
  const ports = new Map(definition.nodes.map((node) => [node.id, portsOf(node)]));
  const isFolded = (id: string) => definition.layout.nodes[id]?.collapsed === true;
  const nodes = definition.nodes.map((node) => ({
    id: node.id,
    parent: node.parent ?? null,
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    ...geometry.sizes.get(node.id),
    isContainer: isContainer(node) && !isFolded(node.id),
  }));
  const triggers = definition.triggers.map(({ id }) => ({
    id,
    parent: null,
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    isContainer: false,
  }));
  return {
    nodes: [...triggers, ...nodes],
    edges: definition.edges.map(({ id, source, sourcePort, target }) => ({
      id,
      source,
      target,
      order: ports.get(source)?.indexOf(sourcePort) ?? 0,
    })),
    columnGap: COLUMN_GAP,
    rowGap: ROW_GAP,
    header: CONTAINER_HEADER,
    inset: CONTAINER_INSET,
    minimum: CONTAINER_MIN,
    grid: GRID,
  };
}

/** Above this many steps ELK is quicker than dagre (see canvas.decision.md). */
const DAGRE_LIMIT = 500;

/**
 * Tidy positions, computed off the main thread. With `isFirstLook`, somebody waits for the page: a big workflow is then
 * shown in plain columns. Rejects when the worker breaks or cannot be loaded.
 */
export async function layoutInWorker(
  request: LayoutRequest,
  options?: { isFirstLook: boolean },
): Promise<Record<string, Point>> {
  if (request.nodes.length > DAGRE_LIMIT)
    return (await import("./layout-many.ts")).layoutMany(request, options?.isFirstLook === true);
  return askForLayout(request);
}
