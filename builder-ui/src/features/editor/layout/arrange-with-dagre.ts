import { Graph, layout } from "@dagrejs/dagre";
import { type Corners, groupBy, type Level } from "./arrange-level.ts";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Whether more branches are drawn against the order of their exits than with it. */
function isUpsideDown(edges: Level["edges"], yOf: (id: string) => number): boolean {
  const bySource = groupBy(edges, (edge) => edge.source);
  let balance = 0;
  for (const list of bySource.values()) {
    for (const [index, a] of list.entries()) {
      for (const b of list.slice(index + 1)) {
        if (a.order !== b.order) balance += Math.sign((a.order - b.order) * (yOf(a.target) - yOf(b.target)));
      }
    }
  }
  return balance < 0;
}

/** Layers by dagre: quick for some hundreds of steps. */
export function arrangeWithDagre(level: Level): Corners {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: level.rowGap, ranksep: level.columnGap, edgesep: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of level.nodes) graph.setNode(id, { width, height });
  for (const { id, source, target } of level.edges) graph.setEdge(source, target, {}, id);
  layout(graph);
  const boxOf = (id: string) => graph.node(id) as Box;
  const isMirrored = isUpsideDown(level.edges, (id) => boxOf(id).y);
  const tallest = Math.max(0, ...level.nodes.map(({ id }) => boxOf(id).y + boxOf(id).height / 2));
  return new Map(
    level.nodes.map(({ id }) => {
      const { x, y, width, height } = boxOf(id);
      return [id, { x: x - width / 2, y: (isMirrored ? tallest - y : y) - height / 2 }];
    }),
  );
}
