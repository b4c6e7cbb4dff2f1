import type { connectionsRoutes } from "../../../definitions/api.ts";
import { FlowrightError, errorDataOf } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { keySchema } from "../../../definitions/names.ts";
import type { Principal } from "../../auth/principal.ts";
import { ApiError } from "../api-error.ts";
import type { ApiRequest, Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { invalidRequest, parseInput } from "../parse-input.ts";
import { findUses, nameUses } from "./find-uses.ts";
import { writeAudit } from "./write-audit.ts";

export const connectionsHandlers: Handlers<keyof typeof connectionsRoutes> = {
  listConnections: async ({ principal }, { store }) => ({
    items: await store.workspace(principal.workspace.id).connections.list(),
  }),

  async putConnection({ principal, params, body }, services) {
    const key = parseInput(keySchema, params.key, "key");
    const secrets = await checkSettings(services, principal, key, body);
    const saved = await services.store.workspace(principal.workspace.id).connections.put(key, body, secrets);
    await writeAudit(services, principal, "connection.put", key, {
      connector: body.connector,
      settings: Object.keys(body.settings),
    });
    return saved;
  },

  async testConnection({ principal, params }, services) {
    const { connections } = services.store.workspace(principal.workspace.id);
    await connections.get(params.key);
    try {
      await services.connections.test(principal.workspace.id, params.key);
      return await connections.setStatus(params.key, "ok", null);
    } catch (error) {
      const { code, message } = errorDataOf(error);
      if (!(error instanceof FlowrightError))
        services.logger.error({ err: error, connection: params.key }, "a connection's test failed");
      return await connections.setStatus(params.key, "failing", `${code}: ${message}`);
    }
  },

  listInputOptions: async ({ principal, body }, { inputOptions }) => ({
    options: await inputOptions.find({
      ...body,
      workspaceId: principal.workspace.id,
      connection: body.connection ?? null,
    }),
  }),

  async deleteConnection({ principal, params }, services) {
    const workflows = nameUses(await findUses(services, principal.workspace.id, "connections", params.key));
    if (workflows.length > 0) throw new ApiError("CONNECTION_IN_USE", { key: params.key, workflows });
    await services.store.workspace(principal.workspace.id).connections.remove(params.key);
    await writeAudit(services, principal, "connection.delete", params.key);
  },
};

/**
 * Checks the settings as they will be: what is given over what is stored, where the connector stays the same.
 * Answers the names of the secret settings. Throws CONNECTOR_UNKNOWN, REQUEST_INVALID with paths below `settings`.
 */
async function checkSettings(
  services: ApiServices,
  principal: Principal,
  key: string,
  body: ApiRequest<"putConnection">["body"],
): Promise<string[]> {
  const connector = services.registry.connectors.find(({ id }) => id === body.connector);
  if (connector === undefined) throw new ApiError("CONNECTOR_UNKNOWN", { connector: body.connector });
  const schema = services.registry.describe().find(({ id }) => id === body.connector)?.auth;
  if (connector.auth === undefined || schema === undefined) {
    if (Object.keys(body.settings).length > 0)
      throw invalidRequest(
        [{ code: "unrecognized_keys", keys: Object.keys(body.settings), path: [], message: "", input: undefined }],
        "settings",
      );
    return [];
  }
  const secrets = secretNames(schema);
  const merged: JsonObject = {
    ...(await keptSecrets(services, principal, key, body.connector, secrets)),
    ...body.settings,
  };
  const present = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  const parsed = connector.auth.settings.safeParse(present);
  if (!parsed.success) throw invalidRequest(parsed.error.issues, "settings");
  return secrets;
}

async function keptSecrets(
  services: ApiServices,
  principal: Principal,
  key: string,
  connector: string,
  secrets: readonly string[],
): Promise<JsonObject> {
  const { connections } = services.store.workspace(principal.workspace.id);
  const isThere = (await connections.list()).some(
    (connection) => connection.key === key && connection.connector === connector,
  );
  if (!isThere) return {};
  const { settings } = await connections.resolve(key);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => secrets.includes(name)));
}

function secretNames(schema: Record<string, unknown>): string[] {
  const properties = (schema["properties"] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(properties).flatMap(([name, property]) => (property["x-widget"] === "secret" ? [name] : []));
}
