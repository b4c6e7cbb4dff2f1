import { useReactFlow, useStore } from "@xyflow/react";
import { type PointerEvent, useDeferredValue, useEffect, useMemo, useRef } from "react";
import type { CanvasNode } from "../view/canvas-graph.ts";
import classes from "./flow-canvas.module.css";

const WIDTH = 200;
const HEIGHT = 140;
const MARGIN = 8;

/** What a map shows: every box that stands freely on the canvas, and how canvas pixels become map pixels. */
interface Overview {
  boxes: { x: number; y: number; width: number; height: number; isSelected: boolean }[];
  scale: number;
  left: number;
  top: number;
}

function overviewOf(nodes: readonly CanvasNode[]): Overview {
  const boxes = nodes
    .filter(({ parentId, hidden }) => parentId === undefined && hidden !== true)
    .map(({ position: { x, y }, width = 0, height = 0, selected }) => ({
      x,
      y,
      width,
      height,
      isSelected: selected === true,
    }));
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left), (HEIGHT - 2 * MARGIN) / (bottom - top), 0.2);
  return { boxes, scale, left, top };
}

function drawBoxes(canvas: HTMLCanvasElement, { boxes, scale, left, top }: Overview): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  context.scale(ratio, ratio);
  const colours = getComputedStyle(canvas);
  const [plain, selected] = [colours.getPropertyValue("--fr-line-strong"), colours.getPropertyValue("--fr-accent")];
  for (const { x, y, width, height, isSelected } of boxes) {
    context.fillStyle = isSelected ? selected : plain;
    const size = [Math.max(1, width * scale), Math.max(1, height * scale)] as const;
    context.fillRect(MARGIN + (x - left) * scale, MARGIN + (y - top) * scale, ...size);
  }
}

/**
 * A map of a big workflow, on which the view can be dragged. Painted on one surface: React Flow's own has an element and a
 * subscription for each of thousands of steps, which all answer to every move.
 */
export function CanvasMap({ nodes, label, scheme }: { nodes: readonly CanvasNode[]; label: string; scheme: string }) {
  const flow = useReactFlow();
  const surface = useRef<HTMLCanvasElement>(null);
  // While a step is dragged the map follows when there is time: thousands of boxes cost as much as the drag itself.
  const shown = useDeferredValue(nodes);
  const overview = useMemo(() => overviewOf(shown), [shown]);
  useEffect(() => {
    if (surface.current !== null) drawBoxes(surface.current, overview);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the colours that are drawn follow the scheme
  }, [overview, scheme]);
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const { scale, left, top } = overview;
  const view = {
    left: MARGIN + (-x / zoom - left) * scale,
    top: MARGIN + (-y / zoom - top) * scale,
    width: (width / zoom) * scale,
    height: (height / zoom) * scale,
  };
  const go = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const centre = {
      x: (event.clientX - box.left - MARGIN) / scale + left,
      y: (event.clientY - box.top - MARGIN) / scale + top,
    };
    void flow.setCenter(centre.x, centre.y, { zoom });
  };
  return (
    <figure
      aria-label={label}
      className={`${classes["map"]} nopan nodrag nowheel`}
      data-testid="canvas-map"
      style={{ width: WIDTH, height: HEIGHT }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
      }}
    >
      <canvas ref={surface} style={{ width: WIDTH, height: HEIGHT }} />
      <span className={classes["mapView"]} style={view} />
    </figure>
  );
}
