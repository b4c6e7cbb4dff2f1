import { useState, type MouseEvent, type RefObject } from "react";
import { type Area, areaOf, areaToFill, type Place, selectCell } from "./selection.ts";
import { placeAt, placeOf, rowAt, trackMouse } from "./track-mouse.ts";
import type { GridActions, GridContext } from "./use-grid-actions.ts";
import type { GridView } from "./use-grid-view.ts";

/** Where what is dragged would land: before or after a row or a column. */
export interface Drop {
  kind: "row" | "column";
  /** The row's index or the column's place. */
  at: number;
  side: "before" | "after";
}

/** What the mouse does at the moment, and its handlers. */
export interface GridMouse {
  /** Cells that the handle would fill. */
  filling: Area | null;
  drop: Drop | null;
  onMouseDown: (event: MouseEvent<HTMLElement>) => void;
  onDoubleClick: (event: MouseEvent<HTMLElement>) => void;
}

/** Choosing, filling, moving and widening with the mouse. */
export function useGridMouse(
  context: GridContext,
  { actions, view, box }: { actions: GridActions; view: GridView; box: RefObject<HTMLElement | null> },
): GridMouse {
  const { focus, shown, columns, readOnly } = context;
  const [filling, setFilling] = useState<Area | null>(null);
  const drag = useDrags(context, actions);
  const selection = focus.selection;

  const chooseCells = (event: MouseEvent<HTMLElement>, element: HTMLElement, place: Place) => {
    const isEdited =
      focus.mode === "caret" && selection?.focus.row === place.row && selection.focus.column === place.column;
    if (isEdited) return;
    event.preventDefault();
    const anchor = event.shiftKey && selection !== null ? selection.anchor : place;
    focus.choose({ anchor, focus: place });
    trackMouse(
      element,
      event,
      (x, y) => {
        const to = placeAt(element, x, y);
        if (to !== null) focus.mark({ anchor, focus: to });
      },
      () => undefined,
    );
  };
  const fillCells = (event: MouseEvent<HTMLElement>, element: HTMLElement) => {
    if (selection === null) return;
    event.preventDefault();
    const from = areaOf(selection, shown);
    let to: Area | null = null;
    trackMouse(
      element,
      event,
      (x, y) => {
        const place = placeAt(element, x, y);
        to = place === null ? to : areaToFill(from, place, shown);
        setFilling(to);
      },
      () => {
        setFilling(null);
        if (to !== null) actions.fill(from, to);
      },
    );
  };
  const widen = (event: MouseEvent<HTMLElement>, element: HTMLElement, column: number) => {
    event.preventDefault();
    const width = view.widths[column] ?? 0;
    trackMouse(
      element,
      event,
      (x) => view.resize(column, width + x - event.clientX),
      () => undefined,
    );
  };
  return {
    filling,
    drop: drag.drop,
    onMouseDown: (event) => {
      const element = box.current;
      if (event.button !== 0 || element === null || !(event.target instanceof Element)) return;
      const { target } = event;
      const edge = target.closest("[data-column-edge]")?.getAttribute("data-column-edge");
      const grip = target.closest("[data-column-handle]")?.getAttribute("data-column-handle");
      const row = target.closest("[data-row-handle]")?.getAttribute("data-row-handle");
      const place = placeOf(target.closest("[data-cell]"));
      if (target.closest("[data-fill-handle]") !== null) fillCells(event, element);
      else if (edge !== null && edge !== undefined) widen(event, element, Number(edge));
      else if (grip !== null && grip !== undefined) drag.column(event, element, Number(grip));
      else if (row !== null && row !== undefined) drag.rows(event, element, Number(row));
      else if (place !== null) chooseCells(event, element, place);
    },
    onDoubleClick: (event) => {
      if (!(event.target instanceof Element)) return;
      const edge = event.target.closest("[data-column-edge]")?.getAttribute("data-column-edge");
      if (edge !== null && edge !== undefined) view.resize(Number(edge), null);
      const field = event.target.closest<HTMLInputElement>("[data-cell]");
      const place = placeOf(field);
      if (readOnly || field === null || place === null || columns[place.column] === undefined) return;
      focus.choose(selectCell(place));
      actions.edit(field);
    },
  };
}

/** Rows by their numbers, columns by their grips. */
function useDrags({ focus, shown, columns, readOnly }: GridContext, actions: GridActions) {
  const [drop, setDrop] = useState<Drop | null>(null);
  const rows = (event: MouseEvent<HTMLElement>, element: HTMLElement, row: number) => {
    event.preventDefault();
    const { selection } = focus;
    const last = columns.length - 1;
    const chosen = selection === null ? null : areaOf(selection, shown);
    const isChosen = chosen !== null && chosen.first === 0 && chosen.last === last && chosen.rows.includes(row);
    const anchor = event.shiftKey && selection !== null ? selection.anchor.row : row;
    const taken = isChosen && !event.shiftKey ? chosen.rows : [row];
    if (!isChosen || event.shiftKey) {
      focus.choose({ anchor: { row: anchor, column: last }, focus: { row, column: 0 } });
    }
    if (readOnly || event.shiftKey) return;
    let to: Drop | null = null;
    trackMouse(
      element,
      event,
      (_, y) => {
        const line = rowAt(element, y);
        if (line === null) return;
        const { top, height } = line.getBoundingClientRect();
        to = { kind: "row", at: Number(line.dataset["row"]), side: y < top + height / 2 ? "before" : "after" };
        setDrop(to);
      },
      (hasMoved) => {
        setDrop(null);
        if (to !== null) actions.moveRows(taken, to.side === "before" ? to.at : to.at + 1);
        else if (!hasMoved && isChosen) {
          focus.choose({ anchor: { row, column: last }, focus: { row, column: 0 } });
        }
      },
    );
  };
  const column = (event: MouseEvent<HTMLElement>, element: HTMLElement, place: number) => {
    const moved = columns[place];
    if (readOnly || moved === undefined) return;
    event.preventDefault();
    let to: Drop | null = null;
    trackMouse(
      element,
      event,
      (x) => {
        const { top } = element.getBoundingClientRect();
        const head = document.elementFromPoint(x, top + 8)?.closest("[data-head]");
        const at = Number(head?.getAttribute("data-head") ?? Number.NaN);
        // A condition's column stays among the conditions.
        if (head === null || head === undefined || columns[at]?.side !== moved.side) return;
        const { left, width } = head.getBoundingClientRect();
        to = { kind: "column", at, side: x < left + width / 2 ? "before" : "after" };
        setDrop(to);
      },
      () => {
        setDrop(null);
        if (to === null) return;
        const target = columns[to.at]?.index ?? 0;
        const before = to.side === "before" ? target : target + 1;
        actions.moveColumnTo(moved.side, moved.index, before > moved.index ? before - 1 : before);
      },
    );
  };
  return { drop, rows, column };
}
