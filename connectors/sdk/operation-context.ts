import { systemError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { HttpClient } from "./http-client.ts";
import type { Logger } from "./logger.ts";

/** Which step asks (§9). */
export interface CallOrigin {
  workspaceId: string;
  runId: string;
  workflowKey: string;
  nodeId: string;
  /** `runId/nodeId/iteration`: stable over retries and replays. */
  idempotencyKey: string;
  /** Workflow keys that led here. */
  chain: readonly string[];
  /** The workflow's own time, ISO 8601. */
  now: string;
  /** W3C Trace Context of this call; HTTP calls carry it to the other system. */
  traceparent?: string | undefined;
  /** The workflow's time zone; UTC where it names none. */
  timeZone?: string | undefined;
}

export interface OperationConnection {
  key: string;
  settings: JsonObject;
}

/** Something that only the host has, asked for by token: `context.use(TEMPLATES)`. */
export interface ServiceToken<T> {
  readonly name: string;
  /** Never set; carries the type. */
  readonly service?: T;
}
export function serviceToken<T>(name: string): ServiceToken<T> {
  return { name };
}
/** Services by the name of their token. */
export type Services = Readonly<Record<string, unknown>>;

/** What the host hands an operation beside its validated input. */
export interface OperationContext {
  origin: CallOrigin;
  /** Null where the connector needs no connection. */
  connection: OperationConnection | null;
  /** Base URL, sign-in, retry classification, idempotency key and declared hosts are set. */
  http: HttpClient;
  /** Redacts the connection's secrets. */
  logger: Logger;
  /** Aborts when the step is cancelled or times out. */
  signal: AbortSignal;
  /** Throws SERVICE_MISSING where the host does not offer it. */
  use<T>(token: ServiceToken<T>): T;
}

/** Finds services by token. */
export function createServiceFinder(services: Services): OperationContext["use"] {
  return <T>(token: ServiceToken<T>): T => {
    const service = services[token.name];
    if (service === undefined) {
      throw systemError("SERVICE_MISSING", `The host does not offer the service ${token.name}.`, false);
    }
    return service as T;
  };
}
