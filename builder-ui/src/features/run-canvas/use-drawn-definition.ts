import { useEffect, useMemo, useState } from "react";
import type { Point } from "../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { layoutInWorker, layoutRequestOf } from "../editor/layout/layout-in-worker.ts";
import { geometryOf } from "../editor/view/geometry.ts";

/** Computed positions where the version's layout has none, or only a few; null until they are there. */
export function useDrawnDefinition(
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
