import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Role } from "../../definitions/api.ts";
import type { User } from "../../definitions/resources.ts";
import { ApiError } from "../api/api-error.ts";
import { hashApiKey, readBearer } from "./api-keys.ts";
import { permissionsOf, type Principal } from "./principal.ts";
import type { SignIn } from "./sign-in.ts";

/** How long a resolved session or key is believed without asking the database. Sign-out clears it in this process at once. */
const CACHE_MS = 5_000;
const CACHE_ENTRIES = 5_000;

export interface AuthenticatorOptions {
  signIn: Pick<SignIn, "readSession">;
  findPerson(workspaceId: string, personId: string): Promise<User | null>;
  findWorkspace(workspaceId: string): Promise<{ id: string; name: string } | null>;
  /** Also notes that the key was used. */
  findApiKey(hash: string): Promise<{ id: string; workspaceId: string; name: string; role: Role } | null>;
  now?: () => number;
}

export interface Authenticator {
  /**
   * Who sent these headers; null for nobody. A bearer key goes before a cookie. Throws API_KEY_INVALID for a bad key,
   * ACCOUNT_WITHOUT_PERSON for a session whose person is gone or inactive.
   */
  authenticate(headers: IncomingHttpHeaders): Promise<Principal | null>;
  /** Forgets what was resolved: after sign-out and after changes of people and keys. */
  forget(): void;
}

/** Resolves session cookies and API keys to principals, remembering each for a few seconds. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const now = options.now ?? Date.now;
  const cache = new Map<string, { until: number; principal: Promise<Principal | null> }>();
  const remember = (key: string, resolve: () => Promise<Principal | null>): Promise<Principal | null> => {
    const known = cache.get(key);
    if (known !== undefined && known.until > now()) return known.principal;
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    const principal = resolve();
    cache.set(key, { until: now() + CACHE_MS, principal });
    principal.catch(() => cache.delete(key));
    return principal;
  };
  return {
    async authenticate(headers) {
      const bearer = readBearer(headers.authorization);
      if (bearer !== null) {
        if (bearer.secret === null) throw new ApiError("API_KEY_INVALID");
        const hash = hashApiKey(bearer.secret);
        return remember(hash, async () => resolveKey(options, hash));
      }
      const { cookie } = headers;
      if (cookie === undefined) return null;
      return remember(createHash("sha256").update(cookie).digest("hex"), async () => resolveSession(options, headers));
    },
    forget: () => cache.clear(),
  };
}

async function resolveKey(options: AuthenticatorOptions, hash: string): Promise<Principal> {
  const key = await options.findApiKey(hash);
  if (key === null) throw new ApiError("API_KEY_INVALID");
  const workspace = await options.findWorkspace(key.workspaceId);
  if (workspace === null) throw new ApiError("API_KEY_INVALID");
  return {
    kind: "api-key",
    workspace,
    id: `api-key:${key.id}`,
    name: key.name,
    email: "",
    language: "en",
    role: key.role,
    permissions: permissionsOf(key.role),
  };
}

async function resolveSession(options: AuthenticatorOptions, headers: IncomingHttpHeaders): Promise<Principal | null> {
  const session = await options.signIn.readSession(headers);
  if (session === null) return null;
  const workspace = await options.findWorkspace(session.workspaceId);
  const person = workspace === null ? null : await options.findPerson(workspace.id, session.personId);
  if (workspace === null || person === null || !person.active) throw new ApiError("ACCOUNT_WITHOUT_PERSON");
  return {
    kind: "person",
    workspace,
    id: person.id,
    name: person.name,
    email: person.email,
    language: person.language,
    role: person.role,
    permissions: permissionsOf(person.role),
  };
}
