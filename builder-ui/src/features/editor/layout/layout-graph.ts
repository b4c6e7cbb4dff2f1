import { Graph, layout } from "@dagrejs/dagre";

export interface LayoutNode {
  id: string;
  parent: string | null;
  width: number;
  height: number;
  isContainer: boolean;
}
export interface LayoutEdge {
  id: string;
  source: string;
  target: string;
}
export interface LayoutRequest {
  nodes: LayoutNode[];
  edges: LayoutEdge[];
  columnGap: number;
  rowGap: number;
  header: number;
  inset: number;
  minimum: { width: number; height: number };
  grid: number;
}
type Positions = Record<string, { x: number; y: number }>;

/**
 * Left to right positions for a whole workflow, containers from the inside out. Positions of a body count from
 * its container. Pure: it runs in a worker, and in tests.
 */
export function layoutGraph(request: LayoutRequest): Positions {
  const positions: Positions = {};
  const snap = (value: number) => Math.round(value / request.grid) * request.grid;

  const layoutLevel = (parent: string | null): { width: number; height: number } => {
    const level = request.nodes.filter((node) => node.parent === parent);
    const graph = new Graph({ multigraph: true });
    graph.setGraph({ rankdir: "LR", nodesep: request.rowGap, ranksep: request.columnGap, edgesep: 16 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const node of level) {
      const size = node.isContainer ? layoutLevel(node.id) : { width: node.width, height: node.height };
      graph.setNode(node.id, { width: size.width, height: size.height });
    }
    const ids = new Set(level.map((node) => node.id));
    for (const edge of request.edges) {
      if (ids.has(edge.source) && ids.has(edge.target)) graph.setEdge(edge.source, edge.target, {}, edge.id);
    }
    layout(graph);
    const left = parent === null ? 0 : request.inset;
    const top = parent === null ? 0 : request.header + request.inset / 2;
    let width = 0;
    let height = 0;
    for (const { id } of level) {
      const box = graph.node(id) as { x: number; y: number; width: number; height: number };
      const at = { x: snap(left + box.x - box.width / 2), y: snap(top + box.y - box.height / 2) };
      positions[id] = at;
      width = Math.max(width, at.x + box.width);
      height = Math.max(height, at.y + box.height);
    }
    return {
      width: Math.max(request.minimum.width, width + request.inset * 2),
      height: Math.max(request.minimum.height, height + request.inset),
    };
  };
  layoutLevel(null);
  return positions;
}
