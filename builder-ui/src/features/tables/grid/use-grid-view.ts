import { useLayoutEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { DecisionTable } from "../../../../../definitions/resources.ts";

export const NUMBER_WIDTH = 56;
export const TOOLS_WIDTH = 44;
const LEAST_WIDTH = 72;
const USUAL_WIDTH = 168;

interface KeptView {
  /** By column id, in pixels. */
  widths: Record<string, number>;
  /** How many columns from the first on stay in sight. */
  frozen: number;
}

/** Until it is measured, what a page leaves to it: columns would move else. */
const usualRoom = () => (document.querySelector("main")?.clientWidth ?? 0) - 50;

const nameOf = (key: string) => `flowright-table-view:${key}`;

/** How this browser last showed the table; what is kept otherwise or not at all is as if nothing were. */
function readView(key: string): KeptView {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(key)) ?? "{}") as Partial<KeptView>;
    const widths = Object.entries(kept.widths ?? {}).filter(([, width]) => typeof width === "number" && width > 0);
    return { widths: Object.fromEntries(widths), frozen: Number.isInteger(kept.frozen) ? (kept.frozen ?? 0) : 0 };
  } catch {
    return { widths: {}, frozen: 0 };
  }
}

/** Widths of the columns, which of them are frozen, and what changes that. Kept in the browser: it is no part of the table. */
export interface GridView {
  widths: number[];
  frozen: number;
  /** Where each column begins, from the left of the grid. */
  lefts: number[];
  freeze: (columns: number) => void;
  /** A column's new width; null for the usual one. */
  resize: (column: number, width: number | null) => void;
}

export function useGridView(table: DecisionTable, box: RefObject<HTMLElement | null>): GridView {
  const [view, setView] = useState(() => readView(table.key));
  const [room, setRoom] = useState(usualRoom);
  const columns = [...table.inputs, ...table.outputs];
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // At once: the columns must have their widths before they are painted.
    const watcher = new ResizeObserver(() => flushSync(() => setRoom(element.clientWidth)));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [box]);
  const keep = (next: KeptView) => {
    setView(next);
    try {
      localStorage.setItem(nameOf(table.key), JSON.stringify(next));
    } catch {
      // A full or forbidden store: the view holds until the page is left.
    }
  };
  const fixed = columns.reduce((sum, { id }) => sum + (view.widths[id] ?? 0), 0);
  const free = columns.filter(({ id }) => view.widths[id] === undefined).length;
  const share = Math.floor((room - NUMBER_WIDTH - TOOLS_WIDTH - 2 - fixed) / Math.max(1, free));
  const widths = columns.map(({ id }) => view.widths[id] ?? Math.max(USUAL_WIDTH, share));
  let left = NUMBER_WIDTH;
  const lefts = widths.map((width) => (left += width) - width);
  return {
    widths,
    lefts,
    frozen: Math.min(view.frozen, columns.length - 1),
    freeze: (frozen) => keep({ ...view, frozen }),
    resize: (column, width) => {
      const id = columns[column]?.id ?? "";
      const { [id]: _, ...others } = view.widths;
      keep({
        ...view,
        widths: width === null ? others : { ...others, [id]: Math.max(LEAST_WIDTH, Math.round(width)) },
      });
    },
  };
}
