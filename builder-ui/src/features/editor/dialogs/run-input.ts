import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../../definitions/json.ts";
import { sampleOfSchema } from "../../test-panel/sample-of-schema.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";

/** The object whose record a trigger's run starts on; nothing where the run has a payload of its own. */
export function recordObjectOfTrigger(trigger: Trigger): string | undefined {
  if (trigger.type === "record") return trigger.object;
  return trigger.type === "manual" ? trigger.object : undefined;
}

/** A payload to start with when a trigger is tried by hand. */
export function sampleInput(trigger: Trigger, catalogue: Catalogue): JsonObject {
  switch (trigger.type) {
    case "form":
      return { body: sampleOfSchema(trigger.fields) };
    case "webhook": {
      if (trigger.body !== undefined) return { body: sampleOfSchema(trigger.body) };
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
