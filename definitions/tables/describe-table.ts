import type { Catalogue } from "../catalogue.ts";
import type { DecisionTable } from "../resources.ts";

/** What validation and the builder may know of a table: its columns, not its rows. */
export function describeTable({ key, name, hitPolicy, inputs, outputs }: DecisionTable): Catalogue["tables"][number] {
  return {
    key,
    name,
    hitPolicy,
    inputs: inputs.map(({ id, type, values }) => ({
      id,
      type,
      ...(values === undefined ? {} : { values: values.map(String) }),
    })),
    outputs: outputs.map(({ id, type }) => ({ id, type })),
  };
}
