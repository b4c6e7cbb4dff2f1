import { existsSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { userError } from "../../../definitions/errors.ts";
import type { Connector } from "../../../connectors/sdk/index.ts";
import { requireConnectorId } from "./scaffold-connector.ts";

/**
 * The connector of a folder in `connectors/`, registered or not. Throws `CONNECTOR_NAME_INVALID`, `CONNECTOR_UNKNOWN`,
 * `CONNECTOR_EXPORT_MISSING`, and what its declaration throws.
 */
export async function loadConnector(id: string): Promise<Connector> {
  requireConnectorId(id);
  // The command runs compiled, and from its sources in tests; the connector's module is beside it in both.
  const file = fileURLToPath(
    new URL(`../../../connectors/${id}/connector${extname(import.meta.url)}`, import.meta.url),
  );
  if (!existsSync(file))
    throw userError("CONNECTOR_UNKNOWN", `There is no connectors/${id}/connector.ts.`, { connector: id });
  const exported = Object.values((await import(pathToFileURL(file).href)) as Record<string, unknown>);
  const connector = exported.find(isConnector);
  if (connector !== undefined) return connector;
  throw userError("CONNECTOR_EXPORT_MISSING", `connectors/${id}/connector.ts exports no connector.`, { connector: id });
}

function isConnector(value: unknown): value is Connector {
  return typeof value === "object" && value !== null && "operations" in value && "permissions" in value;
}
