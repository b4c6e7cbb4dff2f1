import type { Catalogue, FieldDescription, ObjectDescription } from "../catalogue.ts";
import { ANY, BOOLEAN, INSTANT, listOf, NUMBER, objectOf, STRING, type ValueType } from "../expression/types.ts";
import type { Trigger } from "../triggers/index.ts";
import type { Variable, WorkflowDefinition } from "../workflow.ts";
import { typeOfSchema } from "./json-schema-type.ts";

export function fieldType(field: FieldDescription): ValueType {
  switch (field.type) {
    case "string":
    case "text":
    case "choice":
    case "reference":
      return STRING;
    case "number":
      return NUMBER;
    case "boolean":
      return BOOLEAN;
    case "date":
      return { kind: "date" };
    case "instant":
      return INSTANT;
    case "list":
      return listOf(ANY);
    case "object":
      return ANY;
  }
}

/** The type of a kind of record: its declared fields, `id` and `object`. */
export function typeOfObject(object: ObjectDescription): ValueType {
  const fields = object.fields.map((field) => [field.name, fieldType(field)] as const);
  return objectOf({ id: STRING, object: STRING, ...Object.fromEntries(fields) });
}

/** The kinds of record that runs of this workflow are about; null where a run may be about any or none. */
function recordObjects(definition: WorkflowDefinition): string[] | null {
  const objects = definition.triggers.map(objectOfTrigger);
  return objects.length === 0 || objects.includes(null) ? null : [...new Set(objects.filter((name) => name !== null))];
}

function objectOfTrigger(trigger: Trigger): string | null {
  if (trigger.type === "record") return trigger.object;
  if (trigger.type === "manual") return trigger.object ?? null;
  if ("upsert" in trigger && trigger.upsert !== undefined) return trigger.upsert.object;
  return null;
}

/** Fields of all the kinds that a record may be of; where they differ, the field may be anything. */
export function typeOfRecord(definition: WorkflowDefinition, catalogue: Catalogue): ValueType {
  const names = recordObjects(definition);
  if (names === null) return ANY;
  const objects = names.map((name) => catalogue.objects.find((object) => object.name === name));
  if (objects.includes(undefined)) return ANY;
  return joinTypes(objects.flatMap((object) => (object === undefined ? [] : [typeOfObject(object)])));
}

/** Joins object types: a field that not all have, or that differs, may be anything. */
function joinTypes(types: readonly ValueType[]): ValueType {
  const [first, ...others] = types;
  if (first === undefined) return ANY;
  if (others.length === 0) return first;
  const fields: Record<string, ValueType> = {};
  for (const type of types) {
    if (type.kind !== "object") return ANY;
    for (const [name, field] of Object.entries(type.fields)) {
      const known = fields[name];
      fields[name] = known === undefined || known.kind === field.kind ? field : ANY;
    }
  }
  return objectOf(
    fields,
    types.some((type) => type.kind === "object" && type.open),
  );
}

/** What `trigger` holds when this trigger starts a run. */
function payloadType(trigger: Trigger, definition: WorkflowDefinition, catalogue: Catalogue): ValueType {
  switch (trigger.type) {
    case "webhook":
      return objectOf({ body: trigger.body === undefined ? ANY : typeOfSchema(trigger.body), query: ANY });
    case "form": {
      const fields = typeOfSchema(trigger.fields);
      return fields.kind === "object"
        ? { ...fields, fields: { ...fields.fields, body: fields } }
        : objectOf({ body: ANY }, true);
    }
    case "poll":
    case "app-event": {
      const operation = findOperation(catalogue, trigger.operation);
      const type = operation === undefined ? ANY : typeOfSchema(operation.output);
      return type.kind === "object" ? objectOf(type.fields, true) : ANY;
    }
    case "event":
      return objectOf({ name: STRING, correlate: ANY, payload: ANY });
    case "manual": {
      const inputs = definition.inputs === undefined ? ANY : typeOfSchema(definition.inputs);
      return inputs.kind === "object" ? { ...inputs, open: true } : ANY;
    }
    case "record":
      return objectOf({ object: STRING, id: STRING, change: STRING, changedFields: listOf(STRING), before: ANY });
    case "schedule":
      return objectOf({ scheduledAt: INSTANT });
    case "workflow":
      return objectOf(
        { runId: STRING, workflow: STRING, version: NUMBER, status: STRING, output: ANY, error: ANY },
        true,
      );
    case "email":
      return objectOf(
        {
          messageId: ANY,
          from: objectOf({ address: STRING, name: ANY }),
          to: listOf(STRING),
          subject: STRING,
          text: STRING,
          html: ANY,
          date: ANY,
          inReplyTo: ANY,
          attachments: listOf(ANY),
        },
        true,
      );
  }
}

export function typeOfTriggers(
  triggers: readonly Trigger[],
  definition: WorkflowDefinition,
  catalogue: Catalogue,
): ValueType {
  return joinTypes(triggers.map((trigger) => payloadType(trigger, definition, catalogue)));
}

/** An operation's description by name. */
export function findOperation(catalogue: Catalogue, name: string) {
  const connectorId = name.split(".", 1)[0];
  const connector = catalogue.connectors.find((entry) => entry.id === connectorId);
  return connector?.operations.find((operation) => operation.name === name);
}

const VARIABLES: Record<Variable["type"], ValueType> = {
  string: STRING,
  number: NUMBER,
  boolean: BOOLEAN,
  object: objectOf({}, true),
  list: listOf(ANY),
  instant: INSTANT,
  any: ANY,
};

/** The declared variables. */
export function typeOfVariables(definition: WorkflowDefinition): ValueType {
  return objectOf(
    Object.fromEntries(definition.variables.map((variable) => [variable.name, VARIABLES[variable.type]])),
  );
}

/** The run's own facts. */
export const RUN_TYPE: ValueType = objectOf({
  id: STRING,
  workflow: STRING,
  version: NUMBER,
  startedAt: INSTANT,
  now: INSTANT,
});

/** An event as `when`, `correlate` and the output of a wait see it. */
export const EVENT_TYPE: ValueType = objectOf({ id: STRING, name: STRING, correlate: ANY, payload: ANY, at: INSTANT });

/** A failed step's error. */
export const ERROR_TYPE: ValueType = objectOf({
  code: STRING,
  class: STRING,
  retryable: BOOLEAN,
  message: STRING,
  details: ANY,
});
