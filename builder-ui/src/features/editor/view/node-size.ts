/** Fixed sizes, so that React Flow need not measure: see canvas.decision.md. All in canvas pixels. */
export const CARD_WIDTH = 240;
export const CARD_HEIGHT = 72;
/** A card with many exits grows so that they stay apart. */
export const PORT_PITCH = 24;
export const CONTAINER_HEADER = 56;
export const CONTAINER_INSET = 28;
export const CONTAINER_MIN = { width: 360, height: 190 };
export const GRID = 8;
export const COLUMN_GAP = 88;
export const ROW_GAP = 40;
/** Below this zoom a card shows its icon and name alone. */
export const CHEAP_ZOOM = 0.4;
/** Below this zoom the grid has no dots: they would stand a dozen pixels apart. */
export const DOTS_ZOOM = 0.5;

/** The height of a card with so many exits. */
export function cardHeight(ports: number): number {
  return Math.max(CARD_HEIGHT, ports * PORT_PITCH);
}

/** Where the exits sit along the right side, from the top. */
export function portOffsets(ports: number, height: number): number[] {
  return Array.from({ length: ports }, (_, index) => Math.round((height * (index + 1)) / (ports + 1)));
}

/** Where a container's exits sit: the first beside its header, the others below. */
export function containerPortOffsets(ports: number): number[] {
  return Array.from({ length: ports }, (_, index) => CONTAINER_HEADER / 2 + index * 28);
}

export function snap(value: number): number {
  return Math.round(value / GRID) * GRID;
}
