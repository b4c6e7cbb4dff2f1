import { type Role, ROLES, type settingsRoutes } from "../../../definitions/api.ts";
import { generateApiKey } from "../../auth/api-keys.ts";
import type { StoredApiKey } from "../../store/index.ts";
import type { Handlers } from "../api-request.ts";
import { filterPages, textMatches } from "./find-in-list.ts";
import { loadSampleData } from "./load-sample-data.ts";
import { readDashboard } from "./read-dashboard.ts";
import { searchWorkspace } from "./search.ts";
import { writeAudit } from "./write-audit.ts";

export const settingsHandlers: Handlers<keyof typeof settingsRoutes> = {
  listApiKeys: async ({ principal }, { store }) => ({
    items: (await store.apiKeys.list(principal.workspace.id)).map(toApiKey),
  }),

  async createApiKey({ principal, body }, services) {
    const { secret, prefix, hash } = generateApiKey();
    const { name, role } = body;
    const stored = await services.store.apiKeys.create(principal.workspace.id, {
      name,
      role,
      prefix,
      hash,
      createdBy: principal.id,
    });
    await writeAudit(services, principal, "api-key.create", stored.id, { name, role });
    return { ...toApiKey(stored), secret };
  },

  async deleteApiKey({ principal, params }, services) {
    await services.store.apiKeys.remove(principal.workspace.id, params.id);
    services.auth.forget();
    await writeAudit(services, principal, "api-key.delete", params.id);
  },

  async listAudit({ principal, query: { search, ...query } }, { store }) {
    const { audit } = store.workspace(principal.workspace.id);
    if (search === undefined) return audit.list(query);
    return filterPages(
      async (page) => audit.list(page),
      ({ action, target, byUser }) => textMatches(search, action, target, byUser),
      query,
    );
  },

  search: async ({ principal, query, language }, services) => ({
    items: await searchWorkspace(services, principal, language, query.q),
  }),

  getDashboard: async ({ principal }, services) => readDashboard(services, principal.workspace.id),

  async loadSampleData({ principal }, services) {
    const loaded = await loadSampleData(services, principal);
    await writeAudit(services, principal, "sample-data.load", principal.workspace.id, { ...loaded });
    return loaded;
  },
};

function toApiKey({ id, name, prefix, role, createdAt, lastUsedAt }: StoredApiKey) {
  return { id, name, prefix, role: roleOf(role), createdAt, lastUsedAt };
}

/** A role that is not in the table any more may do the least. */
export function roleOf(text: string): Role {
  return ROLES.find((role) => role === text) ?? "viewer";
}
