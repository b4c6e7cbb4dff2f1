/** A line of the bench's table. `isAtLeast`: the ratio must reach the budget; else it must not pass it. */
export interface BenchRow {
  what: string;
  ours: string;
  compared: string;
  ratio: number;
  budget: number;
  isAtLeast: boolean;
}

export function holds(row: BenchRow): boolean {
  return row.isAtLeast ? row.ratio >= row.budget : row.ratio <= row.budget;
}

/** The table as Markdown, so that it can be pasted into README. */
export function formatRows(rows: readonly BenchRow[]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.what} | ${row.ours} | ${row.compared} | ${row.ratio.toFixed(2)} | ${row.isAtLeast ? "≥" : "≤"} ${row.budget} | ${holds(row) ? "met" : "NOT MET"} |`,
  );
  return ["| what | ours | compared with | ratio | budget | |", "|---|---|---|---|---|---|", ...lines].join("\n");
}
