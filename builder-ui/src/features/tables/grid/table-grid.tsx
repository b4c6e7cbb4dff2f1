import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { addColumn, addRow } from "../table-edits.ts";
import classes from "../tables.module.css";
import { ColumnHead } from "./column-head.tsx";
import { GridBar } from "./grid-bar.tsx";
import { AddButton, GapRow, Space } from "./grid-parts.tsx";
import { GridRow } from "./grid-row.tsx";
import { placeOf } from "./track-mouse.ts";
import { NUMBER_WIDTH, TOOLS_WIDTH } from "./use-grid-view.ts";
import { type TableGridProps, type TableGridState, useTableGrid } from "./use-table-grid.ts";

/** The table as a spreadsheet: conditions left, results right. Of a long table only what is seen is painted. */
export function TableGrid(props: TableGridProps) {
  const { table, readOnly, covered, onChange } = props;
  const { t } = useTranslation("tables");
  const box = useRef<HTMLElement>(null);
  const grid = useTableGrid(props, box);
  const { view, actions, mouse, columns } = grid;
  const width = view.widths.reduce((sum, one) => sum + one, NUMBER_WIDTH + TOOLS_WIDTH);
  return (
    <>
      <GridBar
        filter={grid.filter}
        onFilter={grid.setFilter}
        hasCoverage={covered !== null}
        rows={table.rows.length}
        shown={grid.shown.length}
        isTrying={props.isTrying}
        onTry={props.onTry}
      />
      {props.isTrying ? props.tryBar : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- events of all cells are handled here once: there may be thousands */}
      <section
        ref={box}
        className={classes["scroll"]}
        data-mode={grid.focus.mode}
        aria-label={t("grid.title")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (axe scrollable-region-focusable)
        tabIndex={0}
        style={{ scrollPaddingLeft: (view.lefts[view.frozen] ?? NUMBER_WIDTH) + 4 }}
        onScroll={grid.onScroll}
        onKeyDown={actions.onKeyDown}
        onCopy={actions.onCopy}
        onCut={actions.onCut}
        onPaste={actions.onPaste}
        onMouseDown={mouse.onMouseDown}
        onDoubleClick={mouse.onDoubleClick}
        onFocus={(event) => {
          const place = placeOf(event.target);
          if (place !== null) grid.focus.onFocus(place, event.target as unknown as HTMLInputElement);
        }}
      >
        <table
          className={classes["grid"]}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells are chosen and written is a grid (ARIA APG)
          role="grid"
          aria-multiselectable
          aria-readonly={readOnly}
          aria-label={t("grid.title")}
          aria-rowcount={table.rows.length + 1}
          aria-colcount={columns.length + 2}
          style={{ minWidth: width }}
        >
          <colgroup>
            <col style={{ width: NUMBER_WIDTH }} />
            {columns.map(({ key }, place) => (
              <col key={key} style={{ width: view.widths[place] }} />
            ))}
            <col />
          </colgroup>
          <GridHead {...props} grid={grid} />
          <GridBody {...props} grid={grid} />
        </table>
      </section>
      <output className="fr-hidden" data-testid="grid-said">
        {grid.said}
      </output>
      {readOnly ? null : (
        <div className={classes["foot"]}>
          <AddButton words={t("addRow")} onAdd={() => onChange(addRow)} />
          <AddButton words={t("addInput")} onAdd={() => onChange((now) => addColumn(now, "inputs"))} />
          <AddButton words={t("addOutput")} onAdd={() => onChange((now) => addColumn(now, "outputs"))} />
        </div>
      )}
    </>
  );
}

interface PartProps extends TableGridProps {
  grid: TableGridState;
}

function GridHead({ table, readOnly, onChange, grid }: PartProps) {
  const { t } = useTranslation("tables");
  const { columns, filter, view, onFilter, onFreeze } = grid;
  const { drop } = grid.mouse;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th className={classes["number"]} scope="col">
          #
        </th>
        {columns.map((column, place) => {
          const given = table[column.side][column.index];
          if (given === undefined) return null;
          return (
            <ColumnHead
              key={column.key}
              {...{ column, given, place, readOnly, onChange, onFilter, onFreeze }}
              siblings={table[column.side].length}
              isFrozen={place < view.frozen}
              filter={filter.columns[place] ?? ""}
              drop={drop?.kind === "column" && drop.at === place ? drop.side : undefined}
            />
          );
        })}
        <th className={classes["tools"]} scope="col">
          <span className="fr-hidden">{t("shared:more")}</span>
        </th>
      </tr>
    </thead>
  );
}

/** Which cells of a row are among some, as `first:last`. */
const spanIn = (area: { rows: readonly number[]; first: number; last: number } | null, row: number) =>
  area !== null && area.rows.includes(row) ? `${area.first}:${area.last}` : undefined;

function GridBody({ table, readOnly, covered, pointed, matched, onChange, onFillGap, grid }: PartProps) {
  const { columns, shown, rows, area, open, wrong, onOpen, onType } = grid;
  const { filling, drop } = grid.mouse;
  const focus = grid.focus.selection?.focus;
  return (
    <tbody>
      <Space height={rows.above} columns={columns.length + 2} />
      {shown.slice(rows.first, rows.end).map((index) => {
        const row = table.rows[index];
        if (row === undefined) return null;
        const what = open?.row === index ? open.what : null;
        return (
          <GridRow
            key={row.id}
            {...{ row, index, columns, readOnly, onChange, onOpen, onType }}
            issues={wrong.get(index)}
            coverage={covered === null ? undefined : covered.has(row.id) ? "covered" : "uncovered"}
            chosen={spanIn(area, index)}
            filling={spanIn(filling, index)}
            focus={focus?.row === index ? focus.column : undefined}
            handle={area?.rows.at(-1) === index ? area.last : undefined}
            drop={drop?.kind === "row" && drop.at === index ? drop.side : undefined}
            isMatched={matched?.has(row.id) ?? false}
            isPointedAt={pointed?.rows.includes(index) ?? false}
            open={what}
            table={what === "menu" ? table : null}
          />
        );
      })}
      <Space height={rows.below} columns={columns.length + 2} />
      <GapRow gap={pointed?.gap ?? null} columns={columns} onFill={readOnly ? null : onFillGap} />
    </tbody>
  );
}
