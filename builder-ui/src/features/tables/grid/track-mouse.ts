import type { Place } from "./selection.ts";

const EDGE = 28;
const STEP = 24;

/** What is under a point, the point brought into what is seen of the grid's rows. */
function elementAt(box: HTMLElement, x: number, y: number): Element | null {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  const head = box.querySelector("thead")?.getBoundingClientRect().bottom ?? top;
  const inside = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  return document.elementFromPoint(inside(x, left + 2, right - 16), inside(y, head + 2, bottom - 16));
}

/** The cell under a point. */
export function placeAt(box: HTMLElement, x: number, y: number): Place | null {
  return placeOf(elementAt(box, x, y)?.closest("td")?.querySelector("[data-cell]") ?? null);
}

/** The painted row at a height. */
export function rowAt(box: HTMLElement, y: number): HTMLElement | null {
  return elementAt(box, box.getBoundingClientRect().left + 4, y)?.closest<HTMLElement>("[data-row]") ?? null;
}

/** The place that a cell's field names (`data-cell`). */
export function placeOf(element: Element | null): Place | null {
  const [row, column] = (element?.getAttribute("data-cell") ?? "").split(":").map(Number);
  return row === undefined || column === undefined || Number.isNaN(row) ? null : { row, column };
}

/** Follows the mouse until its button is let go; near an edge of the box, the box scrolls on. `onMove` is not told before the mouse moved. */
export function trackMouse(
  box: HTMLElement,
  start: { clientX: number; clientY: number },
  onMove: (x: number, y: number) => void,
  onEnd: (hasMoved: boolean) => void,
): void {
  let [x, y, hasMoved] = [start.clientX, start.clientY, false];
  const scroll = setInterval(() => {
    if (!hasMoved) return;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const way = (value: number, low: number, high: number) =>
      value < low + EDGE ? -STEP : value > high - EDGE ? STEP : 0;
    const [across, down] = [way(x, left, right), way(y, top, bottom)];
    if (across === 0 && down === 0) return;
    box.scrollBy(across, down);
    onMove(x, y);
  }, 50);
  const move = (event: MouseEvent) => {
    [x, y] = [event.clientX, event.clientY];
    if (!hasMoved && Math.abs(x - start.clientX) + Math.abs(y - start.clientY) < 4) return;
    hasMoved = true;
    onMove(x, y);
  };
  const end = () => {
    clearInterval(scroll);
    window.removeEventListener("mousemove", move);
    window.removeEventListener("mouseup", end);
    onEnd(hasMoved);
  };
  window.addEventListener("mousemove", move);
  window.addEventListener("mouseup", end);
}
