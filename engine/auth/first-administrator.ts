import type { Store } from "../store/index.ts";
import type { SignInAccounts } from "./sign-in.ts";

export const DEFAULT_WORKSPACE = { id: "default", name: "Default" } as const;

/**
 * Makes the first administrator, once: while the workspace has none with a sign-in. Answers whether it did. A later
 * start never touches the account, so that a changed password stays.
 */
export async function ensureAdministrator(
  store: Store,
  accounts: SignInAccounts,
  { email, password }: { email: string; password: string },
): Promise<boolean> {
  const { users, audit } = store.workspace(DEFAULT_WORKSPACE.id);
  for (const person of await users.list())
    if (person.role === "admin" && person.active && (await accounts.find(person.email)) !== null) return false;
  const person =
    (await users.findByEmail(email)) ??
    (await users.create({
      name: "Administrator",
      email,
      role: "admin",
      roles: [],
      active: true,
      skills: [],
      absences: [],
      language: "en",
    }));
  if (person.role !== "admin" || !person.active) await users.update(person.id, { role: "admin", active: true });
  await accounts.put({
    email: person.email,
    name: person.name,
    personId: person.id,
    workspaceId: DEFAULT_WORKSPACE.id,
    password,
  });
  await audit.add({ byUser: null, action: "user.first-administrator", target: person.id });
  return true;
}
