export const ROLES = ["admin", "builder", "operator", "member", "viewer", "integrator"] as const;
export type Role = (typeof ROLES)[number];

/** What a route needs. `public` needs no sign-in; all others do, and roles are listed in ROLE_PERMISSIONS: deny by default. */
export const PERMISSIONS = [
  "public",
  "session",
  "workflow:read",
  "workflow:write",
  "workflow:publish",
  "run:read",
  "run:start",
  "run:operate",
  "record:read",
  "record:write",
  "record:import",
  "event:emit",
  "connection:read",
  "connection:write",
  "resource:read",
  "resource:write",
  "user:read",
  "user:write",
  "mailbox:read",
  "audit:read",
  "settings:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ = [
  "session",
  "workflow:read",
  "run:read",
  "record:read",
  "resource:read",
  "user:read",
] as const satisfies readonly Permission[];
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  admin: PERMISSIONS,
  builder: [
    ...READ,
    "workflow:write",
    "workflow:publish",
    "run:start",
    "run:operate",
    "record:write",
    "record:import",
    "event:emit",
    "connection:read",
    "resource:write",
    "mailbox:read",
  ],
  operator: [
    ...READ,
    "run:start",
    "run:operate",
    "record:write",
    "record:import",
    "event:emit",
    "connection:read",
    "mailbox:read",
  ],
  member: [...READ, "run:start", "record:write"],
  viewer: READ,
  integrator: [
    ...READ,
    "run:start",
    "record:write",
    "record:import",
    "event:emit",
    "connection:read",
    "connection:write",
  ],
};
