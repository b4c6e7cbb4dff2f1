import type { DecisionTable } from "../resources.ts";
import { textIn } from "../text.ts";
import type { DecisionGraph } from "./decision-graph.ts";

/** A table of ours as a graph of one decision, whose inputs are its columns. */
export function graphOfTable(table: DecisionTable): DecisionGraph {
  const name = textIn(table.name, "en");
  return {
    schemaVersion: 1,
    id: `definitions-${table.key}`,
    name,
    namespace: "",
    inputs: table.inputs.map((input) => ({
      id: `input-${input.id}`,
      name: input.id,
      type: input.type,
      ...(input.values === undefined ? {} : { values: input.values }),
    })),
    decisions: [
      {
        id: table.key,
        name,
        ...(table.description === undefined ? {} : { description: textIn(table.description, "en") }),
        requires: table.inputs.map(({ id }) => `input-${id}`),
        logic: {
          kind: "table",
          table,
          columns: Object.fromEntries(table.inputs.map(({ id }) => [id, { expression: id }])),
          outputNames: Object.fromEntries(table.outputs.map(({ id }) => [id, id])),
        },
      },
    ],
  };
}
