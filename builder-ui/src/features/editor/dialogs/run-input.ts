import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../../definitions/json.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";

/** The object whose record a trigger's run starts on; nothing where the run has a payload of its own. */
export function recordObjectOfTrigger(trigger: Trigger): string | undefined {
  if (trigger.type === "record") return trigger.object;
  return trigger.type === "manual" ? trigger.object : undefined;
}

function exampleOf(schema: Record<string, unknown>): JsonObject[string] {
  if (Array.isArray(schema["enum"])) return schema["enum"][0] as JsonObject[string];
  if (schema["format"] === "email") return "ann@example.com";
  if (schema["type"] === "number" || schema["type"] === "integer") return 1;
  if (schema["type"] === "boolean") return true;
  return "";
}

function examplesOf(schema: unknown): JsonObject {
  const properties =
    typeof schema === "object" && schema !== null ? (schema as Record<string, unknown>)["properties"] : undefined;
  if (typeof properties !== "object" || properties === null) return {};
  return Object.fromEntries(
    Object.entries(properties as Record<string, Record<string, unknown>>).map(([name, property]) => [
      name,
      exampleOf(property),
    ]),
  );
}

/** A payload to start with when a trigger is tried by hand. */
export function sampleInput(trigger: Trigger, catalogue: Catalogue): JsonObject {
  switch (trigger.type) {
    case "form":
      return examplesOf(trigger.fields);
    case "webhook": {
      if (trigger.body !== undefined) return { body: examplesOf(trigger.body) };
      const names = Object.values(trigger.upsert?.fields ?? {}).flatMap((value) =>
        typeof value === "string" ? [/^=trigger\.body\.(\w+)$/.exec(value)?.[1]] : [],
      );
      const known = names.flatMap((name) => (name === undefined ? [] : [name]));
      return {
        body: Object.fromEntries(
          (known.length > 0 ? known : ["name", "email"]).map((name) => [
            name,
            name === "email" ? "ann@example.com" : name === "name" ? "Ann Example" : "",
          ]),
        ),
      };
    }
    default:
      return catalogue.objects.length === 0 ? {} : {};
  }
}
