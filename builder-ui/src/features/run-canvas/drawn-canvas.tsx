import type { ComponentProps } from "react";
import { FlowCanvas } from "../editor/canvas/flow-canvas.tsx";
import type { DrawnGraph } from "./use-drawn-graph.ts";

interface DrawnCanvasProps {
  label: string;
  graph: DrawnGraph;
  /** A step's id, or where edges may be chosen one of those. */
  selected: string | null;
  onSelect: (id: string) => void;
  /** Edges may be chosen too. */
  withEdges?: boolean;
  onInit?: ComponentProps<typeof FlowCanvas>["onInit"];
}

/** A canvas to look at: nothing moves, a card is chosen by mouse and by keyboard. */
export function DrawnCanvas({ label, graph, selected, onSelect, withEdges, onInit }: DrawnCanvasProps) {
  return (
    <FlowCanvas
      label={label}
      nodes={selectOne(graph.nodes, selected)}
      edges={selectOne(graph.edges, selected)}
      nodesDraggable={false}
      nodesConnectable={false}
      onNodeClick={(_, node) => onSelect(node.id)}
      onNodesChange={(changes) => {
        // Enter and Space select a focused card without a click.
        const chosen = changes.find((change) => change.type === "select" && change.selected);
        if (chosen !== undefined && "id" in chosen && chosen.id !== selected) onSelect(chosen.id);
      }}
      {...(withEdges === true ? { onEdgeClick: (_: unknown, edge: { id: string }) => onSelect(edge.id) } : {})}
      {...(onInit === undefined ? {} : { onInit })}
    />
  );
}

/** The same list with one of it selected. */
function selectOne<T extends { id: string }>(items: readonly T[], id: string | null): T[] {
  const place = items.findIndex((item) => item.id === id);
  const found = items[place];
  return found === undefined ? [...items] : items.with(place, { ...found, selected: true });
}
