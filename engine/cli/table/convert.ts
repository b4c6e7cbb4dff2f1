import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { graphOfTable, type Unsupported, writeDmn } from "../../../definitions/dmn/index.ts";
import { writeCsv } from "../../../definitions/tables/sheet-csv.ts";
import { writeXlsx } from "../../../definitions/tables/sheet-xlsx.ts";
import { writeSheet } from "../../../definitions/tables/sheet.ts";
import { argumentError } from "../argument-error.ts";
import type { Subcommand } from "../choose-subcommand.ts";
import { formatOf, writeDefinition } from "../definition-text.ts";
import { readTableFile, type TableFile, tableIn } from "./read-table-file.ts";

interface Written {
  content: string | Uint8Array;
  unsupported: Unsupported[];
}

/** `table convert`: between JSON or YAML, DMN, CSV and XLSX, by the files' endings. What the new format cannot hold is named. */
export const convert: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { decision: { type: "string" } },
    allowPositionals: true,
  });
  const [from, to, ...rest] = positionals;
  if (from === undefined || to === undefined || rest.length > 0)
    throw argumentError("table", "name the file to read and the file to write");
  const file = await readTableFile(from, io.cwd);
  const written = await write(file, to, values.decision);
  writeFileSync(resolve(io.cwd, to), written.content);
  const unsupported = [...file.unsupported, ...written.unsupported];
  io.report({ from, to, unsupported }, () =>
    [`${from} → ${to}`, ...unsupported.map(({ what, where }) => `not kept: ${what} (${where})`)].join("\n"),
  );
  return 0;
};

async function write(file: TableFile, to: string, decision: string | undefined): Promise<Written> {
  const ending = extname(to).toLowerCase();
  if (ending === ".dmn" || ending === ".xml") return writeGraph(file, decision);
  const isSheet = ending === ".csv" || ending === ".xlsx";
  if (!isSheet && ![".json", ".yaml", ".yml"].includes(ending))
    throw argumentError("table", `${to} must end in .json, .yaml, .dmn, .csv or .xlsx`);
  const isGraph = file.table === null && file.graph.decisions.length > 1;
  if (!isSheet && isGraph && decision === undefined)
    return { content: writeDefinition(file.graph, formatOf(to)), unsupported: [] };
  const { table, unsupported } = tableIn(file, decision);
  if (!isSheet) return { content: writeDefinition(table, formatOf(to)), unsupported };
  const rows = writeSheet(table);
  return { content: ending === ".csv" ? writeCsv(rows) : await writeXlsx(rows), unsupported };
}

async function writeGraph(file: TableFile, decision: string | undefined): Promise<Written> {
  if (decision === undefined) {
    const { xml, unsupported } = await writeDmn(file.graph);
    return { content: xml, unsupported };
  }
  const { table, unsupported } = tableIn(file, decision);
  const written = await writeDmn(graphOfTable(table));
  return { content: written.xml, unsupported: [...unsupported, ...written.unsupported] };
}
