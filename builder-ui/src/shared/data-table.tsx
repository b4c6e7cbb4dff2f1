import { Button, Checkbox, Skeleton } from "@mantine/core";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./data-table.module.css";

export interface Column<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  width?: string;
  align?: "left" | "right";
  /** Not shown on a phone; `roomy`: nor on a small laptop or tablet. */
  wide?: boolean | "roomy";
  sortable?: boolean;
  /** The title is for screen readers only. */
  titleHidden?: boolean;
}

export interface Sort {
  key: string;
  descending: boolean;
}

function wideness({ wide }: { wide?: boolean | "roomy" }): string | undefined {
  if (wide === "roomy") return "roomy";
  return wide === true ? "" : undefined;
}

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  loading: boolean;
  /** Shown in place of the table when there is nothing. */
  empty?: ReactNode;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  onRowClick?: (row: Row) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
}

const SKELETON_ROWS = [1, 2, 3, 4, 5, 6, 7, 8];

/** A list as a table: sticky head, skeletons of the final height, sort, selection, "Show more". */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, loading, empty, selected, onSelect } = props;
  const { t } = useTranslation("shared");
  if (!loading && rows.length === 0 && empty !== undefined) return empty;
  const selectable = selected !== undefined && onSelect !== undefined;
  return (
    <div className={classes["frame"]} aria-busy={loading}>
      <table className={classes["table"]} aria-label={label}>
        <thead>
          <tr>
            {selectable ? (
              <th className={classes["check"]}>
                <Checkbox
                  size="xs"
                  aria-label={t("selectAll")}
                  checked={rows.length > 0 && selected.size === rows.length}
                  indeterminate={selected.size > 0 && selected.size < rows.length}
                  onChange={(event) => onSelect(new Set(event.currentTarget.checked ? rows.map(rowKey) : []))}
                />
              </th>
            ) : null}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {loading && rows.length === 0
            ? SKELETON_ROWS.map((index) => (
                <tr key={index}>
                  {selectable ? <td className={classes["check"]}>&nbsp;</td> : null}
                  {columns.map((column) => (
                    <td key={column.key} data-wide={wideness(column)}>
                      <Skeleton height={12} width={column.align === "right" ? 40 : "70%"} />
                    </td>
                  ))}
                </tr>
              ))
            : rows.map((row) => <BodyRow key={rowKey(row)} row={row} {...props} />)}
        </tbody>
      </table>
      {props.hasMore === true ? (
        <div className={classes["more"]}>
          <Button variant="subtle" size="xs" loading={props.loadingMore === true} onClick={props.onMore}>
            {t("showMore")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  const sorted = sort?.key === column.key ? sort : undefined;
  const Arrow = sorted?.descending === true ? ArrowDown : ArrowUp;
  return (
    <th
      style={column.width === undefined ? undefined : { width: column.width }}
      data-align={column.align}
      data-wide={wideness(column)}
      aria-sort={sorted === undefined ? undefined : sorted.descending ? "descending" : "ascending"}
    >
      {column.sortable === true && onSort !== undefined ? (
        <button
          type="button"
          className={classes["sort"]}
          onClick={() => onSort({ key: column.key, descending: sorted === undefined ? false : !sorted.descending })}
        >
          {column.title}
          {sorted === undefined ? null : <Arrow size={12} aria-hidden />}
        </button>
      ) : (
        <span className={column.titleHidden === true ? "fr-hidden" : undefined}>{column.title}</span>
      )}
    </th>
  );
}

function BodyRow<Row>(props: DataTableProps<Row> & { row: Row }) {
  const { row, columns, rowKey, selected, onSelect, onRowClick } = props;
  const { t } = useTranslation("shared");
  const id = rowKey(row);
  return (
    <tr
      data-testid={`row-${id}`}
      data-clickable={onRowClick === undefined ? undefined : ""}
      data-selected={selected?.has(id) === true ? "" : undefined}
      onClick={(event) => {
        const target = event.target as HTMLElement;
        // A control or link in the row acts for itself.
        if (target.closest("a,button,input,label,[role=menu]") === null) onRowClick?.(row);
      }}
    >
      {selected !== undefined && onSelect !== undefined ? (
        <td className={classes["check"]}>
          <Checkbox
            size="xs"
            aria-label={t("selectRow", { id })}
            checked={selected.has(id)}
            onChange={(event) => {
              const next = new Set(selected);
              if (event.currentTarget.checked) next.add(id);
              else next.delete(id);
              onSelect(next);
            }}
          />
        </td>
      ) : null}
      {columns.map((column) => (
        <td key={column.key} data-align={column.align} data-wide={wideness(column)}>
          {column.render(row)}
        </td>
      ))}
    </tr>
  );
}
