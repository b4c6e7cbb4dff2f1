import { useState } from "react";

const ROW_HEIGHT = 37;
/** Fewer rows than these are all painted. */
const WINDOWED_FROM = 120;
const SHOWN = 60;
const BEFORE = 20;

/** Which rows of a long table are painted, and how much space stands for those above and below. */
export interface RowWindow {
  first: number;
  end: number;
  above: number;
  below: number;
  isWindowed: boolean;
  onScroll: (event: { currentTarget: { scrollTop: number } }) => void;
}

export function useRowWindow(rows: number): RowWindow {
  const [top, setTop] = useState(0);
  const isWindowed = rows >= WINDOWED_FROM;
  const first = isWindowed ? Math.max(0, Math.min(top - BEFORE, rows - SHOWN)) : 0;
  const end = isWindowed ? Math.min(rows, first + SHOWN + BEFORE) : rows;
  return {
    first,
    end,
    above: first * ROW_HEIGHT,
    below: (rows - end) * ROW_HEIGHT,
    isWindowed,
    onScroll: ({ currentTarget: { scrollTop } }) => {
      // Only every tenth row changes what is painted.
      if (isWindowed) setTop(Math.floor(scrollTop / ROW_HEIGHT / 10) * 10);
    },
  };
}
