import type { Place, Selection } from "./selection.ts";

/** How the focused cell takes keys: it is chosen; it is typed in anew, and arrows leave it; its text is edited with a caret. */
export type CellMode = "chosen" | "typing" | "caret";

/** What of a key event counts. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  withControl: boolean;
}

/** What a key asks the grid to do. */
export type GridCommand =
  | { kind: "go"; to: Place; isExtending: boolean }
  | { kind: "caret" }
  | { kind: "cancel" }
  | { kind: "clear" }
  | { kind: "all" }
  | { kind: "fill"; side: "down" | "right" }
  | { kind: "moveRows"; by: -1 | 1 }
  | { kind: "moveColumn"; by: -1 | 1 }
  | { kind: "insertRow" }
  | { kind: "removeRows" }
  | { kind: "choose" }
  | { kind: "rowMenu" };

interface GridBounds {
  /** Rows that are shown, by index. */
  shown: readonly number[];
  columns: number;
  /** Rows of a page. */
  page: number;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function withControlKey({ key, shiftKey }: KeyPress, mode: CellMode): GridCommand | null {
  if (key === "Enter") return { kind: "insertRow" };
  if (mode === "caret") return null;
  const lower = key.toLowerCase();
  if (lower === "d" && !shiftKey) return { kind: "fill", side: "down" };
  if (lower === "r" && !shiftKey) return { kind: "fill", side: "right" };
  if (lower === "a" && mode === "chosen") return { kind: "all" };
  return key === "Delete" ? { kind: "removeRows" } : null;
}

function withAltKey({ key, shiftKey }: KeyPress): GridCommand | null {
  if (shiftKey) return null;
  if (key === "Enter") return { kind: "choose" };
  const arrow = ARROWS[key];
  if (arrow === undefined) return null;
  const [down, right] = arrow;
  if (down !== 0) return { kind: "moveRows", by: down < 0 ? -1 : 1 };
  return { kind: "moveColumn", by: right < 0 ? -1 : 1 };
}

/** Where a key that moves leads; null for one that does not. */
function target(press: KeyPress, { focus }: Selection, { shown, columns, page }: GridBounds): Place | null {
  const { key, withControl, shiftKey } = press;
  const at = Math.max(0, shown.indexOf(focus.row));
  const end = shown.length - 1;
  const place = (position: number, column: number): Place => ({
    row: shown[Math.min(end, Math.max(0, position))] ?? 0,
    column: Math.min(columns - 1, Math.max(0, column)),
  });
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const [down, right] = arrow;
    const far = withControl ? Number.MAX_SAFE_INTEGER : 1;
    return place(down === 0 ? at : at + down * far, right === 0 ? focus.column : focus.column + right * far);
  }
  if (key === "Home") return place(withControl ? 0 : at, 0);
  if (key === "End") return place(withControl ? end : at, columns - 1);
  if (key === "PageUp" || key === "PageDown") return place(at + (key === "PageUp" ? -page : page), focus.column);
  if (key === "Enter") return place(at + (shiftKey ? -1 : 1), focus.column);
  return null;
}

const LEAVES_CARET = new Set(["Enter", "ArrowUp", "ArrowDown", "PageUp", "PageDown"]);

/** The command of a key in the focused cell; null leaves the key to the text field. Pure, so that the keys can be tested as a table. */
export function commandOf(
  press: KeyPress,
  mode: CellMode,
  selection: Selection,
  bounds: GridBounds,
): GridCommand | null {
  const { key, shiftKey, altKey, withControl } = press;
  if (altKey) return withControl ? null : withAltKey(press);
  if (key === "Escape") return { kind: "cancel" };
  if (key === "F2") return { kind: "caret" };
  if (key === "ContextMenu" || (key === "F10" && shiftKey)) return { kind: "rowMenu" };
  if ((key === "Delete" || key === "Backspace") && mode === "chosen" && !withControl) return { kind: "clear" };
  if (key === "Tab") {
    const column = selection.focus.column + (shiftKey ? -1 : 1);
    // At a row's end the key leaves the grid, so that nobody is kept in it.
    if (column < 0 || column >= bounds.columns || withControl) return null;
    return { kind: "go", to: { row: selection.focus.row, column }, isExtending: false };
  }
  if (mode === "caret" && !LEAVES_CARET.has(key) && !(withControl && key === "Enter")) return null;
  if (withControl && ARROWS[key] === undefined && key !== "Home" && key !== "End") return withControlKey(press, mode);
  const to = target(press, selection, bounds);
  if (to === null) return null;
  return { kind: "go", to, isExtending: shiftKey && key !== "Enter" };
}
