import type { resourcesRoutes } from "../../../definitions/api.ts";
import { RESOURCE_KINDS, type ResourceKind } from "../../../definitions/resources.ts";
import { ApiError } from "../api-error.ts";
import type { Handlers } from "../api-request.ts";
import { refuseUnusable } from "./check-resource.ts";
import { refuseBrokenTable } from "./check-table-resource.ts";
import { findUses, nameUses } from "./find-uses.ts";
import { writeAudit } from "./write-audit.ts";

export const resourcesHandlers: Handlers<keyof typeof resourcesRoutes> = {
  async listResources({ principal, params }, { store }) {
    const { resources } = store.workspace(principal.workspace.id);
    return { items: await resources.list(kindOf(params.kind)) };
  },

  async getResource({ principal, params }, { store }) {
    const { resources } = store.workspace(principal.workspace.id);
    return resources.get(kindOf(params.kind), params.key);
  },

  async putResource({ principal, params, query, body }, services) {
    const kind = kindOf(params.kind);
    if (body["key"] !== undefined && body["key"] !== params.key)
      throw new ApiError("RESOURCE_KEY_MISMATCH", { given: body["key"], key: params.key });
    const { resources } = services.store.workspace(principal.workspace.id);
    const given = { ...body, key: params.key };
    await refuseUnusable(services, principal.workspace.id, kind, given);
    if (kind === "tables") refuseBrokenTable(given);
    const value = await resources.put(kind, given, principal.id, query.note ?? null);
    await writeAudit(services, principal, "resource.put", `${kind}/${params.key}`);
    return value;
  },

  async deleteResource({ principal, params }, services) {
    const kind = kindOf(params.kind);
    const workflows = nameUses(await findUses(services, principal.workspace.id, kind, params.key));
    if (workflows.length > 0) throw new ApiError("RESOURCE_IN_USE", { key: params.key, workflows });
    await services.store.workspace(principal.workspace.id).resources.remove(kind, params.key);
    await writeAudit(services, principal, "resource.delete", `${kind}/${params.key}`);
  },

  async listResourceVersions({ principal, params }, { store }) {
    const { resources } = store.workspace(principal.workspace.id);
    const kind = kindOf(params.kind);
    await resources.get(kind, params.key);
    return { items: await resources.versions.list(kind, params.key) };
  },

  async getResourceVersion({ principal, params }, { store }) {
    const { resources } = store.workspace(principal.workspace.id);
    return resources.versions.get(kindOf(params.kind), params.key, versionOf(params.version));
  },

  async restoreResourceVersion({ principal, params }, services) {
    const kind = kindOf(params.kind);
    const { resources } = services.store.workspace(principal.workspace.id);
    const { value, version } = await resources.versions.get(kind, params.key, versionOf(params.version));
    await refuseUnusable(services, principal.workspace.id, kind, value);
    if (kind === "tables") refuseBrokenTable(value);
    const saved = await resources.put(kind, value, principal.id, `Version ${version} restored`);
    await writeAudit(services, principal, "resource.restore", `${kind}/${params.key}`, { version });
    return saved;
  },

  async listResourceUses({ principal, params }, services) {
    const kind = kindOf(params.kind);
    const workspaceId = principal.workspace.id;
    await services.store.workspace(workspaceId).resources.get(kind, params.key);
    return { items: await findUses(services, workspaceId, kind, params.key) };
  },
};

function kindOf(text: string): ResourceKind {
  const kind = RESOURCE_KINDS.find((name) => name === text);
  if (kind === undefined) throw new ApiError("RESOURCE_KIND_UNKNOWN", { kind: text });
  return kind;
}

/** A version's number in an address; what is none names no version. */
export function versionOf(text: string): number {
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : 0;
}
