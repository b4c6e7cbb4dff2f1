import type { NodeChange, NodePositionChange } from "@xyflow/react";
import { useReactFlow } from "@xyflow/react";
import { useCallback, useRef } from "react";
import { create } from "zustand";
import { useEditorContext } from "../store/editor-context.ts";
import type { CanvasNode } from "../view/canvas-graph.ts";
import { type Box, findGuides, type Guide } from "../view/find-guides.ts";
import { absolutePosition, type Geometry } from "../view/geometry.ts";

/** On the screen; less than half a grid step at full size, so that the grid still wins away from a guide. */
const TOLERANCE_PX = 6;
const MAX_OTHERS = 120;

export const useGuideLines = create<{ guides: readonly Guide[] }>()(() => ({ guides: [] }));
const NONE: readonly Guide[] = [];

interface Drag {
  lead: string;
  size: { width: number; height: number };
  /** From the lead's own position to the canvas': its container's corner. */
  origin: { x: number; y: number };
  others: Box[];
}

/** Lines up what is being dragged with what is in view, and draws the lines. */
export function useGuides(geometry: Geometry): {
  start: (lead: CanvasNode, moved: readonly CanvasNode[]) => void;
  lineUp: (changes: NodeChange<CanvasNode>[]) => NodeChange<CanvasNode>[];
  stop: () => void;
} {
  const { store } = useEditorContext();
  const flow = useReactFlow();
  const drag = useRef<Drag | null>(null);

  const start = useCallback(
    (lead: CanvasNode, moved: readonly CanvasNode[]) => {
      const { definition } = store.getState();
      const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
      if (pane === undefined) return;
      const { x, y, zoom } = flow.getViewport();
      const parents = new Map(definition.nodes.map(({ id, parent }) => [id, parent]));
      const taken = new Set(moved.map(({ id }) => id));
      const isTaken = (id: string | undefined): boolean =>
        id !== undefined && (taken.has(id) || isTaken(parents.get(id)));
      const others: Box[] = [];
      for (const { id } of [...definition.triggers, ...definition.nodes]) {
        const size = geometry.sizes.get(id);
        if (size === undefined || geometry.hidden.has(id) || isTaken(id)) continue;
        const at = absolutePosition(geometry, id);
        const [left, top] = [at.x * zoom + x, at.y * zoom + y];
        const isSeen =
          left < pane.width && top < pane.height && left + size.width * zoom > 0 && top + size.height * zoom > 0;
        if (isSeen && others.length < MAX_OTHERS) others.push({ ...at, ...size });
      }
      const container = lead.parentId;
      const origin = container === undefined ? { x: 0, y: 0 } : absolutePosition(geometry, container);
      drag.current = { lead: lead.id, size: { width: lead.width ?? 0, height: lead.height ?? 0 }, origin, others };
    },
    [store, flow, geometry],
  );

  const lineUp = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const current = drag.current;
      if (current === null) return changes;
      const isMove = (change: NodeChange<CanvasNode>): change is NodePositionChange => change.type === "position";
      const lead = changes.filter(isMove).find(({ id }) => id === current.lead);
      if (lead?.position === undefined) return changes;
      const box = {
        x: lead.position.x + current.origin.x,
        y: lead.position.y + current.origin.y,
        ...current.size,
      };
      const { dx, dy, guides } = findGuides(box, current.others, TOLERANCE_PX / flow.getZoom());
      useGuideLines.setState({ guides });
      if (dx === 0 && dy === 0) return changes;
      return changes.map((change) =>
        isMove(change) && change.position !== undefined
          ? { ...change, position: { x: change.position.x + dx, y: change.position.y + dy } }
          : change,
      );
    },
    [flow],
  );
  const stop = useCallback(() => {
    drag.current = null;
    useGuideLines.setState({ guides: NONE });
  }, []);
  return { start, lineUp, stop };
}
