import type * as z from "zod";
import { systemError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { LocalizedText } from "../../definitions/text.ts";
import type { Operation } from "./define-operation.ts";
import { toJsonSchema } from "./describe-connector.ts";
import type { OperationContext } from "./operation-context.ts";
import type { PolledItem } from "./poll-cursor.ts";
import type { PushSource } from "./push.ts";

/** What a connector signs in with. Settings are what a user fills in; secrets carry `x-widget: "secret"`. */
export interface ConnectorAuth {
  settings: z.ZodType<Record<string, unknown>>;
  /** Where relative paths start, without a trailing slash. */
  baseUrl?: (settings: JsonObject) => string | undefined;
  /** Headers that sign a request in; sent only to the base URL's origin. */
  headers?: (settings: JsonObject) => Record<string, string>;
  /** Tries the connection and throws a coded error where it does not work. Changes nothing in the other system. */
  test?: (context: OperationContext) => Promise<void>;
  /** Operations run without a connection too, for example with whole URLs. */
  isOptional?: boolean;
  /** A connection of this key need not exist: the host gives its settings. */
  fallbackKey?: string;
}

/** What a connector may reach; everything else is denied. */
export interface ConnectorPermissions {
  /** Host names, `*.example.com`, `connection` (the host of the connection's base URL) or `*`. */
  hosts: readonly string[];
}

/** A trigger that polls (`poll`) or is told by the other system (`push`): one of the two. */
export interface ConnectorTrigger {
  id: string;
  title: LocalizedText;
  description?: LocalizedText;
  input: z.ZodType;
  output: z.ZodType;
  /**
   * One look: the items that are there, the newest among them, each with the instant of its last change. `since` is where
   * the cursor stands, to ask for less; which items are new is the host's business (`advancePollCursor`).
   */
  poll?: (
    input: unknown,
    context: OperationContext,
    since: string | null,
  ) => Promise<readonly (PolledItem & { data: unknown })[]>;
  /** How requests of the other system are signed and read (`receivePush`). */
  push?: PushSource;
}

export interface ConnectorSpecification {
  id: string;
  name: LocalizedText;
  description?: LocalizedText;
  /** Semantic version of the connector. */
  version: string;
  group: "crm" | "messages" | "systems";
  /** A lucide icon's name. */
  icon: string;
  auth?: ConnectorAuth;
  operations: readonly Operation[];
  triggers?: readonly ConnectorTrigger[];
  permissions: ConnectorPermissions;
}
export interface Connector extends ConnectorSpecification {
  readonly triggers: readonly ConnectorTrigger[];
}

const CONNECTOR_ID = /^[a-z][a-z0-9-]*$/;
const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Declares a system. Throws CONNECTOR_INVALID for a bad id, a bad version, two operations of one id, or options of an unknown field. */
export function defineConnector(specification: ConnectorSpecification): Connector {
  const { id, version, operations, triggers = [] } = specification;
  const refuse = (problem: string) =>
    systemError("CONNECTOR_INVALID", `The connector ${id} cannot be used: ${problem}.`, false);
  if (!CONNECTOR_ID.test(id)) throw refuse("its id must be lower-case letters, digits and hyphens");
  if (!VERSION.test(version)) throw refuse(`${version} is not a semantic version`);
  const seen = new Set<string>();
  for (const part of [...operations, ...triggers]) {
    if (!CONNECTOR_ID.test(part.id)) throw refuse(`${part.id} is not an operation's id`);
    if (seen.has(part.id)) throw refuse(`${part.id} is declared twice`);
    seen.add(part.id);
  }
  for (const operation of operations) {
    const fields = Object.keys(operation.options);
    const known = fields.length === 0 ? {} : toJsonSchema(operation.input, "input")["properties"];
    const stray = fields.find((field) => !Object.hasOwn(known ?? {}, field));
    if (stray !== undefined) throw refuse(`${operation.id} has options for ${stray}, which is no field of its input`);
  }
  for (const trigger of triggers)
    if ((trigger.poll === undefined) === (trigger.push === undefined))
      throw refuse(`${trigger.id} must either poll or be pushed`);
  return { ...specification, triggers };
}
