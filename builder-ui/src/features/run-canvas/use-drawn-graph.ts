import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import {
  type CanvasEdge,
  canvasEdges,
  type CanvasNode,
  canvasNodes,
  type GraphContext,
  type Painting,
} from "../editor/view/canvas-graph.ts";
import { type Geometry, geometryOf } from "../editor/view/geometry.ts";
import { useDrawnDefinition } from "./use-drawn-definition.ts";

export interface DrawnGraph {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
  definition: WorkflowDefinition;
  geometry: Geometry;
}

/** A definition as a canvas to look at draws it; null until its places are known. `paint` must stay the same object. */
export function useDrawnGraph(
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  paint: Painting,
): DrawnGraph | null {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const drawing = useDrawnDefinition(definition);
  return useMemo(() => {
    if (drawing === null) return null;
    const { drawn, fallback } = drawing;
    const geometry = geometryOf(drawn, fallback);
    const context: GraphContext = {
      definition: drawn,
      geometry,
      catalogue,
      language,
      t: (key: string) => t(key as never),
      ...paint,
    };
    return { nodes: canvasNodes(context), edges: canvasEdges(context), definition: drawn, geometry };
  }, [drawing, catalogue, language, t, paint]);
}
