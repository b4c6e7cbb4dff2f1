import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import type { Trigger } from "../../../../definitions/triggers/index.ts";
import { recordObjectOfTrigger, sampleInput } from "../editor/dialogs/run-input.ts";

/** What a simulation starts from: the record of a trigger that has one, else its payload. */
export interface SampleStart {
  kind: "record" | "input";
  value: JsonObject;
}

/** Something to start a simulation with: a record with every declared field, or a payload. */
export function sampleStart(trigger: Trigger, catalogue: Catalogue): SampleStart {
  const object = recordObjectOfTrigger(trigger);
  if (object === undefined) return { kind: "input", value: sampleInput(trigger, catalogue) };
  const description = catalogue.objects.find(({ name }) => name === object);
  const fields = (description?.fields ?? []).map(({ name, type, values }) => [
    name,
    exampleOf(name, type, values?.[0]),
  ]);
  return { kind: "record", value: { object, id: "sample-1", ...(Object.fromEntries(fields) as JsonObject) } };
}

function exampleOf(name: string, type: string, first: string | undefined): JsonObject[string] {
  if (first !== undefined) return first;
  if (name === "name" || name === "subject") return "Ann Example";
  if (type === "email") return "ann@example.com";
  return null;
}
