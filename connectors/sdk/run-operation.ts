import type * as z from "zod";
import { connectorError, type FlowrightError, userError } from "../../definitions/errors.ts";
import type { Json, JsonObject, JsonSchemaDocument } from "../../definitions/json.ts";
import type { Connector } from "./define-connector.ts";
import type { Operation } from "./define-operation.ts";
import { toJsonSchema } from "./describe-connector.ts";
import { describeIssues } from "./describe-issues.ts";
import { createHttpClient } from "./create-http-client.ts";
import type { EgressGuard } from "./egress-guard.ts";
import { type Logger, redactLogger } from "./logger.ts";
import {
  type CallOrigin,
  createServiceFinder,
  type OperationConnection,
  type OperationContext,
  type Services,
} from "./operation-context.ts";
import { createRedactor, redactThrown, secretsOf } from "./redact.ts";

export interface RunOperationOptions {
  connector: Connector;
  operation: Operation;
  input: JsonObject;
  origin: CallOrigin;
  connection: OperationConnection | null;
  guard: EgressGuard;
  services: Services;
  logger: Logger;
  signal: AbortSignal;
}

/**
 * The host: checks input and settings, gives the operation what it may use, checks its output.
 * Throws FlowrightError only: OPERATION_INPUT_INVALID, CONNECTION_INVALID, OPERATION_OUTPUT_INVALID, SYSTEM_UNEXPECTED
 * and whatever the operation throws, with the connection's secrets taken out.
 */
export async function runOperation(options: RunOperationOptions): Promise<Json> {
  const { connector, operation } = options;
  const name = `${connector.id}.${operation.id}`;
  const redact = redactorOf(connector, options.connection);
  try {
    const input = parseInput(name, operation.input, options.input);
    const output = await operation.run(input, createOperationContext(options));
    return parseOutput(name, operation.output, output);
  } catch (error) {
    throw redactThrown(error, redact, name);
  }
}

/** Tries a connection's settings. Throws CONNECTION_INVALID or what the connector's test throws. */
export async function testConnection(options: Omit<RunOperationOptions, "operation" | "input">): Promise<void> {
  const redact = redactorOf(options.connector, options.connection);
  try {
    await options.connector.auth?.test?.(createOperationContext(options));
  } catch (error) {
    throw redactThrown(error, redact, `The test of a connection of ${options.connector.id}`);
  }
}

/** What an operation is handed beside its input. Throws CONNECTION_INVALID. */
export function createOperationContext(options: Omit<RunOperationOptions, "operation" | "input">): OperationContext {
  const { connector, origin, signal } = options;
  const connection = parseConnection(connector, options.connection);
  const settings = connection?.settings ?? {};
  const logger = redactLogger(options.logger, redactorOf(connector, connection));
  return {
    origin,
    connection,
    http: createHttpClient({
      guard: options.guard,
      hosts: connector.permissions.hosts,
      baseUrl: connector.auth?.baseUrl?.(settings),
      authHeaders: connector.auth?.headers?.(settings) ?? {},
      idempotencyKey: origin.idempotencyKey,
      traceparent: origin.traceparent,
      signal,
      logger,
    }),
    logger,
    signal,
    use: createServiceFinder(options.services),
  };
}

/** Takes the connection's secrets out of any value. */
export function redactorOf(connector: Connector, connection: OperationConnection | null): <T>(value: T) => T {
  if (connector.auth === undefined || connection === null) return createRedactor([]);
  return createRedactor(secretsOf(connection.settings, settingsSchemaOf(connector)));
}

/** Making a JSON Schema costs more than most operations' own work. */
const settingsSchemas = new WeakMap<Connector, JsonSchemaDocument>();
function settingsSchemaOf(connector: Connector): JsonSchemaDocument {
  const known = settingsSchemas.get(connector);
  if (known !== undefined || connector.auth === undefined) return known ?? {};
  const schema = toJsonSchema(connector.auth.settings, "input");
  settingsSchemas.set(connector, schema);
  return schema;
}

function parseConnection(connector: Connector, connection: OperationConnection | null): OperationConnection | null {
  if (connector.auth === undefined || connection === null) return null;
  const parsed = connector.auth.settings.safeParse(connection.settings);
  if (parsed.success) return { key: connection.key, settings: parsed.data as JsonObject };
  throw userError(
    "CONNECTION_INVALID",
    `The connection ${connection.key} is not usable: ${describeIssues(parsed.error)}.`,
    {
      connection: connection.key,
      problem: describeIssues(parsed.error),
    },
  );
}

function parseInput(name: string, schema: z.ZodType, input: JsonObject): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw userError("OPERATION_INPUT_INVALID", `${name} cannot use its input: ${describeIssues(parsed.error)}.`, {
    operation: name,
    problem: describeIssues(parsed.error),
    issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
  });
}

function parseOutput(name: string, schema: z.ZodType, output: unknown): Json {
  const parsed = schema.safeParse(output);
  if (parsed.success) return parsed.data as Json;
  throw outputInvalid(name, "it declares", parsed.error);
}

/** The error of an operation that answered something else than was `expected`. */
export function outputInvalid(operation: string, expected: string, cause: z.ZodError): FlowrightError {
  const problem = describeIssues(cause);
  const message = `${operation} answered something else than ${expected}: ${problem}.`;
  return connectorError("OPERATION_OUTPUT_INVALID", message, false, { operation, problem });
}
