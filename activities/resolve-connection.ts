import type { RegisteredOperation } from "../connectors/registry.ts";
import type { OperationConnection } from "../connectors/sdk/operation-context.ts";
import { FlowrightError, userError } from "../definitions/errors.ts";
import type { JsonObject } from "../definitions/json.ts";
import type { OperationCall } from "./operation-call.ts";
import type { ActivityPorts } from "./ports.ts";

export interface ResolvedConnection {
  connection: OperationConnection;
  /** The settings are the installation's own, since no connection of that key is stored. */
  isFallback: boolean;
}

/**
 * The connection that a step works with; null where it needs none. Throws CONNECTION_MISSING, CONNECTION_UNKNOWN,
 * CONNECTION_MISMATCH and what ConnectionPort throws.
 */
export async function resolveConnection(
  { name, connector }: RegisteredOperation,
  call: Pick<OperationCall, "workspaceId" | "connection">,
  about: { ports: ActivityPorts; fallbackConnections?: Readonly<Record<string, JsonObject>> },
): Promise<ResolvedConnection | null> {
  const { auth } = connector;
  if (auth === undefined) return null;
  const key = call.connection ?? auth.fallbackKey;
  if (key === undefined) {
    if (auth.isOptional === true) return null;
    throw userError("CONNECTION_MISSING", `${name} needs a connection.`, { operation: name });
  }
  const fallback = key === auth.fallbackKey ? about.fallbackConnections?.[connector.id] : undefined;
  try {
    const resolved = await about.ports.connections.resolve(call.workspaceId, key);
    if (resolved.connector === connector.id) {
      return { connection: { key, settings: resolved.settings }, isFallback: false };
    }
  } catch (error) {
    const isUnknown = error instanceof FlowrightError && error.code === "CONNECTION_UNKNOWN";
    if (isUnknown && fallback !== undefined) return { connection: { key, settings: fallback }, isFallback: true };
    throw error;
  }
  throw userError("CONNECTION_MISMATCH", `The connection ${key} is not one of ${connector.id}.`, {
    connection: key,
    connector: connector.id,
  });
}
