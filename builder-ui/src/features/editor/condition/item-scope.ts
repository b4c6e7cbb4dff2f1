import type { ScopeTypes, ValueType } from "../../../../../definitions/expression/index.ts";

const ANY: ValueType = { kind: "any" };

function plain(type: ValueType): ValueType {
  return type.kind === "optional" ? plain(type.value) : type;
}

/** What a rule over the items of a list sees: an item of the list at `field`, and the run. */
export function itemScope(scope: ScopeTypes, field: string): ScopeTypes {
  const [root = "", ...names] = field.split(".");
  let type: ValueType = plain(scope.names[root] ?? ANY);
  for (const name of names) type = type.kind === "object" ? plain(type.fields[name] ?? ANY) : ANY;
  const item = type.kind === "list" ? plain(type.item) : ANY;
  return { names: { item, ...(scope.names["run"] === undefined ? {} : { run: scope.names["run"] }) } };
}
