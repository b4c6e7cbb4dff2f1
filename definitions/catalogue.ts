import * as z from "zod";
import { conditionSchema } from "./condition.ts";
import { fieldNameSchema, objectNameSchema } from "./names.ts";
import { jsonSchemaDocumentSchema } from "./json.ts";
import { localizedTextSchema } from "./text-schema.ts";

/** What the UI and validateWorkflow may know of a connector: plain data, no code, no secrets. */
export const operationDescriptionSchema = z.object({
  /** `connector.operation`. */
  name: z.string(),
  kind: z.enum(["action", "trigger"]),
  title: localizedTextSchema,
  description: localizedTextSchema.optional(),
  /** JSON Schema (2020-12) of the input. Property keywords: `title`, `x-title-zh`, `description`, `x-description-zh`, `x-widget` (`expression|text|template|record-object|policy|user|team|mail-template|key-value|code|secret`), `x-options` (true: its values are asked for with `listInputOptions`), `examples`, `contentMediaType` (`text/html`: what `{{ }}` puts in is escaped). */
  input: jsonSchemaDocumentSchema,
  output: jsonSchemaDocumentSchema,
  /** Writes to the outside: needs an idempotency key and a mock in simulation. */
  sideEffect: z.boolean(),
  /** Our own records: quick, run as a local activity, simulated in memory. */
  internal: z.boolean(),
  /** Retry policy where the node gives none. */
  defaultRetry: z
    .object({
      maximumAttempts: z.int(),
      initialInterval: z.string(),
      backoffCoefficient: z.number(),
      maximumInterval: z.string(),
    })
    .optional(),
  defaultTimeout: z.string().optional(),
  deprecated: z.boolean().optional(),
  /** Of an operation that gives a list by pages: its input fields for cursor and size, its output fields for items and the next cursor (null at the end). */
  paging: z.object({ cursor: z.string(), size: z.string(), items: z.string(), next: z.string() }).optional(),
  /** Of a trigger: it asks the other system (`poll`), or is told by it (`push`, for triggers `app-event`). */
  delivery: z.enum(["poll", "push"]).optional(),
});
export type OperationDescription = z.infer<typeof operationDescriptionSchema>;

export const connectorDescriptionSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: localizedTextSchema,
  description: localizedTextSchema.optional(),
  /** Palette group and colour. */
  group: z.enum(["crm", "messages", "systems"]),
  icon: z.string(),
  /** JSON Schema of the connection's settings, secrets marked `x-widget: "secret"`; absent where none is needed. */
  auth: jsonSchemaDocumentSchema.optional(),
  /** It works without a connection too. */
  authOptional: z.boolean().optional(),
  operations: z.array(operationDescriptionSchema),
});
export type ConnectorDescription = z.infer<typeof connectorDescriptionSchema>;

export const FIELD_TYPES = [
  "string",
  "text",
  "number",
  "boolean",
  "date",
  "instant",
  "choice",
  "list",
  "object",
  "reference",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A declared field of a record's object. */
export const fieldDescriptionSchema = z.strictObject({
  name: fieldNameSchema,
  type: z.enum(FIELD_TYPES),
  title: localizedTextSchema,
  required: z.boolean().optional(),
  values: z.array(z.string()).optional(),
  /** For `reference`: the object referred to (`user`, `team`, `account`, …). */
  object: z.string().optional(),
  maxLength: z.int().optional(),
});
export type FieldDescription = z.infer<typeof fieldDescriptionSchema>;

export const objectDescriptionSchema = z.strictObject({
  name: objectNameSchema,
  title: localizedTextSchema,
  plural: localizedTextSchema,
  fields: z.array(fieldDescriptionSchema),
  /** The field whose change is `stage-changed` and gives the business event `<object>.<value>`. */
  stageField: z.string().optional(),
  nameField: z.string(),
});
export type ObjectDescription = z.infer<typeof objectDescriptionSchema>;

/** All that a definition may refer to in a workspace. Keys of resources, with titles. */
export const catalogueSchema = z.object({
  connectors: z.array(connectorDescriptionSchema),
  objects: z.array(objectDescriptionSchema),
  connections: z.array(z.object({ key: z.string(), connector: z.string(), name: z.string() })),
  tables: z.array(
    z.object({
      key: z.string(),
      name: localizedTextSchema,
      inputs: z.array(z.object({ id: z.string(), type: z.string(), values: z.array(z.string()).optional() })),
      outputs: z.array(z.object({ id: z.string(), type: z.string() })),
      hitPolicy: z.string(),
    }),
  ),
  calendars: z.array(z.object({ key: z.string(), tz: z.string(), name: localizedTextSchema.optional() })),
  policies: z.array(z.object({ key: z.string(), name: localizedTextSchema, object: z.string().optional() })),
  mailTemplates: z.array(z.object({ key: z.string(), name: localizedTextSchema })),
  workflows: z.array(z.object({ key: z.string(), name: localizedTextSchema, published: z.boolean() })),
  users: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), active: z.boolean() })),
  teams: z.array(z.object({ key: z.string(), name: localizedTextSchema })),
  roles: z.array(z.string()),
  /** Named conditions shared across workflows. */
  conditions: z.array(
    z.object({
      /** Its key, by which a condition refers to it. */
      name: z.string(),
      title: localizedTextSchema.optional(),
      object: z.string().optional(),
      when: conditionSchema.optional(),
    }),
  ),
  ruleSets: z
    .array(
      z.object({
        key: z.string(),
        name: localizedTextSchema,
        inputs: z.array(
          z.object({
            name: z.string(),
            type: z.string(),
            title: localizedTextSchema.optional(),
            required: z.boolean().optional(),
          }),
        ),
      }),
    )
    .optional(),
  scoringModels: z
    .array(
      z.object({ key: z.string(), name: localizedTextSchema, object: z.string(), type: z.enum(["points", "learned"]) }),
    )
    .optional(),
});
export type Catalogue = z.infer<typeof catalogueSchema>;
