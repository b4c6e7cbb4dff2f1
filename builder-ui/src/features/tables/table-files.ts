import { userError } from "../../../../definitions/errors.ts";
import type { DecisionGraph } from "../../../../definitions/dmn/decision-graph.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";

export const TABLE_FORMATS = ["csv", "xlsx", "dmn", "json"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
export const ACCEPTED_FILES = ".csv,.tsv,.xlsx,.dmn,.xml,.json";

/** What a file holds that we do not. */
export interface NotKept {
  what: string;
  where: string;
}
export interface ReadFile {
  tables: DecisionTable[];
  /** Of a DMN file: its decisions as they feed each other. */
  graph?: DecisionGraph;
  unsupported: NotKept[];
}

async function readDmnTables(text: string): Promise<ReadFile> {
  const { readDmn, tableOfGraph } = await import("../../../../definitions/dmn/index.ts");
  const { graph, unsupported } = await readDmn(text);
  const tables: DecisionTable[] = [];
  for (const { id, name, logic } of graph.decisions) {
    if (logic.kind === "expression") unsupported.push({ what: logic.text, where: `Decision ${name}` });
    if (logic.kind !== "table") continue;
    const read = tableOfGraph(graph, id);
    tables.push(read.table);
    unsupported.push(...read.unsupported);
  }
  return { tables, graph, unsupported };
}

/** Reads the tables in a file, by its name's ending. Throws the format's own codes. */
export async function readTableFile(file: File): Promise<ReadFile> {
  const ending = /\.(\w+)$/u.exec(file.name.toLowerCase())?.[1] ?? "";
  if (ending === "dmn" || ending === "xml") return readDmnTables(await file.text());
  if (ending === "json") {
    const { decisionTableSchema } = await import("../../../../definitions/resources.ts");
    const parsed = decisionTableSchema.safeParse(
      await file
        .text()
        .then(JSON.parse, () => null)
        .catch(() => null),
    );
    if (parsed.success) return { tables: [parsed.data], unsupported: [] };
    const [first] = parsed.error.issues;
    const problem = `${first?.path.join(".") ?? ""} ${first?.message ?? ""}`;
    throw userError("RESOURCE_INVALID", `this is no decision table: ${problem}`, { problem });
  }
  const { readSheet } = await import("../../../../definitions/tables/sheet.ts");
  if (ending === "xlsx") {
    const { readXlsx } = await import("../../../../definitions/tables/sheet-xlsx.ts");
    return { tables: [readSheet(await readXlsx(new Uint8Array(await file.arrayBuffer()))).table], unsupported: [] };
  }
  const { readCsv } = await import("../../../../definitions/tables/sheet-csv.ts");
  return { tables: [readSheet(readCsv(await file.text())).table], unsupported: [] };
}

async function writeTable(
  table: DecisionTable,
  format: TableFormat,
): Promise<{ content: BlobPart; unsupported: NotKept[] }> {
  if (format === "json") return { content: `${JSON.stringify(table, null, 2)}\n`, unsupported: [] };
  if (format === "dmn") {
    const { graphOfTable, writeDmn } = await import("../../../../definitions/dmn/index.ts");
    const { xml, unsupported } = await writeDmn(graphOfTable(table));
    return { content: xml, unsupported };
  }
  const { writeSheet } = await import("../../../../definitions/tables/sheet.ts");
  const rows = writeSheet(table);
  if (format === "csv") {
    const { writeCsv } = await import("../../../../definitions/tables/sheet-csv.ts");
    return { content: writeCsv(rows), unsupported: [] };
  }
  const { writeXlsx } = await import("../../../../definitions/tables/sheet-xlsx.ts");
  return { content: new Uint8Array(await writeXlsx(rows)), unsupported: [] };
}

/** Saves a table as a file of the browser. Gives what the format cannot hold. */
export async function downloadTable(table: DecisionTable, format: TableFormat): Promise<NotKept[]> {
  const { content, unsupported } = await writeTable(table, format);
  const address = URL.createObjectURL(new Blob([content]));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${table.key || "table"}.${format}`;
  link.click();
  URL.revokeObjectURL(address);
  return unsupported;
}
