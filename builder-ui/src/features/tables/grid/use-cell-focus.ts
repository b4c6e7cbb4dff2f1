import { useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { CellMode } from "./grid-keys.ts";
import { type Place, selectCell, type Selection } from "./selection.ts";

/** The chosen cells and the one with the focus. */
export interface CellFocus {
  selection: Selection | null;
  mode: CellMode;
  setMode: (mode: CellMode) => void;
  /** Chooses cells and focuses the last of them; what changes it is applied first. */
  choose: (selection: Selection, before?: () => void) => void;
  /** Chooses cells, or none, and leaves the focus where it is. */
  mark: (selection: Selection | null) => void;
  /** A cell got the focus by itself: by Tab, by touch, by a program. */
  onFocus: (place: Place, field: HTMLInputElement) => void;
}

/** Choosing that is told how a row which is not painted is brought into sight. */
interface CellChoosing extends Omit<CellFocus, "choose"> {
  chooseShowing: (selection: Selection, show: (row: number) => void, before?: () => void) => void;
}

/** Keeps the focus on the chosen cell, also where it has not been painted yet. */
export function useCellFocus(box: RefObject<HTMLElement | null>): CellChoosing {
  const [selection, setSelection] = useState<Selection | null>(null);
  const [mode, setMode] = useState<CellMode>("chosen");
  const isOurs = useRef(false);
  const fieldAt = ({ row, column }: Place) =>
    box.current?.querySelector<HTMLInputElement>(`[data-cell="${row}:${column}"]`) ?? null;
  const chooseShowing = (next: Selection, show: (row: number) => void, before?: () => void) => {
    flushSync(() => {
      before?.();
      setSelection(next);
      setMode("chosen");
    });
    if (fieldAt(next.focus) === null) flushSync(() => show(next.focus.row));
    const field = fieldAt(next.focus);
    if (field === null) return;
    isOurs.current = true;
    field.focus({ preventScroll: true });
    isOurs.current = false;
    field.select();
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return {
    selection,
    mode,
    setMode,
    chooseShowing,
    mark: setSelection,
    onFocus: (place, field) => {
      if (isOurs.current) return;
      setSelection(selectCell(place));
      setMode("chosen");
      field.select();
    },
  };
}
