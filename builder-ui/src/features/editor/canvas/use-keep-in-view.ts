import { useReactFlow } from "@xyflow/react";
import { useCallback } from "react";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { absolutePosition, type Geometry } from "../view/geometry.ts";

const MARGIN = 24;
const READABLE_ZOOM = 0.6;

/** Brings a card into view where it is not, or is too small to read; a card in view leaves the canvas still. */
export function useKeepInView(): (definition: WorkflowDefinition, geometry: Geometry, id: string) => void {
  const flow = useReactFlow();
  return useCallback(
    (definition, geometry, id) => {
      const size = geometry.sizes.get(id);
      const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
      if (size === undefined || pane === undefined || geometry.hidden.has(id)) return;
      const at = absolutePosition(definition, geometry, id);
      const { x, y, zoom } = flow.getViewport();
      const height = Math.min(size.height, 300);
      const left = at.x * zoom + x;
      const top = at.y * zoom + y;
      const isInView =
        zoom >= READABLE_ZOOM - 0.2 &&
        left >= MARGIN &&
        top >= MARGIN &&
        left + size.width * zoom <= pane.width - MARGIN &&
        top + height * zoom <= pane.height - MARGIN;
      if (isInView) return;
      void flow.setCenter(at.x + size.width / 2, at.y + height / 2, {
        zoom: Math.max(zoom, READABLE_ZOOM),
        duration: 150,
      });
    },
    [flow],
  );
}
