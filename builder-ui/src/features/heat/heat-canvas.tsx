import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { Heat } from "../../../../definitions/api.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { FlowCanvas } from "../editor/canvas/flow-canvas.tsx";
import { useKeepInView } from "../editor/canvas/use-keep-in-view.ts";
import { canvasEdges, canvasNodes, type StepRunView } from "../editor/view/canvas-graph.ts";
import { type Geometry, geometryOf } from "../editor/view/geometry.ts";
import { useDrawnDefinition } from "../run-canvas/use-drawn-definition.ts";

interface HeatCanvasProps {
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  views: ReadonlyMap<string, StepRunView>;
  edges: Heat["edges"];
  selected: string | null;
  onSelect: (nodeId: string) => void;
}

/** All of it where cards keep their numbers, else as much as that allows. */
const WHOLE = { padding: 0.08, minZoom: 0.42, maxZoom: 1 };

/** The version's drawing with its heat on the cards; edges that no run took are faint. */
export function HeatCanvas({ definition, catalogue, views, edges, selected, onSelect }: HeatCanvasProps) {
  const { t } = useTranslation(["heat", "editor"]);
  const { language } = useLanguage();
  const drawing = useDrawnDefinition(definition);
  const graph = useMemo(() => {
    if (drawing === null) return null;
    const taken = new Set(edges.map(({ edgeId }) => edgeId));
    const context = {
      definition: drawing.drawn,
      geometry: geometryOf(drawing.drawn, drawing.fallback),
      catalogue,
      language,
      t: (key: string) => t(`editor:${key}` as never),
      runs: views,
      edgeStates: new Map(
        definition.edges.map(({ id }) => [id, taken.has(id) ? ("live" as const) : ("dead" as const)]),
      ),
    };
    return {
      nodes: canvasNodes(context),
      edges: canvasEdges(context),
      definition: context.definition,
      geometry: context.geometry,
    };
  }, [drawing, catalogue, language, t, views, edges, definition]);
  if (graph === null) return null;
  return (
    <ReactFlowProvider>
      <KeepInView drawn={graph.definition} geometry={graph.geometry} selected={selected} />
      <FlowCanvas
        label={t("canvas")}
        nodes={graph.nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node))}
        edges={graph.edges}
        onInit={(flow) => void flow.fitView(WHOLE)}
        nodesDraggable={false}
        nodesConnectable={false}
        onNodeClick={(_, node) => onSelect(node.id)}
        onNodesChange={(changes) => {
          // Enter and Space select a focused card without a click.
          const chosen = changes.find((change) => change.type === "select" && change.selected);
          if (chosen !== undefined && "id" in chosen && chosen.id !== selected) onSelect(chosen.id);
        }}
      />
    </ReactFlowProvider>
  );
}

/** A step that is chosen in the list is shown on the canvas. */
function KeepInView({
  drawn,
  geometry,
  selected,
}: {
  drawn: WorkflowDefinition;
  geometry: Geometry;
  selected: string | null;
}) {
  const keepInView = useKeepInView();
  useEffect(() => {
    if (selected !== null) keepInView(drawn, geometry, selected);
  }, [drawn, geometry, selected, keepInView]);
  return null;
}
