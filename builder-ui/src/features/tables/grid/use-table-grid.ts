import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from "react";
import type { Issue } from "../../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../../definitions/resources.ts";
import type { ChangeTable } from "../use-table-history.ts";
import { columnsOf, type GridColumn } from "./grid-columns.ts";
import type { Gap } from "./grid-parts.tsx";
import type { OpenAtRow } from "./grid-row.tsx";
import { filterRows, isFiltering, NO_FILTER, type RowFilter } from "./row-filter.ts";
import { useRowScroll } from "./row-window.ts";
import { areaOf, selectCell } from "./selection.ts";
import { type CellFocus, useCellFocus } from "./use-cell-focus.ts";
import { type GridContext, useGridActions } from "./use-grid-actions.ts";
import { useGridMouse } from "./use-grid-mouse.ts";
import { useGridView } from "./use-grid-view.ts";

/** What of the table an issue speaks of, shown because somebody asked. */
export interface Pointed {
  rows: readonly number[];
  column: number;
  gap: Gap | null;
}

export interface TableGridProps {
  table: DecisionTable;
  issues: readonly Issue[];
  readOnly: boolean;
  /** Rows that tests hit, once they have run. */
  covered: ReadonlySet<string> | null;
  pointed: Pointed | null;
  /** Ids of the rows that match what is tried; null while nothing is. */
  matched: ReadonlySet<string> | null;
  /** What asks the table, shown above the rows while `isTrying`. */
  tryBar: ReactNode;
  isTrying: boolean;
  onTry: (isTrying: boolean) => void;
  onChange: ChangeTable;
  onFillGap: (gap: Gap) => void;
}

/** Issues of cells by row, then by `when.0`. */
function issuesByRow(issues: readonly Issue[]): Map<number, Map<string, Issue>> {
  const rows = new Map<number, Map<string, Issue>>();
  for (const issue of issues) {
    const [, row, cell] = /^rows\.(\d+)(?:\.((?:when|then)\.\d+))?/u.exec(issue.path ?? "") ?? [];
    if (row === undefined) continue;
    const cells = rows.get(Number(row)) ?? new Map<string, Issue>();
    rows.set(Number(row), cells.set(cell ?? "row", issue));
  }
  return rows;
}

/** What the grid shows and what happens in it: filter, view, focus, and what keys and mouse do. */
export function useTableGrid(
  { table, issues, readOnly, covered, pointed, onChange }: TableGridProps,
  box: RefObject<HTMLElement | null>,
) {
  const [filter, setFilter] = useState(NO_FILTER);
  const [open, setOpen] = useState<{ row: number; what: OpenAtRow } | null>(null);
  const [said, say] = useState("");
  const wrong = useMemo(() => issuesByRow(issues), [issues]);
  const view = useGridView(table, box);
  const scroll = useRowScroll(box);
  const cells = useCellFocus(box);
  const kept = isFiltering(filter) ? (cells.selection?.focus.row ?? null) : null;
  const shown = useMemo(() => {
    const isTested = (id: string) => covered?.has(id) ?? true;
    return filterRows(table, filter, (row) => wrong.has(row), isTested, kept);
  }, [table, filter, wrong, covered, kept]);
  const columns = useColumns(table, view.lefts, view.frozen);
  const show = (row: number) => {
    const place = shown.indexOf(row);
    // A row that was just added is not yet among those shown.
    scroll.show(place === -1 ? row : place);
  };
  const focus: CellFocus = { ...cells, choose: (selection, before) => cells.chooseShowing(selection, show, before) };
  const openAt = (row: number, what: OpenAtRow) => {
    setOpen(what === null ? null : { row, what });
    if (what === null && focus.selection !== null) focus.choose(focus.selection);
  };
  const context: GridContext = { table, columns, shown, readOnly, focus, change: onChange, say, open: openAt };
  const actions = useGridActions(context, box);
  const mouse = useGridMouse(context, { actions, view, box });
  const onType = useLatest(actions.onType);
  const onOpen = useLatest(openAt);
  const onFreeze = useLatest(view.freeze);
  const changeFilter = (next: RowFilter) => {
    // The row that was written in last stays no longer.
    cells.mark(null);
    setFilter(next);
  };
  const onFilter = useLatest((place: number, text: string) =>
    changeFilter({ ...filter, columns: { ...filter.columns, [place]: text } }),
  );
  useChosenText(table, box, focus.mode === "chosen");
  usePointed(pointed, (row, column) => {
    setFilter(NO_FILTER);
    focus.choose(selectCell({ row, column }));
  });
  const area = focus.selection === null ? null : areaOf(focus.selection, shown);
  return {
    filter,
    setFilter: changeFilter,
    onFilter,
    onFreeze,
    open,
    said,
    wrong,
    view,
    shown,
    columns,
    focus,
    actions,
    mouse,
    onType,
    onOpen,
    area,
    rows: scroll.windowOf(shown.length),
    onScroll: scroll.onScroll,
  };
}
export type TableGridState = ReturnType<typeof useTableGrid>;

/** The same columns as long as nothing about them changes: rows are painted anew when they are other ones. */
function useColumns(
  { inputs, outputs }: DecisionTable,
  lefts: readonly number[],
  frozen: number,
): readonly GridColumn[] {
  const sticky = lefts.slice(0, frozen).join(" ");
  return useMemo(
    () => columnsOf({ inputs, outputs }, sticky === "" ? [] : sticky.split(" ").map(Number)),
    [inputs, outputs, sticky],
  );
}

/** A function that stays the same and calls the newest. */
function useLatest<Given extends unknown[]>(call: (...given: Given) => void): (...given: Given) => void {
  const latest = useRef(call);
  useLayoutEffect(() => {
    latest.current = call;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}

/** A chosen cell's text is selected as a whole, so that typing writes it anew, also when the text was changed by undo. */
function useChosenText(table: DecisionTable, box: RefObject<HTMLElement | null>, isChosen: boolean): void {
  useLayoutEffect(() => {
    const { activeElement } = document;
    const isCell = activeElement instanceof HTMLInputElement && activeElement.hasAttribute("data-cell");
    if (isChosen && isCell && box.current?.contains(activeElement) === true) activeElement.select();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- each change of the table may change the text
  }, [table, box, isChosen]);
}

/** Goes to what is pointed at, once each time. */
function usePointed(pointed: Pointed | null, go: (row: number, column: number) => void): void {
  const goThere = useLatest(go);
  useEffect(() => {
    const [row] = pointed?.rows ?? [];
    // After this effect: choosing paints at once.
    if (pointed !== null && row !== undefined) queueMicrotask(() => goThere(row, pointed.column));
  }, [pointed, goThere]);
}
