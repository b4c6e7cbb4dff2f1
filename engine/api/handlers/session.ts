import type { sessionRoutes } from "../../../definitions/api.ts";
import type { Handlers } from "../api-request.ts";
import { readCatalogue } from "./read-catalogue.ts";

export const sessionHandlers: Handlers<keyof typeof sessionRoutes> = {
  getMeta: async (_request, { version, environment, mailbox, accounts }) => ({
    version,
    environment,
    mailbox: mailbox !== null,
    firstRun: !(await accounts.wasUsed()),
  }),
  getMe: async ({ principal }) => ({
    user: { id: principal.id, name: principal.name, email: principal.email, language: principal.language },
    workspace: principal.workspace,
    role: principal.role,
    permissions: [...principal.permissions],
  }),
  getCatalogue: async ({ principal }, services) => readCatalogue(services, principal.workspace.id),
};
