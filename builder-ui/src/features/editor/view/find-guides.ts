/** A box on the canvas, in canvas pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** A line along which boxes stand: `at` is its x (vertical) or y, `from` and `to` are its ends. */
export interface Guide {
  isVertical: boolean;
  at: number;
  from: number;
  to: number;
}
export interface GuideResult {
  /** What brings the moving box onto the guides; 0 where there is none. */
  dx: number;
  dy: number;
  guides: Guide[];
}

const linesOf = (start: number, size: number) => [start, start + size / 2, start + size];

/** The smallest step, of at most `tolerance`, that puts one of the three lines of a box onto one of another's. */
function nearest(own: readonly number[], others: readonly number[][], tolerance: number): number | null {
  let best: number | null = null;
  for (const lines of others) {
    for (const line of lines) {
      for (const mine of own) {
        const step = line - mine;
        if (Math.abs(step) <= tolerance && (best === null || Math.abs(step) < Math.abs(best))) best = step;
      }
    }
  }
  return best;
}

/**
 * Where a box that is being dragged stands in line with others, by edges and middles: how far it is off, and the lines to
 * draw once it stands there. Pure.
 */
export function findGuides(moving: Box, others: readonly Box[], tolerance: number): GuideResult {
  const dx =
    nearest(
      linesOf(moving.x, moving.width),
      others.map((box) => linesOf(box.x, box.width)),
      tolerance,
    ) ?? 0;
  const dy =
    nearest(
      linesOf(moving.y, moving.height),
      others.map((box) => linesOf(box.y, box.height)),
      tolerance,
    ) ?? 0;
  const at = { ...moving, x: moving.x + dx, y: moving.y + dy };
  const guides = new Map<string, Guide>();
  const add = (isVertical: boolean, line: number, ends: readonly number[]) => {
    const key = `${isVertical} ${line}`;
    const known = guides.get(key);
    const all = known === undefined ? ends : [...ends, known.from, known.to];
    guides.set(key, { isVertical, at: line, from: Math.min(...all), to: Math.max(...all) });
  };
  for (const box of others) {
    const vertical = linesOf(box.x, box.width).filter((line) => linesOf(at.x, at.width).includes(line));
    for (const line of vertical) add(true, line, [at.y, at.y + at.height, box.y, box.y + box.height]);
    const horizontal = linesOf(box.y, box.height).filter((line) => linesOf(at.y, at.height).includes(line));
    for (const line of horizontal) add(false, line, [at.x, at.x + at.width, box.x, box.x + box.width]);
  }
  return { dx, dy, guides: [...guides.values()] };
}
