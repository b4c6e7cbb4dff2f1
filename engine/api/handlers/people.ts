import type { peopleRoutes } from "../../../definitions/api.ts";
import type { User } from "../../../definitions/resources.ts";
import type { Principal } from "../../auth/principal.ts";
import { userError } from "../../../definitions/errors.ts";
import { ApiError } from "../api-error.ts";
import type { Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { writeAudit } from "./write-audit.ts";

export const peopleHandlers: Handlers<keyof typeof peopleRoutes> = {
  listUsers: async ({ principal }, { store }) => ({
    items: await store.workspace(principal.workspace.id).users.list(),
  }),

  async createUser({ principal, body: { password, ...person } }, services) {
    const { users } = services.store.workspace(principal.workspace.id);
    if (person.id !== undefined && (await users.get(person.id)) !== null)
      throw new ApiError("USER_ID_TAKEN", { id: person.id });
    // An account of this address that is somebody else's must not change hands with its e-mail.
    if ((await services.accounts.find(person.email)) !== null)
      throw new ApiError("USER_EMAIL_TAKEN", { email: person.email });
    const user = await users.create(person);
    if (password !== undefined) await putAccount(services, principal, user, password);
    await writeAudit(services, principal, "user.create", user.id, { role: user.role, signIn: password !== undefined });
    return user;
  },

  async updateUser({ principal, params, body: { password, ...changes } }, services) {
    const { users } = services.store.workspace(principal.workspace.id);
    const before = await users.get(params.id);
    if (before === null) throw userError("USER_UNKNOWN", `There is no person ${params.id}`, { id: params.id });
    await refuseLosingLastAdmin(services, principal, before, changes);
    await refuseForeignAccount(services, principal, before, changes.email ?? before.email);
    const user = await users.update(params.id, changes);
    await services.accounts.changeEmail(before.email, user.email);
    if (password !== undefined) await putAccount(services, principal, user, password);
    if (!user.active) await services.accounts.endSessions(user.email);
    services.auth.forget();
    const fields = [...Object.keys(changes), ...(password === undefined ? [] : ["password"])];
    await writeAudit(services, principal, "user.update", user.id, { fields });
    return user;
  },
};

async function putAccount(services: ApiServices, principal: Principal, user: User, password: string): Promise<void> {
  const { id: personId, name, email } = user;
  await services.accounts.put({ email, name, personId, workspaceId: principal.workspace.id, password });
}

async function refuseForeignAccount(
  services: ApiServices,
  principal: Principal,
  user: User,
  email: string,
): Promise<void> {
  const account = await services.accounts.find(email);
  if (account === null) return;
  if (account.personId === user.id && account.workspaceId === principal.workspace.id) return;
  throw new ApiError("USER_EMAIL_TAKEN", { email });
}

/** A workspace without an active administrator could never be managed again. */
async function refuseLosingLastAdmin(
  services: ApiServices,
  principal: Principal,
  before: User,
  changes: { role?: User["role"] | undefined; active?: boolean | undefined },
): Promise<void> {
  const stays = (changes.role ?? before.role) === "admin" && (changes.active ?? before.active);
  if (before.role !== "admin" || !before.active || stays) return;
  const people = await services.store.workspace(principal.workspace.id).users.list();
  if (!people.some(({ id, role, active }) => id !== before.id && role === "admin" && active))
    throw new ApiError("USER_LAST_ADMIN");
}
