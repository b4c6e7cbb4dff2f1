import { randomUUID } from "node:crypto";
import type { Registry } from "../../connectors/registry.ts";
import { createEgressGuard } from "../../connectors/sdk/egress-guard.ts";
import type { Logger } from "../../connectors/sdk/logger.ts";
import { testConnection } from "../../connectors/sdk/run-operation.ts";
import type { Store } from "../store/index.ts";
import { ApiError } from "./api-error.ts";

const TEST_LIMIT_MS = 20_000;

/** Tries connections through their connectors. */
export interface ConnectionTester {
  /** Throws what the connector threw. CONNECTION_TEST_UNSUPPORTED where it has no test. */
  test(workspaceId: string, key: string): Promise<void>;
}

/** A tester that reaches other systems under the same guard as steps do. */
export function createConnectionTester(options: {
  store: Store;
  registry: Registry;
  allowPrivateHosts: readonly string[];
  logger: Logger;
}): ConnectionTester {
  const guard = createEgressGuard(options.allowPrivateHosts);
  return {
    async test(workspaceId, key) {
      const { connector: id, settings } = await options.store.workspace(workspaceId).connections.resolve(key);
      const connector = options.registry.getConnector(id);
      if (connector.auth?.test === undefined) throw new ApiError("CONNECTION_TEST_UNSUPPORTED", { connector: id });
      const origin = {
        workspaceId,
        runId: "connection-test",
        workflowKey: "connection-test",
        nodeId: key,
        idempotencyKey: `connection-test/${key}/${randomUUID()}`,
        chain: [],
        now: new Date().toISOString(),
      };
      await testConnection({
        connector,
        origin,
        connection: { key, settings },
        guard,
        services: {},
        logger: options.logger,
        signal: AbortSignal.timeout(TEST_LIMIT_MS),
      });
    },
  };
}
