import type { CanvasNode } from "./canvas-graph.ts";

const PADDING = 48;
const READABLE_ZOOM = 0.62;

/**
 * The viewport to open a workflow with: all of it where that is still readable, else its beginning, at a zoom at
 * which names can be read. `width` and `height` are the canvas' own, in screen pixels.
 */
export function firstView(
  nodes: readonly CanvasNode[],
  width: number,
  height: number,
): { x: number; y: number; zoom: number } {
  const top = nodes.filter((node) => node.parentId === undefined && node.hidden !== true);
  if (top.length === 0) return { x: width / 2, y: height / 2, zoom: 1 };
  const left = Math.min(...top.map((node) => node.position.x));
  const right = Math.max(...top.map((node) => node.position.x + (node.width ?? 0)));
  const upper = Math.min(...top.map((node) => node.position.y));
  const lower = Math.max(...top.map((node) => node.position.y + (node.height ?? 0)));
  const fit = Math.min((width - PADDING * 2) / (right - left), (height - PADDING * 2) / (lower - upper), 1);
  if (fit >= READABLE_ZOOM) {
    return {
      zoom: fit,
      x: (width - (right - left) * fit) / 2 - left * fit,
      y: (height - (lower - upper) * fit) / 2 - upper * fit,
    };
  }
  const zoom = Math.min(0.8, Math.max(READABLE_ZOOM, (height - PADDING * 2) / (lower - upper)));
  // The beginning: the flow's leftmost cards, at their own height.
  const starts = top.filter((node) => node.position.x <= left + 40);
  const middle = starts.reduce((sum, node) => sum + node.position.y + (node.height ?? 0) / 2, 0) / starts.length;
  const isTall = (lower - upper) * zoom > height - PADDING;
  const centre = isTall ? middle : (upper + lower) / 2;
  return { zoom, x: PADDING - left * zoom, y: height / 2 - centre * zoom };
}
