import { useState, type RefObject } from "react";

const ROW_HEIGHT = 37;
/** Fewer rows than these are all painted. */
const WINDOWED_FROM = 120;
const SHOWN = 50;
const BEFORE = 15;
/** Only every so many rows, what is painted changes. */
const STRIDE = 5;

/** Which rows of a long table are painted, by their place among those shown, and how much space stands for the others. */
export interface RowWindow {
  first: number;
  end: number;
  above: number;
  below: number;
}

/** How far the rows are scrolled. */
export interface RowScroll {
  windowOf: (rows: number) => RowWindow;
  onScroll: () => void;
  /** Scrolls so that the row at this place is painted. */
  show: (place: number) => void;
}

export function useRowScroll(box: RefObject<HTMLElement | null>): RowScroll {
  const [top, setTop] = useState(0);
  const onScroll = () => setTop(Math.floor((box.current?.scrollTop ?? 0) / ROW_HEIGHT / STRIDE) * STRIDE);
  return {
    windowOf: (rows) => {
      const isWindowed = rows >= WINDOWED_FROM;
      const first = isWindowed ? Math.max(0, Math.min(top - BEFORE, rows - SHOWN)) : 0;
      const end = isWindowed ? Math.min(rows, first + SHOWN + BEFORE) : rows;
      return { first, end, above: first * ROW_HEIGHT, below: (rows - end) * ROW_HEIGHT };
    },
    onScroll,
    show: (place) => {
      box.current?.scrollTo({ top: Math.max(0, (place - 5) * ROW_HEIGHT) });
      onScroll();
    },
  };
}
