import type { tablesRoutes } from "../../../definitions/api.ts";
import { diffTables } from "../../../definitions/diff/index.ts";
import { compileGraph, graphOfTable, readDmn, tableOfGraph, writeDmn } from "../../../definitions/dmn/index.ts";
import type { ErrorData } from "../../../definitions/error-data.ts";
import { errorDataOf } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { type DecisionTable, decisionTableSchema } from "../../../definitions/resources.ts";
import { compileTable, evaluateTable } from "../../../definitions/tables/index.ts";
import { readCsv, writeCsv } from "../../../definitions/tables/sheet-csv.ts";
import { readXlsx, writeXlsx } from "../../../definitions/tables/sheet-xlsx.ts";
import { readSheet, writeSheet } from "../../../definitions/tables/sheet.ts";
import { ApiError } from "../api-error.ts";
import type { Handlers } from "../api-request.ts";
import { backTestTable } from "./back-test-table.ts";
import { versionOf } from "./resources.ts";

export const tablesHandlers: Handlers<keyof typeof tablesRoutes> = {
  async evaluateTable({ principal, params, body }, { store }) {
    refuseOtherKey(params.key, body.table);
    const table = body.table ?? (await store.workspace(principal.workspace.id).resources.get("tables", params.key));
    const compiled = compileTable(table);
    const asOf = body.asOf ?? new Date().toISOString().slice(0, 10);
    return { results: askEach(body.inputs, (input) => evaluateTable(compiled, input, { asOf })) };
  },

  async evaluateDecisionFile({ body }) {
    const { graph, unsupported } = await readDmn(body.content);
    const compiled = compileGraph(graph, body.decision);
    const asOf = body.asOf ?? new Date().toISOString().slice(0, 10);
    const results = askEach(body.inputs, (input) => compiled.evaluate(input, { asOf }));
    return { decision: compiled.decision, results, unsupported };
  },

  async backTestTable({ principal, params, body }, services) {
    refuseOtherKey(params.key, body.table);
    return backTestTable(services, principal.workspace.id, body.table, body.last);
  },

  async diffTableVersions({ principal, params, query }, { store }) {
    const { versions } = store.workspace(principal.workspace.id).resources;
    const number = versionOf(params.version);
    const { value } = await versions.get("tables", params.key, number);
    const since = query.since ?? number - 1;
    const before = since === 0 ? null : (await versions.get("tables", params.key, since)).value;
    const after = decisionTableSchema.parse(value);
    return diffTables(before === null ? { ...after, rows: [], tests: [] } : decisionTableSchema.parse(before), after);
  },

  async readTableFile({ body: { format, content } }) {
    if (format !== "dmn") {
      const rows = format === "csv" ? readCsv(content) : await readXlsx(Buffer.from(content, "base64"));
      return { tables: [readSheet(rows).table], unsupported: [] };
    }
    const { graph, unsupported } = await readDmn(content);
    const tables: DecisionTable[] = [];
    for (const { id, name, logic } of graph.decisions) {
      if (logic.kind === "table") {
        const read = tableOfGraph(graph, id);
        tables.push(read.table);
        unsupported.push(...read.unsupported);
      } else if (logic.kind === "expression")
        unsupported.push({ what: `literal expression ${logic.text}`, where: `Decision ${name}` });
    }
    return { tables, unsupported };
  },

  async writeTableFile({ body: { format, table } }) {
    if (format === "dmn") {
      const { xml, unsupported } = await writeDmn(graphOfTable(table));
      return { content: xml, unsupported };
    }
    const rows = writeSheet(table);
    if (format === "csv") return { content: writeCsv(rows), unsupported: [] };
    return { content: Buffer.from(await writeXlsx(rows)).toString("base64"), unsupported: [] };
  },
};

/** An answer for each input; what one input does wrong is its own error. */
function askEach<T>(inputs: readonly JsonObject[], ask: (input: JsonObject) => T): (T | { error: ErrorData })[] {
  return inputs.map((input) => {
    try {
      return ask(input);
    } catch (thrown) {
      return { error: errorDataOf(thrown) };
    }
  });
}

function refuseOtherKey(key: string, table: DecisionTable | undefined): void {
  if (table !== undefined && table.key !== key) throw new ApiError("RESOURCE_KEY_MISMATCH", { given: table.key, key });
}
