import type { Registry } from "../../connectors/registry.ts";
import type { EgressGuard } from "../../connectors/sdk/egress-guard.ts";
import type { Logger } from "../../connectors/sdk/logger.ts";
import { testConnection } from "../../connectors/sdk/run-operation.ts";
import type { Store } from "../store/index.ts";
import { ApiError } from "./api-error.ts";
import { originOutsideRuns } from "./origin-outside-runs.ts";

const TEST_LIMIT_MS = 20_000;

/** Tries connections through their connectors. */
export interface ConnectionTester {
  /** Throws what the connector threw. CONNECTION_TEST_UNSUPPORTED where it has no test. */
  test(workspaceId: string, key: string): Promise<void>;
}

/** A tester that reaches other systems under the guard. */
export function createConnectionTester(options: {
  store: Store;
  registry: Registry;
  guard: EgressGuard;
  logger: Logger;
}): ConnectionTester {
  return {
    async test(workspaceId, key) {
      const { connector: id, settings } = await options.store.workspace(workspaceId).connections.resolve(key);
      const connector = options.registry.getConnector(id);
      if (connector.auth?.test === undefined) throw new ApiError("CONNECTION_TEST_UNSUPPORTED", { connector: id });
      await testConnection({
        connector,
        origin: originOutsideRuns(workspaceId, "connection-test", key),
        connection: { key, settings },
        guard: options.guard,
        services: {},
        logger: options.logger,
        signal: AbortSignal.timeout(TEST_LIMIT_MS),
      });
    },
  };
}
