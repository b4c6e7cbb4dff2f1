import { ChevronDown, Ellipsis } from "lucide-react";
import { lazy, memo, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../../definitions/resources.ts";
import { setCell } from "../table-edits.ts";
import classes from "../tables.module.css";
import type { ChangeTable } from "../use-table-history.ts";
import type { GridColumn } from "./grid-columns.ts";
import { RowMenu } from "./row-menu.tsx";

const CellChooser = lazy(() => import("./cell-chooser.tsx"));

/** What opens at a row: its menu, or the form of the cell with the focus. */
export type OpenAtRow = "menu" | "chooser" | null;

interface GridRowProps {
  row: DecisionTable["rows"][number];
  index: number;
  columns: readonly GridColumn[];
  /** Of this row's cells, by `when.0`. */
  issues: ReadonlyMap<string, Issue> | undefined;
  readOnly: boolean;
  coverage: "covered" | "uncovered" | undefined;
  /** The first and last chosen column, `0:2`. */
  chosen: string | undefined;
  /** The same of the cells that the handle would fill. */
  filling: string | undefined;
  /** Column of the cell that holds the focus when the grid gets it. */
  focus: number | undefined;
  /** Column in whose cell the handle stands that fills others. */
  handle: number | undefined;
  drop: "before" | "after" | undefined;
  /** It matches what is tried. */
  isMatched: boolean;
  isPointedAt: boolean;
  open: OpenAtRow;
  /** Given while the row's menu is open. */
  table: DecisionTable | null;
  onChange: ChangeTable;
  onOpen: (row: number, open: OpenAtRow) => void;
  onType: () => void;
}

const isIn = (span: string | undefined, column: number): boolean => {
  if (span === undefined) return false;
  const [first = 0, last = -1] = span.split(":").map(Number);
  return column >= first && column <= last;
};

/** One row. It is painted anew only when something of it changes: typing stays quick in long tables. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, columns, coverage, chosen, readOnly, open, table, onChange, onOpen } = props;
  const { t } = useTranslation("tables");
  const isWhole = chosen === `0:${columns.length - 1}`;
  return (
    <tr
      data-testid={`table-row-${row.id}`}
      data-row={index}
      data-coverage={coverage}
      data-drop={props.drop}
      data-matched={props.isMatched ? "" : undefined}
      data-pointed={props.isPointedAt ? "" : undefined}
      aria-rowindex={index + 2}
    >
      <th scope="row" className={classes["number"]} title={row.note} data-whole={isWhole ? "" : undefined}>
        <button
          type="button"
          tabIndex={-1}
          data-row-handle={index}
          aria-label={t("grid.chooseRow", { row: index + 1 })}
        >
          {index + 1}
        </button>
        {props.isMatched ? <span className="fr-hidden">{t("try.matches")}</span> : null}
        {coverage === undefined ? null : <span className="fr-hidden">{t(`tests.${coverage}`)}</span>}
      </th>
      {columns.map((column, place) => (
        <GridCell key={column.key} {...props} column={column} place={place} />
      ))}
      <td className={classes["tools"]}>
        {readOnly ? null : open === "menu" && table !== null ? (
          <RowMenu {...{ table, index, onChange }} onClose={() => onOpen(index, null)} />
        ) : (
          <button
            type="button"
            className={classes["rowTool"]}
            tabIndex={props.focus === undefined ? -1 : 0}
            aria-haspopup="menu"
            aria-label={t("rowActions", { row: index + 1 })}
            onClick={() => onOpen(index, "menu")}
          >
            <Ellipsis size={15} aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
});

interface GridCellProps extends GridRowProps {
  column: GridColumn;
  place: number;
}

function GridCell(props: GridCellProps) {
  const { row, index, column, place, issues, readOnly, chosen, filling, focus, handle, open } = props;
  const { onChange, onOpen, onType } = props;
  const { t } = useTranslation("tables");
  const text = row[column.part][column.index] ?? "";
  const issue = issues?.get(`${column.part}.${column.index}`);
  const isChosen = isIn(chosen, place);
  const isFocus = focus === place;
  const write = (written: string) =>
    onChange((table) => setCell(table, index, column.part, column.index, written), `${row.id}.${column.part}.${place}`);
  return (
    <td
      data-part={column.part}
      data-frozen={column.left === undefined ? undefined : ""}
      data-wrong={issue?.severity}
      data-chosen={isChosen ? "" : undefined}
      data-filling={isIn(filling, place) ? "" : undefined}
      aria-selected={isChosen}
      style={column.left === undefined ? undefined : { left: column.left }}
    >
      <input
        className={classes["cell"]}
        data-cell={`${index}:${place}`}
        tabIndex={isFocus || (focus === undefined && chosen === undefined && index === 0 && place === 0) ? 0 : -1}
        aria-label={t("cell", { row: index + 1, column: column.id })}
        aria-invalid={issue?.severity === "error"}
        title={issue?.message ?? (text.length > 18 ? text : undefined)}
        value={text}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onType();
          write(event.currentTarget.value);
        }}
      />
      {isFocus && !readOnly ? (
        open === "chooser" ? (
          <Suspense fallback={null}>
            <CellChooser column={column} text={text} onWrite={write} onClose={() => onOpen(index, null)} />
          </Suspense>
        ) : (
          <button
            type="button"
            className={classes["choose"]}
            tabIndex={-1}
            data-testid="choose-value"
            aria-haspopup="dialog"
            aria-label={t("grid.choose", { row: index + 1, column: column.id })}
            onClick={() => onOpen(index, "chooser")}
          >
            <ChevronDown size={14} aria-hidden />
          </button>
        )
      ) : null}
      {handle === place && !readOnly ? <span className={classes["fillHandle"]} data-fill-handle aria-hidden /> : null}
    </td>
  );
}
