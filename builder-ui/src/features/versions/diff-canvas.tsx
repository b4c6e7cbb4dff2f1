import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { StepMark } from "../editor/view/canvas-graph.ts";
import { DrawnCanvas } from "../run-canvas/drawn-canvas.tsx";
import { useDrawnGraph } from "../run-canvas/use-drawn-graph.ts";
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
  const { t } = useTranslation("versions");
  const { fitView } = useReactFlow();
  const paint = useMemo(
    () => ({
      marks: new Map(
        [...drawing.marks].map(([id, kind]): [string, StepMark] => [id, { kind, word: t(`change.${kind}`) }]),
      ),
    }),
    [drawing, t],
  );
  const graph = useDrawnGraph(drawing.drawn, catalogue, paint);
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
  return <DrawnCanvas label={t("canvas")} graph={graph} selected={shown?.id ?? null} onSelect={onShow} withEdges />;
}
