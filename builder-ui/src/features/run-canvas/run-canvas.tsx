import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { RunDetail } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useKeepInView } from "../editor/canvas/use-keep-in-view.ts";
import { DrawnCanvas } from "./drawn-canvas.tsx";
import { edgeStates, nodeRunViews } from "./run-view.ts";
import { useDrawnGraph } from "./use-drawn-graph.ts";

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
  const { t } = useTranslation("run");
  const { language } = useLanguage();
  const paint = useMemo(
    () => ({ runs: nodeRunViews(run, now, language, t), edgeStates: edgeStates(run) }),
    [run, now, language, t],
  );
  const graph = useDrawnGraph(definition, catalogue, paint);
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
  return <DrawnCanvas label={t("canvas")} graph={graph} selected={selectedNode} onSelect={onSelectNode} />;
}
