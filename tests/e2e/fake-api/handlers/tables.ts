import type { RouteBody, RouteName, RouteResponse } from "../../../../definitions/api.ts";
import { diffTables } from "../../../../definitions/diff/index.ts";
import { compileGraph, graphOfTable, readDmn, writeDmn } from "../../../../definitions/dmn/index.ts";
import { errorDataOf } from "../../../../definitions/errors.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import { decisionTableSchema, type ResourceKind } from "../../../../definitions/resources.ts";
import type { TableBackTestStep } from "../../../../definitions/table-history.ts";
import { compileTable, evaluateTable, stepOutput } from "../../../../definitions/tables/index.ts";
import { readCsv, writeCsv } from "../../../../definitions/tables/sheet-csv.ts";
import { readSheet, writeSheet } from "../../../../definitions/tables/sheet.ts";
import type { Call, Handler } from "../handlers.ts";
import { Problem, type World } from "../world.ts";
import { found } from "./paging.ts";

type Kept = Omit<RouteResponse<"getResourceVersion">, "isCurrent">;
const histories = new WeakMap<World, Map<string, Kept[]>>();

/** The contents of a resource, oldest first; what the world began with is the first. */
function historyOf({ world, params }: Call, kind = params["kind"] ?? ""): Kept[] {
  const all = histories.get(world) ?? new Map<string, Kept[]>();
  histories.set(world, all);
  const name = `${kind}/${params["key"]}`;
  const kept = all.get(name) ?? [];
  all.set(name, kept);
  if (kept.length === 0) {
    const value = world.resources[kind as ResourceKind].find(({ key }) => key === params["key"]);
    if (value !== undefined)
      kept.push({ version: 1, hash: "1", note: null, savedAt: "2026-02-02T09:30:00.000Z", savedBy: "usr_ann", value });
  }
  return kept;
}

/** Keeps what is saved; call it before the world changes. */
export function keepVersion(call: Call, value: JsonObject): void {
  const kept = historyOf(call);
  const { world, query } = call;
  if (JSON.stringify(kept.at(-1)?.value) === JSON.stringify(value)) return;
  const version = kept.length + 1;
  const savedBy = world.users[0]?.id ?? null;
  kept.push({
    version,
    hash: String(version),
    note: query["note"] ?? null,
    savedAt: new Date().toISOString(),
    savedBy,
    value,
  });
}

const versionOf = (call: Call, kind?: string) =>
  found(
    historyOf(call, kind).find(({ version }) => String(version) === call.params["version"]),
    "version",
  );

function evaluate({ body, world, params }: Call): RouteResponse<"evaluateTable"> {
  const { table, inputs, asOf = "2026-03-02" } = body as RouteBody<"evaluateTable">;
  const stored = table ?? world.resources.tables.find(({ key }) => key === params["key"]);
  const compiled = compileTable(decisionTableSchema.parse(stored));
  const ask = (input: JsonObject) => {
    try {
      return evaluateTable(compiled, input, { asOf });
    } catch (thrown) {
      return { error: errorDataOf(thrown) };
    }
  };
  return { results: (inputs as JsonObject[]).map(ask) };
}

/** What the seeded runs asked the table. */
function backTest({ body, world }: Call): RouteResponse<"backTestTable"> {
  const table = decisionTableSchema.parse((body as RouteBody<"backTestTable">).table);
  const compiled = compileTable(table);
  const nodes = new Set(
    world.workflows.flatMap(({ draft }) =>
      draft.nodes.filter((node) => node.type === "decision-table" && node.table === table.key).map(({ id }) => id),
    ),
  );
  const steps: TableBackTestStep[] = [];
  let compared = 0;
  const runs = new Set<string>();
  for (const run of world.runs)
    for (const { nodeId, stepId, startedAt: at, input, output: before = null } of run.steps) {
      if (!nodes.has(nodeId) || typeof input !== "object" || input === null || Array.isArray(input)) continue;
      compared += 1;
      runs.add(run.id);
      const of = { runId: run.id, workflow: run.workflowKey, record: run.record, stepId, at, input, before };
      try {
        const result = evaluateTable(compiled, input, { asOf: at.slice(0, 10) });
        const after = stepOutput(result, table);
        if (JSON.stringify(after) !== JSON.stringify(before))
          steps.push({ ...of, verdict: "different", after, hits: result.hits, error: null });
      } catch (thrown) {
        steps.push({ ...of, verdict: "failed", after: null, hits: [], error: errorDataOf(thrown) });
      }
    }
  const failed = steps.filter(({ verdict }) => verdict === "failed").length;
  const different = steps.length - failed;
  return { table: table.key, runs: runs.size, compared, same: compared - steps.length, different, failed, steps };
}

