import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { FlowCanvas } from "../editor/canvas/flow-canvas.tsx";
import { canvasEdges, canvasNodes, type StepMark } from "../editor/view/canvas-graph.ts";
import { geometryOf } from "../editor/view/geometry.ts";
import { useDrawnDefinition } from "../run-canvas/use-drawn-definition.ts";
import type { DiffDrawing } from "./diff-drawing.ts";

interface DiffCanvasProps {
  drawing: DiffDrawing;
  catalogue: Catalogue;
  /** The step or edge to bring into view; `count` tells two wishes for the same apart. */
  shown: { id: string; count: number } | null;
  onShow: (id: string) => void;
}

/** The canvas with what was added, removed and changed marked on cards and lines. */
export function DiffCanvas({ drawing, catalogue, shown, onShow }: DiffCanvasProps) {
  const { t } = useTranslation(["versions", "editor"]);
  const { language } = useLanguage();
  const { fitView } = useReactFlow();
  const placed = useDrawnDefinition(drawing.drawn);
  const graph = useMemo(() => {
    if (placed === null) return null;
    const marks = new Map(
      [...drawing.marks].map(([id, kind]): [string, StepMark] => [id, { kind, word: t(`change.${kind}`) }]),
    );
    const context = {
      definition: placed.drawn,
      geometry: geometryOf(placed.drawn, placed.fallback),
      catalogue,
      language,
      t: (key: string) => t(`editor:${key}` as never),
      marks,
    };
    return { nodes: canvasNodes(context), edges: canvasEdges(context) };
  }, [placed, drawing, catalogue, language, t]);
  const isDrawn = graph !== null;
  // It opens on what differs; with no difference, as every canvas does.
  useEffect(() => {
    if (!isDrawn || drawing.marks.size === 0) return undefined;
    const ends = drawing.drawn.edges.filter(({ id }) => drawing.marks.has(id));
    const ids = [...drawing.marks.keys(), ...ends.flatMap(({ source, target }) => [source, target])];
    const nodes = [...new Set(ids)].map((id) => ({ id }));
    const timer = window.setTimeout(() => void fitView({ nodes, padding: 0.15, minZoom: 0.3, maxZoom: 1 }), 80);
    return () => window.clearTimeout(timer);
  }, [isDrawn, drawing, fitView]);
  useEffect(() => {
    if (shown === null) return;
    const edge = drawing.drawn.edges.find(({ id }) => id === shown.id);
    const ids = edge === undefined ? [shown.id] : [edge.source, edge.target];
    void fitView({ nodes: ids.map((id) => ({ id })), padding: 0.6, maxZoom: 1, duration: 250 });
  }, [shown, drawing, fitView]);
  if (graph === null) return null;
  return (
    <FlowCanvas
      label={t("canvas")}
      nodes={selectOne(graph.nodes, shown?.id)}
      edges={selectOne(graph.edges, shown?.id)}
      nodesDraggable={false}
      nodesConnectable={false}
      onNodeClick={(_, node) => onShow(node.id)}
      onEdgeClick={(_, edge) => onShow(edge.id)}
    />
  );
}

/** The same list with one of it selected. */
function selectOne<T extends { id: string }>(items: readonly T[], id: string | undefined): T[] {
  const place = items.findIndex((item) => item.id === id);
  const found = items[place];
  return found === undefined ? [...items] : items.with(place, { ...found, selected: true });
}
