import { useReactFlow } from "@xyflow/react";
import type { PointerEvent } from "react";
import { snap } from "../view/node-size.ts";
import { useCanvasActions } from "./canvas-actions.ts";
import classes from "./drawn-nodes.module.css";

const SMALLEST = { width: 120, height: 64 };

/** The lower right corner of a note or group, to be dragged. One edit when it is let go. */
export function ResizeCorner({ id, width, height }: { id: string; width: number; height: number }) {
  const actions = useCanvasActions();
  const flow = useReactFlow();
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const corner = event.currentTarget;
    const from = { x: event.clientX, y: event.clientY };
    const zoom = flow.getZoom();
    corner.setPointerCapture(event.pointerId);
    const sizeAt = (moved: globalThis.PointerEvent) => ({
      width: Math.max(SMALLEST.width, snap(width + (moved.clientX - from.x) / zoom)),
      height: Math.max(SMALLEST.height, snap(height + (moved.clientY - from.y) / zoom)),
    });
    const move = (moved: globalThis.PointerEvent) => flow.updateNode(id, { ...sizeAt(moved), measured: sizeAt(moved) });
    const stop = (ended: globalThis.PointerEvent) => {
      corner.removeEventListener("pointermove", move);
      corner.removeEventListener("pointerup", stop);
      actions?.resize(id, sizeAt(ended));
    };
    corner.addEventListener("pointermove", move);
    corner.addEventListener("pointerup", stop);
  };
  return <span className={`${classes["corner"]} nodrag nopan`} data-testid={`resize-${id}`} onPointerDown={start} />;
}
