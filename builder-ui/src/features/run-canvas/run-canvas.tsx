import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { RunDetail } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { FlowCanvas } from "../editor/canvas/flow-canvas.tsx";
import { useKeepInView } from "../editor/canvas/use-keep-in-view.ts";
import { canvasEdges, canvasNodes } from "../editor/view/canvas-graph.ts";
import { geometryOf } from "../editor/view/geometry.ts";
import { edgeStates, nodeRunViews } from "./run-view.ts";
import { useDrawnDefinition } from "./use-drawn-definition.ts";

interface RunCanvasProps {
  run: RunDetail;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  now: string;
  selectedNode: string | null;
  onSelectNode: (nodeId: string) => void;
}

/** The same canvas as the editor's, only to look at: states on the cards, edges taken and not taken. */
export function RunCanvas({ run, definition, catalogue, now, selectedNode, onSelectNode }: RunCanvasProps) {
  const { t } = useTranslation(["run", "editor"]);
  const { language } = useLanguage();
  const drawing = useDrawnDefinition(definition);
  const graph = useMemo(() => {
    if (drawing === null) return null;
    const context = {
      definition: drawing.drawn,
      geometry: geometryOf(drawing.drawn, drawing.fallback),
      catalogue,
      language,
      t: (key: string) => t(`editor:${key}` as never),
      runs: nodeRunViews(run, now, language, t),
      edgeStates: edgeStates(run),
    };
    return {
      nodes: canvasNodes(context),
      edges: canvasEdges(context),
      definition: context.definition,
      geometry: context.geometry,
    };
  }, [drawing, catalogue, language, t, run, now]);
  const keepInView = useKeepInView();
  const drawnGraph = useRef(graph);
  useEffect(() => {
    drawnGraph.current = graph;
  }, [graph]);
  const isDrawn = graph !== null;
  // A run opens on the step that matters; later the canvas moves no further than it must.
  const wasCentred = useRef(false);
  useEffect(() => {
    if (selectedNode === null || !isDrawn) return;
    const timer = window.setTimeout(() => {
      if (drawnGraph.current === null) return;
      const { definition: drawn, geometry } = drawnGraph.current;
      keepInView(drawn, geometry, selectedNode, { centred: !wasCentred.current });
      wasCentred.current = true;
    }, 120);
    return () => window.clearTimeout(timer);
  }, [selectedNode, isDrawn, keepInView]);
  if (graph === null) return null;
  return (
    <FlowCanvas
      label={t("canvas")}
      nodes={graph.nodes.map((node) => (node.id === selectedNode ? { ...node, selected: true } : node))}
      edges={graph.edges}
      nodesDraggable={false}
      nodesConnectable={false}
      onNodeClick={(_, node) => onSelectNode(node.id)}
      onNodesChange={(changes) => {
        // Enter and Space select a focused card without a click.
        const chosen = changes.find((change) => change.type === "select" && change.selected);
        if (chosen !== undefined && "id" in chosen && chosen.id !== selectedNode) onSelectNode(chosen.id);
      }}
    />
  );
}
