import type { Json, JsonObject, JsonSchemaDocument } from "../../definitions/json.ts";
import type { LocalizedText } from "../../definitions/text.ts";
import type { Store } from "../store/index.ts";
import { checkBody } from "./check-body.ts";
import { parseBody } from "./parse-body.ts";
import {
  type Acceptance,
  acceptPublic,
  findTrigger,
  type PublicRequest,
  refuseIssues,
  tooLarge,
  WEBHOOK_MAX_BYTES,
} from "./receive-webhook.ts";

/** What a public form shows. */
export interface FormDescription {
  title: LocalizedText;
  description: LocalizedText | null;
  /** JSON Schema of the fields. */
  fields: JsonSchemaDocument;
  submitLabel: LocalizedText | null;
  thanks: LocalizedText | null;
}

/** The form at a public address. Throws `TRIGGER_ADDRESS_UNKNOWN`. */
export async function describeForm(
  store: Store,
  address: Pick<PublicRequest, "workspaceId" | "addressId">,
): Promise<FormDescription> {
  const { workflow, trigger } = await findTrigger(store, address, "form");
  return {
    title: trigger.title ?? trigger.name ?? workflow.name,
    description: trigger.description ?? null,
    fields: trigger.fields,
    submitLabel: trigger.submitLabel ?? null,
    thanks: trigger.thanks ?? null,
  };
}

/**
 * A form's answer, as JSON or urlencoded. Text of urlencoded fields becomes what the schema asks for (numbers, booleans;
 * empty = left out). The run's payload is the fields, and all of them again as `body`. Throws as `receiveWebhook`, without signatures.
 */
export async function receiveForm(store: Store, request: PublicRequest): Promise<Acceptance> {
  const { workflow, trigger } = await findTrigger(store, request, "form");
  if (request.rawBody.byteLength > WEBHOOK_MAX_BYTES) throw tooLarge();
  const parsed = parseBody(request.contentType, request.rawBody);
  const isUrlencoded = (request.contentType ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  const body = isUrlencoded ? coerceFields(trigger.fields, parsed as JsonObject) : parsed;
  refuseIssues(checkBody({ additionalProperties: false, ...trigger.fields, type: "object" }, body));
  return acceptPublic(store, workflow, trigger, { ...(body as JsonObject), body });
}

/** Text of a browser's form to the types of the schema; what does not fit stays text, for the check to refuse. */
export function coerceFields(schema: JsonSchemaDocument, fields: JsonObject): JsonObject {
  const properties = (schema["properties"] ?? {}) as Record<string, { type?: unknown } | undefined>;
  const coerced: JsonObject = {};
  for (const [name, value] of Object.entries(fields)) {
    const type = Object.hasOwn(properties, name) ? properties[name]?.type : undefined;
    if (value === "" && type !== undefined) continue;
    coerced[name] = coerceValue(type, value);
  }
  for (const [name, property] of Object.entries(properties))
    if (property?.type === "boolean" && coerced[name] === undefined) coerced[name] = false;
  return coerced;
}

function coerceValue(type: unknown, value: Json): Json {
  if (type === "array") return Array.isArray(value) ? value : [value];
  if (typeof value !== "string") return value;
  if (type === "boolean") {
    if (["on", "true", "1", "yes"].includes(value)) return true;
    return ["off", "false", "0", "no"].includes(value) ? false : value;
  }
  if (type !== "number" && type !== "integer") return value;
  const number = Number(value);
  return value.trim() !== "" && Number.isFinite(number) ? number : value;
}
