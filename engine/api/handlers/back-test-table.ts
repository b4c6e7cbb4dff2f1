import { isJsonObject } from "../../../definitions/is-json-object.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import type { DecisionTable } from "../../../definitions/resources.ts";
import type { TableBackTest } from "../../../definitions/table-history.ts";
import { compileTable, evaluateTable, stepOutput } from "../../../definitions/tables/index.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { ApiServices } from "../api-services.ts";
import { backTestAsked } from "./back-test-asked.ts";

/**
 * Asks a changed table what it was asked in the last runs, as of the day of each, and compares with what the steps gave.
 * Looks at runs newest first until `last` of them have asked the table. Throws as compileTable.
 */
export async function backTestTable(
  services: ApiServices,
  workspaceId: string,
  table: DecisionTable,
  last: number,
): Promise<TableBackTest> {
  const compiled = compileTable(table);
  const compared = await backTestAsked<{ input: JsonObject; before: Json }, { after: Json; hits: string[] }>(
    services,
    workspaceId,
    {
      last,
      nodesThatAsk: (definition) => nodesThatAsk(definition, table.key),
      questionOf: ({ input, output }) => (isJsonObject(input) ? { input, before: output ?? null } : null),
      ask({ input }, at) {
        const result = evaluateTable(compiled, input, { asOf: at.slice(0, 10), explain: false });
        return { after: stepOutput(result, compiled), hits: result.hits };
      },
      none: { after: null, hits: [] },
    },
  );
  return { table: table.key, ...compared };
}

/** Nodes of a definition that ask the table. */
function nodesThatAsk(definition: WorkflowDefinition, key: string): Set<string> {
  return new Set(
    definition.nodes.filter((node) => node.type === "decision-table" && node.table === key).map(({ id }) => id),
  );
}
