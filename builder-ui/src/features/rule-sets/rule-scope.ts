import { useMemo } from "react";
import type { FieldDescription } from "../../../../definitions/catalogue.ts";
import type { ScopeTypes, ValueType } from "../../../../definitions/expression/index.ts";
import type { RuleSet } from "../../../../definitions/rule-sets/rule-set.ts";
import { useCatalogue, useObject } from "../records/use-object.ts";

const TYPES: Record<FieldDescription["type"], ValueType> = {
  string: { kind: "string" },
  text: { kind: "string" },
  choice: { kind: "string" },
  reference: { kind: "string" },
  number: { kind: "number" },
  boolean: { kind: "boolean" },
  date: { kind: "date" },
  instant: { kind: "instant" },
  list: { kind: "list", item: { kind: "any" } },
  object: { kind: "any" },
};
const RUN: ValueType = { kind: "object", fields: { now: { kind: "instant" } }, open: false };

function objectType(fields: readonly { name: string; type: FieldDescription["type"] }[]): ValueType {
  return {
    kind: "object",
    fields: Object.fromEntries(fields.map(({ name, type }) => [name, TYPES[type]])),
    open: false,
  };
}

/** What a condition about one kind of record sees. */
export function useRecordScope(object: string): ScopeTypes {
  const description = useObject(object);
  return useMemo(() => ({ names: { record: objectType(description?.fields ?? []), run: RUN } }), [description]);
}

/** What a rule of a set sees: its inputs, and its facts by id. */
export function useRuleSetScope({ inputs, facts }: Pick<RuleSet, "inputs" | "facts">): ScopeTypes {
  const catalogue = useCatalogue();
  return useMemo(() => {
    const names: Record<string, ValueType> = { input: objectType(inputs) };
    for (const fact of facts) {
      const object = fact.type === "record" ? catalogue?.objects.find(({ name }) => name === fact.object) : undefined;
      names[fact.id] = object === undefined ? { kind: "object", fields: {}, open: true } : objectType(object.fields);
    }
    return { names: { ...names, run: RUN } };
  }, [inputs, facts, catalogue]);
}
