import type { Permission, Role } from "../../definitions/api.ts";
import { ROLE_PERMISSIONS } from "../../definitions/api.ts";
import type { Language } from "../../definitions/text.ts";

/** Who asks: a person by session cookie, or a machine by API key. Always within one workspace. */
export interface Principal {
  kind: "person" | "api-key";
  workspace: { id: string; name: string };
  /** A person's user id; `api-key:<id>` for a machine. What audit and writes name as author. */
  id: string;
  name: string;
  email: string;
  language: Language;
  role: Role;
  permissions: readonly Permission[];
}

/** Whether the principal may use what needs this permission. Deny by default: an unknown role has none. */
export function mayUse(principal: Principal, permission: Permission): boolean {
  return principal.permissions.includes(permission);
}

/** The permissions of a role; none for a role that is not in the table. */
export function permissionsOf(role: Role): readonly Permission[] {
  return Object.hasOwn(ROLE_PERMISSIONS, role) ? ROLE_PERMISSIONS[role] : [];
}
