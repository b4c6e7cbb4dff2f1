import { useRef, type ClipboardEvent, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { DecisionTable } from "../../../../../definitions/resources.ts";
import { showWarning } from "../../../shared/show-message.ts";
import { insertRow, moveColumn, setCell } from "../table-edits.ts";
import type { ChangeTable } from "../use-table-history.ts";
import { asCell, readCopied, writeCopied } from "./copied-cells.ts";
import type { GridColumn } from "./grid-columns.ts";
import type { OpenAtRow } from "./grid-row.tsx";
import { commandOf, type GridCommand } from "./grid-keys.ts";
import { cellsIn, clearArea, fillArea, moveRowsTo, pasteArea, removeRows } from "./range-edits.ts";
import { type Area, areaOf, isSingle, type Place, selectCell, type Selection } from "./selection.ts";
import { placeOf } from "./track-mouse.ts";
import type { CellFocus } from "./use-cell-focus.ts";

/** Cells copied within the builder: taken over as they are. */
const OWN_FORMAT = "application/x-flowright-cells";

export interface GridContext {
  table: DecisionTable;
  columns: readonly GridColumn[];
  shown: readonly number[];
  readOnly: boolean;
  focus: CellFocus;
  change: ChangeTable;
  /** Tells people who do not see the grid what was done. */
  say: (words: string) => void;
  open: (row: number, what: OpenAtRow) => void;
}

export interface GridActions {
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onCopy: (event: ClipboardEvent) => void;
  onCut: (event: ClipboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
  /** Repeats the chosen cells over others. */
  fill: (from: Area, to: Area) => void;
  /** Takes rows before another; the choice goes with them. */
  moveRows: (rows: readonly number[], before: number) => void;
  moveColumnTo: (side: "inputs" | "outputs", column: number, to: number) => void;
  /** Typing in the focused cell begins. */
  onType: () => void;
  /** Puts a caret into the focused cell. */
  edit: (field: HTMLInputElement) => void;
}

/** What keys, the clipboard and drags do to the table. */
export function useGridActions(context: GridContext, box: RefObject<HTMLElement | null>): GridActions {
  const { table, columns, shown, readOnly, focus, change, say } = context;
  const { t } = useTranslation("tables");
  const edits = useGridEdits(context);
  /** The text of the cell that is being written in, as it was. */
  const before = useRef<{ place: Place; text: string } | null>(null);
  const selection = focus.selection ?? selectCell({ row: shown[0] ?? 0, column: 0 });
  const remember = () => {
    const [[text = ""] = []] = cellsIn(table, areaOf(selectCell(selection.focus), [selection.focus.row]));
    before.current = { place: selection.focus, text };
  };
  const edit = (field: HTMLInputElement) => {
    remember();
    focus.setMode("caret");
    field.setSelectionRange(field.value.length, field.value.length);
  };
  const cancel = (): boolean => {
    if (focus.mode === "chosen" && isSingle(selection)) return false;
    const { row, column } = selection.focus;
    const at = columns[column];
    const old = before.current;
    const isWritten = focus.mode !== "chosen" && old?.place.row === row && old.place.column === column;
    focus.choose(selectCell(selection.focus), () => {
      if (!isWritten || at === undefined) return;
      change((now) => setCell(now, row, at.part, at.index, old.text), `${table.rows[row]?.id}.${at.part}.${column}`);
    });
    return true;
  };
  const run = (command: GridCommand, field: HTMLInputElement | null): boolean => {
    switch (command.kind) {
      case "go":
        focus.choose(command.isExtending ? { ...selection, focus: command.to } : selectCell(command.to));
        return true;
      case "caret":
        if (readOnly || field === null) return false;
        edit(field);
        return true;
      case "cancel":
        return cancel();
      case "all":
        focus.choose({
          anchor: { row: shown.at(-1) ?? 0, column: columns.length - 1 },
          focus: { row: shown[0] ?? 0, column: 0 },
        });
        return true;
      default:
        return !readOnly && edits.run(command, selection);
    }
  };
  const copy = (event: ClipboardEvent): boolean => {
    if (!isOfGrid(event.target, box) || focus.mode === "caret" || focus.selection === null) return false;
    const cells = cellsIn(table, areaOf(selection, shown));
    event.preventDefault();
    event.clipboardData.setData(OWN_FORMAT, JSON.stringify(cells));
    // One cell goes out as its text, a rectangle as spreadsheets write it.
    event.clipboardData.setData("text/plain", isSingle(selection) ? (cells[0]?.[0] ?? "") : writeCopied(cells));
    say(t("grid.said.copied", { count: cells.flat().length }));
    return true;
  };
  return {
    ...edits,
    edit,
    onType: () => {
      if (focus.mode !== "chosen") return;
      remember();
      focus.setMode("typing");
    },
    onKeyDown: (event) => {
      if (!isOfGrid(event.target, box) || event.nativeEvent.isComposing || shown.length === 0) return;
      const field = placeOf(event.target as Element) === null ? null : (event.target as HTMLInputElement);
      const withControl = event.ctrlKey || event.metaKey;
      // What is taken back was typed in another cell, perhaps: the focused one is chosen again.
      if (withControl && event.key.toLowerCase() === "z") focus.setMode("chosen");
      const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / 37) - 2);
      const press = { key: event.key, shiftKey: event.shiftKey, altKey: event.altKey, withControl };
      const command = commandOf(press, focus.mode, selection, { shown, columns: columns.length, page });
      if (command !== null) {
        if (!run(command, field)) return;
        event.preventDefault();
        // A menu closes on keys outside of it: the one that opens it must not reach it.
        if (command.kind === "rowMenu") event.stopPropagation();
        return;
      }
      // The field was scrolled out of what is painted: it is brought back before the key arrives.
      if (field === null && event.key.length === 1 && !withControl) focus.choose(selection);
    },
    onCopy: (event) => void copy(event),
    onCut: (event) => {
      if (copy(event) && !readOnly) edits.run({ kind: "clear" }, selection);
    },
    onPaste: (event) => {
      if (!isOfGrid(event.target, box) || readOnly || focus.mode === "caret" || shown.length === 0) return;
      const own = event.clipboardData.getData(OWN_FORMAT);
      const text = event.clipboardData.getData("text/plain");
      if (own === "" && text === "") return;
      event.preventDefault();
      edits.paste(own, text, selection);
    },
  };
}

