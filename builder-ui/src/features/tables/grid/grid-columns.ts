import type { DecisionTable } from "../../../../../definitions/resources.ts";

/** A column as the grid paints it. */
export interface GridColumn {
  key: string;
  id: string;
  side: "inputs" | "outputs";
  part: "when" | "then";
  /** Place among the columns of its side. */
  index: number;
  type: DecisionTable["inputs"][number]["type"];
  values: DecisionTable["inputs"][number]["values"];
  /** Pixels from the left at which a frozen column stays; absent for one that scrolls. */
  left: number | undefined;
}

/** The table's columns from left to right. A column's place is its identity, since its id may be edited at the moment. */
export function columnsOf(
  table: Pick<DecisionTable, "inputs" | "outputs">,
  lefts: readonly (number | undefined)[],
): GridColumn[] {
  const sides = [
    ["inputs", "when"],
    ["outputs", "then"],
  ] as const;
  return sides.flatMap(([side, part]) =>
    table[side].map(({ id, type, values }, index) => ({
      key: `${part}-${index}`,
      id,
      side,
      part,
      index,
      type,
      values,
      left: lefts[side === "inputs" ? index : table.inputs.length + index],
    })),
  );
}
