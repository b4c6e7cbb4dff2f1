import type { ElkNode } from "elkjs/lib/elk-api.js";
import type { ArrangeLevel } from "./arrange-level.ts";

/** What the layout needs of an ELK instance. */
export interface ElkEngine {
  layout: (graph: ElkNode) => Promise<ElkNode>;
}

/** Layers by ELK: for graphs on which dagre takes seconds. Branches keep the order of their exits. */
export function arrangeWithElk(elk: ElkEngine): ArrangeLevel {
  return async ({ nodes, edges, columnGap, rowGap }) => {
    const drawn = await elk.layout({
      id: "level",
      layoutOptions: {
        "elk.algorithm": "layered",
        "elk.direction": "RIGHT",
        "elk.padding": "[top=0,left=0,bottom=0,right=0]",
        "elk.spacing.nodeNode": String(rowGap),
        "elk.layered.spacing.nodeNodeBetweenLayers": String(columnGap),
        "elk.layered.considerModelOrder.strategy": "PREFER_EDGES",
        "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
      },
      children: nodes.map(({ id, width, height }) => ({ id, width, height })),
      edges: edges
        .toSorted((a, b) => a.order - b.order)
        .map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
    });
    return new Map((drawn.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  };
}
