import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { Heat } from "../../../../definitions/api.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useKeepInView } from "../editor/canvas/use-keep-in-view.ts";
import type { StepRunView } from "../editor/view/canvas-graph.ts";
import type { Geometry } from "../editor/view/geometry.ts";
import { DrawnCanvas } from "../run-canvas/drawn-canvas.tsx";
import { useDrawnGraph } from "../run-canvas/use-drawn-graph.ts";

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
  const { t } = useTranslation("heat");
  const paint = useMemo(() => {
    const taken = new Set(edges.map(({ edgeId }) => edgeId));
    const edgeStates = definition.edges.map(({ id }) => [id, taken.has(id) ? "live" : "dead"] as const);
    return { runs: views, edgeStates: new Map(edgeStates) };
  }, [views, edges, definition]);
  const graph = useDrawnGraph(definition, catalogue, paint);
  if (graph === null) return null;
  return (
    <ReactFlowProvider>
      <KeepInView drawn={graph.definition} geometry={graph.geometry} selected={selected} />
      <DrawnCanvas
        label={t("canvas")}
        graph={graph}
        selected={selected}
        onSelect={onSelect}
        onInit={(flow) => void flow.fitView(WHOLE)}
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
