import { parseArgs } from "node:util";
import { diffTables, type TableDiff } from "../../../definitions/diff/index.ts";
import { argumentError } from "../argument-error.ts";
import type { Subcommand } from "../choose-subcommand.ts";
import { readTableFile, tableIn } from "./read-table-file.ts";

/** `table diff`: what became of each row between two files. */
export const diff: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { decision: { type: "string" } },
    allowPositionals: true,
  });
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0)
    throw argumentError("table", "name the older and the newer file");
  const read = async (name: string) => tableIn(await readTableFile(name, io.cwd), values.decision).table;
  const found = diffTables(await read(before), await read(after));
  io.report(found, () => describeDiff(found));
  return 0;
};

/** A line a changed row, with its cells, and a line for each other change. */
function describeDiff({ rows, table }: TableDiff): string {
  const lines = table.map(({ what, before, after }) => `${what}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
  for (const { id, kind, from, to, cells } of rows) {
    const place = kind === "moved" ? ` from ${from ?? ""} to ${to ?? ""}` : "";
    lines.push(`row ${id} ${kind}${place}`);
    for (const { column, before, after } of cells)
      lines.push(`  ${column}: ${before || "(empty)"} → ${after || "(empty)"}`);
  }
  return lines.length === 0 ? "no difference" : lines.join("\n");
}