/** Cells in the builder's own format; null where there are none that can be read. */
function readOwn(text: string): string[][] | null {
  if (text === "") return null;
  try {
    const cells: unknown = JSON.parse(text);
    const isCells =
      Array.isArray(cells) && cells.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === "string"));
    return isCells ? cells : null;
  } catch {
    return null;
  }
}

/** Whether an event happened in a cell or on the grid itself, and not in one of its menus. */
function isOfGrid(target: EventTarget, box: RefObject<HTMLElement | null>): boolean {
  return target === box.current || (target instanceof Element && target.hasAttribute("data-cell"));
}

type EditCommand = Exclude<GridCommand, { kind: "go" | "caret" | "cancel" | "all" }>;

function useGridEdits({ table, columns, shown, focus, change, say, open }: GridContext) {
  const { t } = useTranslation("tables");
  const names = columns.filter(({ side }) => side === "inputs").map(({ id }) => id);
  const write = (from: Area, to: Area) => {
    change((now) => fillArea(now, from, to));
    say(t("grid.said.filled", { count: to.rows.length * (to.last - to.first + 1) }));
  };
  const fill = (from: Area, to: Area) => {
    const rows = [...from.rows, ...to.rows].toSorted((one, other) => one - other);
    const [first, last] = [Math.min(from.first, to.first), Math.max(from.last, to.last)];
    const [top, bottom] = [rows[0] ?? 0, rows.at(-1) ?? 0];
    const [isUp, isLeft] = [top < (from.rows[0] ?? 0), first < from.first];
    const end = { row: isUp ? top : bottom, column: isLeft ? first : last };
    const start = { row: isUp ? bottom : top, column: isLeft ? last : first };
    focus.choose({ anchor: start, focus: end }, () => write(from, to));
  };
  const fillFrom = (area: Area, side: "down" | "right") => {
    const { rows, first, last } = area;
    const [top = 0] = rows;
    const isLine = side === "down" ? rows.length === 1 : first === last;
    const above = shown[shown.indexOf(top) - 1];
    // As in spreadsheets: a rectangle repeats its first line, a single line takes the one before it.
    if (side === "down") {
      if (!isLine) write({ rows: [top], first, last }, { rows: rows.slice(1), first, last });
      else if (above !== undefined) write({ rows: [above], first, last }, area);
    } else if (!isLine) write({ rows, first, last: first }, { rows, first: first + 1, last });
    else if (first > 0) write({ rows, first: first - 1, last: first - 1 }, area);
  };
  const moveRows = (rows: readonly number[], before: number) => {
    const to = before - rows.filter((row) => row < before).length;
    const columnsOfChoice = focus.selection ?? selectCell({ row: 0, column: 0 });
    const at = (column: number, row: number) => ({ row, column });
    focus.choose(
      {
        anchor: at(columnsOfChoice.anchor.column, to + rows.length - 1),
        focus: at(columnsOfChoice.focus.column, to),
      },
      () => change((now) => moveRowsTo(now, rows, before)),
    );
    say(t("grid.said.rowsMoved", { count: rows.length, row: to + 1 }));
  };
  const moveColumnTo = (side: "inputs" | "outputs", column: number, to: number) => {
    if (to < 0 || to >= table[side].length || to === column) return;
    change((now) => moveColumn(now, side, column, to));
    say(t("grid.said.columnMoved", { column: table[side][column]?.id, place: to + 1 }));
  };
  const moveFocusedColumn = ({ focus: { row, column } }: Selection, by: -1 | 1) => {
    const at = columns[column];
    if (at === undefined || columns[column + by]?.side !== at.side) return;
    focus.choose(selectCell({ row, column: column + by }), () => moveColumnTo(at.side, at.index, at.index + by));
  };
  const stepRows = ({ rows }: Area, by: -1 | 1) => {
    const place = shown.indexOf((by === -1 ? rows[0] : rows.at(-1)) ?? 0) + by;
    const neighbour = shown[place];
    if (neighbour !== undefined) moveRows(rows, by === -1 ? neighbour : neighbour + 1);
  };
  const removeChosen = ({ rows, first }: Area) => {
    const left = table.rows.length - rows.length;
    const row = Math.max(0, Math.min(rows[0] ?? 0, left - 1));
    focus.choose(selectCell({ row, column: first }), () => change((now) => removeRows(now, rows)));
    say(t("grid.said.rowsRemoved", { count: rows.length }));
  };
  const run = (command: EditCommand, selection: Selection): boolean => {
    const area = areaOf(selection, shown);
    const { row, column } = selection.focus;
    switch (command.kind) {
      case "clear":
        focus.choose(selection, () => change((now) => clearArea(now, area)));
        break;
      case "fill":
        fillFrom(area, command.side);
        break;
      case "moveRows":
        stepRows(area, command.by);
        break;
      case "moveColumn":
        moveFocusedColumn(selection, command.by);
        break;
      case "insertRow":
        focus.choose(selectCell({ row: row + 1, column }), () => change((now) => insertRow(now, row + 1)));
        say(t("grid.said.rowAdded", { row: row + 2 }));
        break;
      case "removeRows":
        removeChosen(area);
        break;
      case "choose":
      case "rowMenu":
        open(row, command.kind === "choose" ? "chooser" : "menu");
        break;
    }
    return true;
  };
  const paste = (own: string, text: string, selection: Selection) => {
    const ownCells = readOwn(own);
    const cells = ownCells ?? readCopied(text);
    const read = (copied: string, column: number) => {
      const at = columns[column];
      return ownCells !== null || at === undefined
        ? copied
        : asCell(copied, { type: at.type, isInput: at.side === "inputs", names });
    };
    const area = areaOf(selection, shown);
    const { area: to, cut, table: pasted } = pasteArea(table, area, shown, cells, read);
    const end = { row: to.rows.at(-1) ?? 0, column: to.last };
    focus.choose({ anchor: end, focus: { row: to.rows[0] ?? 0, column: to.first } }, () => change(pasted));
    say(t("grid.said.pasted", { count: to.rows.length * (to.last - to.first + 1) }));
    if (cut > 0) showWarning(t("grid.cut", { count: cut }));
    const lost = cells.length - to.rows.length;
    if (lost > 0) showWarning(t("grid.rowsCut", { count: lost }));
  };
  return { fill, moveRows, moveColumnTo, run, paste };
}