function uses({ world, params }: Call): RouteResponse<"listResourceUses"> {
  const text = `"table":"${params["key"]}"`;
  const workflows = world.workflows.filter(({ draft }) => JSON.stringify(draft).includes(text));
  return {
    items: workflows.map(({ key, versions }, index) => ({
      kind: "workflow",
      key,
      version: versions.length,
      isCurrent: index === 0,
    })),
  };
}

export const tableHandlers = {
  listResourceVersions: (call) => {
    const kept = historyOf(call);
    const items = kept.map(({ version, hash, note, savedAt, savedBy }) => {
      const isCurrent = version === kept.length;
      return { version, hash, note, savedAt, savedBy, isCurrent };
    });
    return { items: items.toReversed() };
  },
  getResourceVersion: (call) => ({ ...versionOf(call), isCurrent: versionOf(call).version === historyOf(call).length }),
  restoreResourceVersion: (call) => {
    const { value, version } = versionOf(call);
    const query = { note: `Version ${version} restored` };
    keepVersion({ ...call, query }, value);
    const list = call.world.resources[call.params["kind"] as ResourceKind];
    list[list.findIndex(({ key }) => key === call.params["key"])] = value;
    return value;
  },
  listResourceUses: uses,
  evaluateTable: evaluate,
  backTestTable: backTest,
  diffTableVersions: (call) => {
    const after = decisionTableSchema.parse(versionOf(call, "tables").value);
    const number = Number(call.query["since"] ?? Number(call.params["version"]) - 1);
    const before = historyOf(call, "tables")[number - 1]?.value;
    return diffTables(before === undefined ? { ...after, rows: [] } : decisionTableSchema.parse(before), after);
  },
  readTableFile: async ({ body }) => {
    const { format, content } = body as RouteBody<"readTableFile">;
    if (format === "xlsx") throw new Problem(422, "SHEET_FILE_INVALID", "No XLSX here.");
    if (format === "csv") return { tables: [readSheet(readCsv(content)).table], unsupported: [] };
    const { graph, unsupported } = await readDmn(content);
    return {
      tables: graph.decisions.flatMap(({ logic }) => (logic.kind === "table" ? [logic.table] : [])),
      unsupported,
    };
  },
  evaluateDecisionFile: async ({ body }) => {
    const { content, decision, inputs } = body as RouteBody<"evaluateDecisionFile">;
    const { graph, unsupported } = await readDmn(content);
    const compiled = compileGraph(graph, decision);
    const results = (inputs as JsonObject[]).map((input) => compiled.evaluate(input, { asOf: "2026-03-02" }));
    return { decision: compiled.decision, results, unsupported };
  },
  writeTableFile: async ({ body }) => {
    const { format, table: given } = body as RouteBody<"writeTableFile">;
    const table = decisionTableSchema.parse(given);
    if (format === "xlsx") throw new Problem(422, "SHEET_FILE_INVALID", "No XLSX here.");
    if (format === "csv") return { content: writeCsv(writeSheet(table)), unsupported: [] };
    const { xml, unsupported } = await writeDmn(graphOfTable(table));
    return { content: xml, unsupported };
  },
} satisfies Partial<Record<RouteName, Handler>>;
