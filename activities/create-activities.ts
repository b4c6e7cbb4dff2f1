import { createEgressGuard, type EgressGuard } from "../connectors/sdk/egress-guard.ts";
import { type Logger, SILENT_LOGGER } from "../connectors/sdk/logger.ts";
import type { Services } from "../connectors/sdk/operation-context.ts";
import { runOperation } from "../connectors/sdk/run-operation.ts";
import { DELIVERIES, SYNC, TEMPLATES } from "../connectors/sdk/services.ts";
import type { RegisteredOperation, Registry } from "../connectors/registry.ts";
import { userError } from "../definitions/errors.ts";
import type { Json, JsonObject } from "../definitions/json.ts";
import { crmConnector } from "./crm/connector.ts";
import { scoreConnector } from "./scoring/connector.ts";
import { PORTS } from "./crm/ports-token.ts";
import { createDeliveryLedger, type MailSettlement, NO_SETTLEMENT } from "./mail/delivery-ledger.ts";
import { createTemplateService } from "./mail/template-service.ts";
import type { OperationCall } from "./operation-call.ts";
import type { ActivityPorts } from "./ports.ts";
import { askerOfRuleSets, type RuleSetAsker } from "./rule-sets/ask-rule-set.ts";
import { RULE_SETS, rulesConnector } from "./rule-sets/connector.ts";
import { resolveConnection } from "./resolve-connection.ts";
import { createSyncService } from "./sync/sync-service.ts";

export interface ActivityDependencies {
  ports: ActivityPorts;
  registry: Registry;
  /** Asks the mail server behind the fallback connection for a Message-ID; without it such cases wait for an operator. */
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

/** One look of each poll trigger, by its name. They throw FlowrightError only. */
export function createPolls(dependencies: ActivityDependencies): Record<string, OperationActivity> {
  const guard = createEgressGuard(dependencies.allowPrivateHosts ?? []);
  const polls: Record<string, OperationActivity> = {};
  for (const registered of dependencies.registry.polls)
    polls[registered.name] = async (call) => perform(registered, call, dependencies, guard);
  return polls;
}

/** Asks rule sets on behalf of the API; a step asks by the operation `rules.evaluate`. */
export function createRuleSetAsker(dependencies: ActivityDependencies): RuleSetAsker {
  const guard = createEgressGuard(dependencies.allowPrivateHosts ?? []);
  return askerOfRuleSets({
    ports: dependencies.ports,
    runOperation: async (call) => {
      const registered = dependencies.registry.get(call.operation);
      if (registered.operation.sideEffect)
        throw userError("RULE_SET_FACT_WRITES", `${call.operation} changes something.`, { operation: call.operation });
      return perform(registered, call, dependencies, guard);
    },
  });
}

async function perform(
  registered: RegisteredOperation,
  call: OperationCall,
  dependencies: ActivityDependencies,
  guard: EgressGuard,
): Promise<Json> {
  const resolved = await resolveConnection(registered, call, dependencies);
  return runOperation({
    connector: registered.connector,
    operation: registered.operation,
    input: call.input,
    origin: call,
    connection: resolved?.connection ?? null,
    guard,
    services: servicesOf(registered, call, dependencies, resolved?.isFallback ?? false),
    logger: dependencies.logger ?? SILENT_LOGGER,
    signal: dependencies.currentSignal?.() ?? new AbortController().signal,
  });
}

function servicesOf(
  registered: RegisteredOperation,
  call: OperationCall,
  dependencies: ActivityDependencies,
  isFallback: boolean,
): Services {
  const { ports, mailSettlement = NO_SETTLEMENT } = dependencies;
  const { workspaceId, runId, idempotencyKey } = call;
  // The store is for the built-in connectors alone: a plugin that calls itself internal gets nothing.
  const isOnStore = registered.connector === crmConnector || registered.connector === scoreConnector;
  return {
    ...(isOnStore ? { [PORTS.name]: ports } : {}),
    ...(registered.connector === rulesConnector ? { [RULE_SETS.name]: createRuleSetAsker(dependencies) } : {}),
    [TEMPLATES.name]: createTemplateService(ports.resources, workspaceId),
    [DELIVERIES.name]: createDeliveryLedger({
      deliveries: ports.deliveries,
      // Of a mail that went to somebody else's server the installation's own mailbox knows nothing.
      settlement: isFallback ? mailSettlement : NO_SETTLEMENT,
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
