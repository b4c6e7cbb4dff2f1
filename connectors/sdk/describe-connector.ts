import * as z from "zod";
import type { ConnectorDescription, OperationDescription } from "../../definitions/catalogue.ts";
import type { JsonSchemaDocument } from "../../definitions/json.ts";
import type { Connector } from "./define-connector.ts";
import type { Operation } from "./define-operation.ts";

/** JSON Schema (2020-12) of a zod schema, with the labels that `.meta(label(…))` gave. */
export function toJsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchemaDocument {
  const { $schema: _dialect, ...document } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    // zod leaves out the examples of what it transforms; ours are of what is written.
    override({ zodSchema, jsonSchema }) {
      const examples = z.globalRegistry.get(zodSchema)?.["examples"];
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  });
  return document;
}

/** The plain data about a connector that the builder and validateWorkflow work with. */
export function describeConnector(connector: Connector): ConnectorDescription {
  return {
    id: connector.id,
    version: connector.version,
    title: connector.name,
    ...(connector.description === undefined ? {} : { description: connector.description }),
    group: connector.group,
    icon: connector.icon,
    ...(connector.auth === undefined ? {} : { auth: toJsonSchema(connector.auth.settings, "input") }),
    ...(connector.auth?.isOptional === true ? { authOptional: true } : {}),
    operations: [
      ...connector.operations.map((operation) => describeOperation(connector, operation)),
      ...connector.triggers.map((trigger) => ({
        name: `${connector.id}.${trigger.id}`,
        kind: "trigger" as const,
        delivery: trigger.push === undefined ? ("poll" as const) : ("push" as const),
        title: trigger.title,
        ...(trigger.description === undefined ? {} : { description: trigger.description }),
        input: toJsonSchema(trigger.input, "input"),
        output: toJsonSchema(trigger.output, "output"),
        sideEffect: false,
        internal: false,
      })),
    ],
  };
}

function describeOperation(connector: Connector, operation: Operation): OperationDescription {
  return {
    name: `${connector.id}.${operation.id}`,
    kind: operation.kind,
    title: operation.title,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    input: markOptions(operation, toJsonSchema(operation.input, "input")),
    output: toJsonSchema(operation.output, "output"),
    sideEffect: operation.sideEffect,
    internal: operation.internal,
    ...(operation.defaultRetry === undefined ? {} : { defaultRetry: operation.defaultRetry }),
    ...(operation.defaultTimeout === undefined ? {} : { defaultTimeout: operation.defaultTimeout }),
    ...(operation.deprecated ? { deprecated: true } : {}),
    ...(operation.paging === undefined ? {} : { paging: operation.paging }),
  };
}

/** `x-options` on the fields whose values the other system is asked for. */
function markOptions({ options }: Operation, schema: JsonSchemaDocument): JsonSchemaDocument {
  const properties = schema["properties"];
  if (Object.keys(options).length === 0 || typeof properties !== "object" || properties === null) return schema;
  const marked = Object.entries(properties).map(([name, property]) => [
    name,
    Object.hasOwn(options, name) ? { ...(property as JsonSchemaDocument), "x-options": true } : property,
  ]);
  return { ...schema, properties: Object.fromEntries(marked) };
}
