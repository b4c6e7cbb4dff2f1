import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { type DecisionGraph, decisionGraphSchema, type Unsupported } from "../../../definitions/dmn/decision-graph.ts";
import { graphOfTable, readDmn, tableOfGraph } from "../../../definitions/dmn/index.ts";
import { type DecisionTable, decisionTableSchema } from "../../../definitions/resources.ts";
import { readCsv } from "../../../definitions/tables/sheet-csv.ts";
import { readXlsx } from "../../../definitions/tables/sheet-xlsx.ts";
import { readSheet } from "../../../definitions/tables/sheet.ts";
import { fileError, parseAs, readJson } from "../workflow-files.ts";

/** What a file of any of our formats holds: a graph of decisions (DMN, or JSON with `decisions`) or a table of ours. */
export interface TableFile {
  graph: DecisionGraph;
  /** Set where the file is a table and no graph. */
  table: DecisionTable | null;
  unsupported: Unsupported[];
  /** Where a path of the table stands in a sheet. */
  addressOf: (path: string) => string | undefined;
}

const nowhere = () => undefined;

function fileOfTable(table: DecisionTable, addressOf: TableFile["addressOf"] = nowhere): TableFile {
  return { graph: graphOfTable(table), table, unsupported: [], addressOf };
}

/** Reads a table file by its name's ending: .dmn or .xml, .csv or .tsv, .xlsx, else JSON or YAML. Throws the format's own codes. */
export async function readTableFile(name: string, cwd: string): Promise<TableFile> {
  const file = resolve(cwd, name);
  const read = () => {
    try {
      return readFileSync(file);
    } catch (error) {
      throw fileError(file, "decision table", error instanceof Error ? error.message : String(error));
    }
  };
  const ending = extname(file).toLowerCase();
  if (ending === ".dmn" || ending === ".xml") {
    const { graph, unsupported } = await readDmn(read().toString("utf8"));
    return { graph, table: null, unsupported, addressOf: nowhere };
  }
  if (ending === ".csv" || ending === ".tsv" || ending === ".xlsx") {
    const rows = ending === ".xlsx" ? await readXlsx(read()) : readCsv(read().toString("utf8"));
    const { table, addressOf } = readSheet(rows);
    return fileOfTable(table, addressOf);
  }
  const content = readJson(file, "decision table");
  const isGraph = typeof content === "object" && content !== null && "decisions" in content;
  if (!isGraph) return fileOfTable(parseAs(file, decisionTableSchema, "decision table", content));
  const graph = parseAs(file, decisionGraphSchema, "decision graph", content);
  return { graph, table: null, unsupported: [], addressOf: nowhere };
}

/** The one table of a file, or that of the named decision, and what it cannot hold. Throws `DECISION_UNKNOWN`, `DECISION_UNSUPPORTED`. */
export function tableIn(
  file: TableFile,
  decision: string | undefined,
): { table: DecisionTable; unsupported: Unsupported[] } {
  if (file.table !== null && decision === undefined) return { table: file.table, unsupported: [] };
  return tableOfGraph(file.graph, decision);
}
