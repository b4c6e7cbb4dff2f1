import { resolveConnection } from "../../activities/resolve-connection.ts";
import type { ActivityPorts } from "../../activities/ports.ts";
import type { Registry } from "../../connectors/registry.ts";
import type { EgressGuard } from "../../connectors/sdk/egress-guard.ts";
import { findInputOptions } from "../../connectors/sdk/find-input-options.ts";
import type { Logger } from "../../connectors/sdk/logger.ts";
import type { InputOption } from "../../definitions/input-option.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { originOutsideRuns } from "./origin-outside-runs.ts";

/** A form waits no longer; a person can type the value. */
const ANSWER_LIMIT_MS = 10_000;

export interface InputOptionsQuestion {
  workspaceId: string;
  operation: string;
  /** Null where the operation needs none. */
  connection: string | null;
  field: string;
  input: JsonObject;
  search: string;
}
/** Asks other systems which values a field of a step may take. */
export interface InputOptionsFinder {
  /** Throws OPERATION_UNKNOWN, CONNECTION_MISSING, CONNECTION_UNKNOWN, CONNECTION_MISMATCH and what findInputOptions throws. */
  find(question: InputOptionsQuestion): Promise<InputOption[]>;
}

/** A finder that reaches other systems under the guard. */
export function createInputOptionsFinder(options: {
  ports: ActivityPorts;
  registry: Registry;
  guard: EgressGuard;
  logger: Logger;
}): InputOptionsFinder {
  return {
    async find({ workspaceId, operation: name, connection, field, input, search }) {
      const registered = options.registry.get(name);
      const call = { workspaceId, ...(connection === null ? {} : { connection }) };
      const resolved = await resolveConnection(registered, call, { ports: options.ports });
      return findInputOptions({
        connector: registered.connector,
        operation: registered.operation,
        field,
        query: { input, search },
        origin: originOutsideRuns(workspaceId, "input-options", field),
        connection: resolved?.connection ?? null,
        guard: options.guard,
        logger: options.logger,
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
    },
  };
}
