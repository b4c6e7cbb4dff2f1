import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { Point } from "../../../../definitions/operations/index.ts";
import type { RunDetail } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { FlowCanvas } from "../editor/canvas/flow-canvas.tsx";
import { useKeepInView } from "../editor/canvas/use-keep-in-view.ts";
import { layoutInWorker, layoutRequestOf } from "../editor/layout/layout-in-worker.ts";
import { canvasEdges, canvasNodes } from "../editor/view/canvas-graph.ts";
import { geometryOf } from "../editor/view/geometry.ts";
import { edgeStates, nodeRunViews } from "./run-view.ts";

interface RunCanvasProps {
  run: RunDetail;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  now: string;
  selectedNode: string | null;
  onSelectNode: (nodeId: string) => void;
}

/** Computed positions where the version's layout has none, or only a few. */
function useDrawnDefinition(
  definition: WorkflowDefinition,
): { drawn: WorkflowDefinition; fallback: Record<string, Point> } | null {
  const items = [...definition.nodes, ...definition.triggers];
  const placed = items.filter(({ id }) => definition.layout.nodes[id] !== undefined).length;
  const isWhole = placed === items.length;
  const [positions, setPositions] = useState<Record<string, Point> | null>(null);
  useEffect(() => {
    if (!isWhole) void layoutInWorker(layoutRequestOf(definition, geometryOf(definition))).then(setPositions);
  }, [definition, isWhole]);
  return useMemo(() => {
    if (isWhole) return { drawn: definition, fallback: {} };
    if (positions === null) return null;
    const isMostlyNew = placed < items.length / 2;
    const drawn = isMostlyNew ? { ...definition, layout: { ...definition.layout, nodes: {} } } : definition;
    return { drawn, fallback: positions };
  }, [definition, isWhole, positions, placed, items.length]);
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
