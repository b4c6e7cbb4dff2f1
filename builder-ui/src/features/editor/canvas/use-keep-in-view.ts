import { useReactFlow } from "@xyflow/react";
import { useCallback } from "react";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { absolutePosition, type Geometry } from "../view/geometry.ts";

const MARGIN = 24;
const READABLE_ZOOM = 0.6;

/** How far to move so that from–to lies within the pane; the beginning wins where it is too long. */
function shift(from: number, to: number, pane: number): number {
  if (from < MARGIN) return MARGIN - from;
  return to > pane - MARGIN ? Math.max(pane - MARGIN - to, MARGIN - from) : 0;
}

interface KeepInViewOptions {
  centred?: boolean;
  /** The person has just clicked it: it is seen, so the size of things stays. */
  isSeen?: boolean;
}

/** Brings a card into view where it is not, or is too small to read; a card in view leaves the canvas still, unless it is to be `centred`. */
export function useKeepInView(): (
  definition: WorkflowDefinition,
  geometry: Geometry,
  id: string,
  options?: KeepInViewOptions,
) => void {
  const flow = useReactFlow();
  return useCallback(
    (definition, geometry, id, options) => {
      const size = geometry.sizes.get(id);
      const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
      if (size === undefined || pane === undefined || geometry.hidden.has(id)) return;
      // On a phone the canvas may not be shown: moving within nothing has no result.
      if (pane.width === 0 || pane.height === 0) return;
      const at = absolutePosition(geometry, id);
      const { x, y, zoom } = flow.getViewport();
      // Of a big container its beginning counts.
      const height = Math.min(size.height, 300);
      const width = Math.min(size.width, 420);
      const left = at.x * zoom + x;
      const top = at.y * zoom + y;
      if ((zoom < READABLE_ZOOM - 0.2 && options?.isSeen !== true) || options?.centred === true) {
        const readable = Math.max(zoom, READABLE_ZOOM);
        void flow.setCenter(at.x + width / 2, at.y + height / 2, { zoom: readable, duration: 150 });
        return;
      }
      // Only as far as needed: a view that jumps to the middle loses the reader.
      const dx = shift(left, left + width * zoom, pane.width);
      const dy = shift(top, top + height * zoom, pane.height);
      if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 150 });
    },
    [flow],
  );
}
