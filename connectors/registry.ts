import type { ConnectorDescription } from "../definitions/catalogue.ts";
import { systemError, userError } from "../definitions/errors.ts";
import type { Connector, ConnectorTrigger } from "./sdk/define-connector.ts";
import type { Operation } from "./sdk/define-operation.ts";
import { describeConnector } from "./sdk/describe-connector.ts";
import { pollOperationOf } from "./sdk/poll-operation.ts";

export interface RegisteredOperation {
  name: string;
  connector: Connector;
  operation: Operation;
}
export interface Registry {
  /** Throws OPERATION_UNKNOWN. */
  get(operationName: string): RegisteredOperation;
  has(operationName: string): boolean;
  /** Throws CONNECTOR_UNKNOWN. */
  getConnector(connectorId: string): Connector;
  readonly operations: readonly RegisteredOperation[];
  /** One look of each trigger that polls, as an operation (sdk/poll-operation.ts). */
  readonly polls: readonly RegisteredOperation[];
  /** A trigger of this name that the other system pushes; undefined where there is none. */
  getPush(triggerName: string): { connector: Connector; trigger: ConnectorTrigger } | undefined;
  readonly connectors: readonly Connector[];
  /** Plain data for the catalogue. */
  describe(): ConnectorDescription[];
}

/** All connectors of an installation, by the names of their operations. Throws CONNECTOR_INVALID for two of one id. */
export function createRegistry(connectors: readonly Connector[]): Registry {
  const byId = new Map<string, Connector>();
  const byName = new Map<string, RegisteredOperation>();
  for (const connector of connectors) {
    if (byId.has(connector.id)) {
      throw systemError("CONNECTOR_INVALID", `Two connectors are called ${connector.id}.`, false);
    }
    byId.set(connector.id, connector);
    for (const operation of connector.operations) {
      const name = `${connector.id}.${operation.id}`;
      byName.set(name, { name, connector, operation });
    }
  }
  return {
    get(operationName) {
      const found = byName.get(operationName);
      if (found !== undefined) return found;
      throw userError("OPERATION_UNKNOWN", `No connector has the operation ${operationName}.`, {
        operation: operationName,
      });
    },
    has: (operationName) => byName.has(operationName),
    getConnector(connectorId) {
      const found = byId.get(connectorId);
      if (found !== undefined) return found;
      throw userError("CONNECTOR_UNKNOWN", `There is no connector ${connectorId}.`, { connector: connectorId });
    },
    operations: [...byName.values()],
    polls: connectors.flatMap((connector) =>
      connector.triggers.flatMap((trigger) => {
        const operation = pollOperationOf(trigger);
        return operation === null ? [] : [{ name: `${connector.id}.${trigger.id}`, connector, operation }];
      }),
    ),
    getPush(triggerName) {
      const [connectorId = "", triggerId] = triggerName.split(".");
      const connector = byId.get(connectorId);
      const trigger = connector?.triggers.find(({ id, push }) => id === triggerId && push !== undefined);
      return connector === undefined || trigger === undefined ? undefined : { connector, trigger };
    },
    connectors: [...byId.values()],
    describe: () => connectors.map(describeConnector),
  };
}
