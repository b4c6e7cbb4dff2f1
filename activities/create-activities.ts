import { createEgressGuard, type EgressGuard } from "../connectors/sdk/egress-guard.ts";
import { type Logger, SILENT_LOGGER } from "../connectors/sdk/logger.ts";
import type { OperationConnection, Services } from "../connectors/sdk/operation-context.ts";
import { runOperation } from "../connectors/sdk/run-operation.ts";
import { DELIVERIES, SYNC, TEMPLATES } from "../connectors/sdk/services.ts";
import type { RegisteredOperation, Registry } from "../connectors/registry.ts";
import { FlowrightError, userError } from "../definitions/errors.ts";
import type { Json, JsonObject } from "../definitions/json.ts";
import { crmConnector } from "./crm/connector.ts";
import { PORTS } from "./crm/ports-token.ts";
import { createDeliveryLedger, type MailSettlement, NO_SETTLEMENT } from "./mail/delivery-ledger.ts";
import { createTemplateService } from "./mail/template-service.ts";
import type { OperationCall } from "./operation-call.ts";
import type { ActivityPorts } from "./ports.ts";
import { createSyncService } from "./sync/sync-service.ts";

export interface ActivityDependencies {
  ports: ActivityPorts;
  registry: Registry;
  /** Asks the receiving mail server for a Message-ID; without it such cases wait for an operator. */
  mailSettlement?: MailSettlement;
  logger?: Logger;
  /** Hosts in private networks that connectors may call; `*` allows all. */
  allowPrivateHosts?: readonly string[];
  /** Settings of connections that need not be stored, by connector id: `{ smtp: { url, from } }` behind the key `default`. */
  fallbackConnections?: Readonly<Record<string, JsonObject>>;
  /** The running activity's cancellation signal. */
  currentSignal?: () => AbortSignal | undefined;
  /** How long a mail entry in `sending` may belong to an attempt that still runs. */
  mailInFlightMs?: number;
}
export type OperationActivity = (call: OperationCall) => Promise<Json>;

/**
 * One activity an operation, by its name (`crm.assign`), and `default`, which answers an unknown one with
 * OPERATION_UNKNOWN. They throw FlowrightError only.
 */
export function createActivities(dependencies: ActivityDependencies): Record<string, OperationActivity> {
  const guard = createEgressGuard(dependencies.allowPrivateHosts ?? []);
  const activities: Record<string, OperationActivity> = {
    default: async (call) => {
      throw userError("OPERATION_UNKNOWN", `No connector has the operation ${call.operation}.`, {
        operation: call.operation,
      });
    },
  };
  for (const registered of dependencies.registry.operations) {
    activities[registered.name] = async (call) => perform(registered, call, dependencies, guard);
  }
  return activities;
}

async function perform(
  registered: RegisteredOperation,
  call: OperationCall,
  dependencies: ActivityDependencies,
  guard: EgressGuard,
): Promise<Json> {
  return runOperation({
    connector: registered.connector,
    operation: registered.operation,
    input: call.input,
    origin: call,
    connection: await resolveConnection(registered, call, dependencies),
    guard,
    services: servicesOf(registered, call, dependencies),
    logger: dependencies.logger ?? SILENT_LOGGER,
    signal: dependencies.currentSignal?.() ?? new AbortController().signal,
  });
}

function servicesOf(
  registered: RegisteredOperation,
  call: OperationCall,
  dependencies: ActivityDependencies,
): Services {
  const { ports } = dependencies;
  const { workspaceId, runId, idempotencyKey } = call;
  // The store is for the built-in CRM alone: a plugin that calls itself internal gets nothing.
  const isBuiltInCrm = registered.connector === crmConnector;
  return {
    ...(isBuiltInCrm ? { [PORTS.name]: ports } : {}),
    [TEMPLATES.name]: createTemplateService(ports.resources, workspaceId),
    [DELIVERIES.name]: createDeliveryLedger({
      deliveries: ports.deliveries,
      settlement: dependencies.mailSettlement ?? NO_SETTLEMENT,
      workspaceId,
      runId,
      idempotencyKey,
      ...(dependencies.mailInFlightMs === undefined ? {} : { inFlightMs: dependencies.mailInFlightMs }),
    }),
    [SYNC.name]: createSyncService({
      links: ports.links,
      workspaceId,
      connection: call.connection ?? registered.connector.id,
      runId,
    }),
  };
}

async function resolveConnection(
  { name, connector }: RegisteredOperation,
  call: OperationCall,
  { ports, fallbackConnections }: ActivityDependencies,
): Promise<OperationConnection | null> {
  const { auth } = connector;
  if (auth === undefined) return null;
  const key = call.connection ?? auth.fallbackKey;
  if (key === undefined) {
    if (auth.isOptional === true) return null;
    throw userError("CONNECTION_MISSING", `${name} needs a connection.`, { operation: name });
  }
  const fallback = key === auth.fallbackKey ? fallbackConnections?.[connector.id] : undefined;
  try {
    const resolved = await ports.connections.resolve(call.workspaceId, key);
    if (resolved.connector === connector.id) return { key, settings: resolved.settings };
  } catch (error) {
    const isUnknown = error instanceof FlowrightError && error.code === "CONNECTION_UNKNOWN";
    if (isUnknown && fallback !== undefined) return { key, settings: fallback };
    throw error;
  }
  throw userError("CONNECTION_MISMATCH", `The connection ${key} is not one of ${connector.id}.`, {
    connection: key,
    connector: connector.id,
  });
}
