import { createHash, hkdfSync } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { betterAuth } from "better-auth";
import { mongodbAdapter } from "better-auth/adapters/mongodb";
import { fromNodeHeaders, toNodeHandler } from "better-auth/node";
import { organization, twoFactor } from "better-auth/plugins";
import type { EncryptionKey } from "../runtime/encryption-keys.ts";

const PASSWORD_LENGTH = { min: 10, max: 200 } as const;
const SESSION_DAYS = 14;
const DAY_S = 86_400;

/** The database that better-auth keeps accounts, sessions and workspaces in. */
export type SignInDatabase = Parameters<typeof mongodbAdapter>[0];

export interface SignInOptions {
  database: SignInDatabase;
  publicUrl: string;
  /** The first signs sessions; all decrypt second-factor secrets. */
  encryptionKeys: readonly EncryptionKey[];
  /** Whether a page of this origin may send requests with cookies, given the request's Host. */
  isOwnOrigin: (origin: string, host: string | null) => boolean;
}

/** A signed-in account: which person it is, and in which workspace. */
export interface SignedIn {
  accountId: string;
  personId: string;
  workspaceId: string;
}

/** better-auth as the rest of the engine sees it. */
export interface SignIn {
  /** Serves `/api/auth/*`; must come before anything that reads bodies. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Null without a valid session cookie. */
  readSession(headers: IncomingHttpHeaders): Promise<SignedIn | null>;
  accounts: SignInAccounts;
}

export interface SignInAccounts {
  /** Creates the account, or sets name, person and password of the one with this e-mail. Ends its sessions. */
  put(account: { email: string; name: string; personId: string; workspaceId: string; password: string }): Promise<void>;
  changeEmail(from: string, to: string): Promise<void>;
  /** Which person the account with this e-mail is; null when there is none. */
  find(email: string): Promise<{ personId: string; workspaceId: string } | null>;
  endSessions(email: string): Promise<void>;
  /** Whether anybody ever signed in. */
  wasUsed(): Promise<boolean>;
}

/** People sign in with e-mail and password, and a second factor where they set one up. Nobody can sign up by himself. */
export function createSignIn(options: SignInOptions): SignIn {
  const auth = buildAuth(options);
  const handle = toNodeHandler(auth);
  return {
    handle: async (request, response) => handle(request, response),
    async readSession(headers) {
      if (headers.cookie === undefined || !headers.cookie.includes("flowright.session_token=")) return null;
      const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      if (session === null) return null;
      const { id, personId, workspaceId } = session.user as { id: string; personId?: string; workspaceId?: string };
      return { accountId: id, personId: personId ?? "", workspaceId: workspaceId ?? "" };
    },
    accounts: accountsOf(auth),
  };
}

/** What an account knows beside better-auth's own fields; nobody sets these through a request. */
const USER_MODEL = {
  modelName: "authUser",
  additionalFields: {
    personId: { type: "string", required: false, input: false },
    workspaceId: { type: "string", required: false, input: false },
    lastSignInAt: { type: "date", required: false, input: false },
  },
} as const;

function buildAuth({ database, publicUrl, encryptionKeys, isOwnOrigin }: SignInOptions) {
  const secrets = encryptionKeys.map(secretOf);
  return betterAuth({
    appName: "Flowright",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret: secrets[0]?.value ?? "",
    secrets,
    database: mongodbAdapter(database, { transaction: false }),
    telemetry: { enabled: false },
    logger: { level: "error" },
    // Our own limiter stands before it, with one set of figures for the whole API.
    rateLimit: { enabled: false },
    trustedOrigins: (request) => {
      const origin = request?.headers.get("origin") ?? null;
      return origin !== null && isOwnOrigin(origin, request?.headers.get("host") ?? null) ? [origin] : [];
    },
    advanced: {
      cookiePrefix: "flowright",
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, secure: publicUrl.startsWith("https:") },
      ipAddress: { disableIpTracking: true },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    user: USER_MODEL,
    session: { modelName: "authSession", expiresIn: SESSION_DAYS * DAY_S, updateAge: DAY_S },
    account: { modelName: "authAccount" },
    verification: { modelName: "authVerification" },
    databaseHooks: {
      session: {
        create: {
          after: async (session, context) => {
            await context?.context.internalAdapter.updateUser(session.userId, { lastSignInAt: new Date() });
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: "Flowright", schema: { twoFactor: { modelName: "authTwoFactor" } } }),
      organization({
        allowUserToCreateOrganization: false,
        schema: {
          organization: { modelName: "authOrganization" },
          member: { modelName: "authMember" },
          invitation: { modelName: "authInvitation" },
        },
      }),
    ],
  });
}
type Auth = ReturnType<typeof buildAuth>;

function accountsOf(auth: Auth): SignInAccounts {
  const find = async (email: string) =>
    (await (await auth.$context).internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true })) ??
    null;
  return {
    async put({ email, name, personId, workspaceId, password }) {
      const { internalAdapter, password: passwords } = await auth.$context;
      const hash = await passwords.hash(password);
      const found = await find(email);
      const about = { name, personId, workspaceId, emailVerified: true };
      if (found === null) {
        const user = await internalAdapter.createUser({ ...about, email: email.toLowerCase() }, { method: "admin" });
        await internalAdapter.linkAccount({
          userId: user.id,
          providerId: "credential",
          accountId: user.id,
          password: hash,
        });
        await joinWorkspace(auth, workspaceId, user.id);
        return;
      }
      await internalAdapter.updateUser(found.user.id, about);
      if (found.accounts.some(({ providerId }) => providerId === "credential"))
        await internalAdapter.updatePassword(found.user.id, hash);
      else
        await internalAdapter.linkAccount({
          userId: found.user.id,
          providerId: "credential",
          accountId: found.user.id,
          password: hash,
        });
      await internalAdapter.deleteUserSessions(found.user.id);
      await joinWorkspace(auth, workspaceId, found.user.id);
    },
    async changeEmail(from, to) {
      const found = await find(from);
      if (found === null || from.toLowerCase() === to.toLowerCase()) return;
      await (await auth.$context).internalAdapter.updateUser(found.user.id, { email: to.toLowerCase() });
    },
    async find(email) {
      const user = (await find(email))?.user as { personId?: string; workspaceId?: string } | undefined;
      return user === undefined ? null : { personId: user.personId ?? "", workspaceId: user.workspaceId ?? "" };
    },
    async endSessions(email) {
      const found = await find(email);
      if (found !== null) await (await auth.$context).internalAdapter.deleteUserSessions(found.user.id);
    },
    async wasUsed() {
      const { adapter } = await auth.$context;
      const where = [{ field: "lastSignInAt", operator: "gt" as const, value: new Date(0) }];
      return (await adapter.findMany({ model: "user", where, limit: 1 })).length > 0;
    },
  };
}

/** An organization of better-auth is a workspace; its slug is the workspace's id. The role is the person's, not here. */
async function joinWorkspace(auth: Auth, workspaceId: string, userId: string): Promise<void> {
  const { adapter } = await auth.$context;
  const where = [{ field: "slug", value: workspaceId }];
  const found = await adapter.findOne<{ id: string }>({ model: "organization", where });
  const workspace =
    found ??
    (await adapter.create<Record<string, unknown>, { id: string }>({
      model: "organization",
      data: { name: workspaceId, slug: workspaceId, createdAt: new Date() },
    }));
  const membership = [
    { field: "organizationId", value: workspace.id },
    { field: "userId", value: userId },
  ];
  if ((await adapter.findOne({ model: "member", where: membership })) !== null) return;
  await adapter.create({
    model: "member",
    data: { organizationId: workspace.id, userId, role: "member", createdAt: new Date() },
  });
}

/** better-auth numbers its secrets; ours have ids. The number is taken from the id, the value derived for this use alone. */
function secretOf({ id, key }: EncryptionKey): { version: number; value: string } {
  const version = createHash("sha256").update(id).digest().readUInt32BE(0) >>> 1;
  const value = Buffer.from(hkdfSync("sha256", key, "", "flowright sign-in", 32)).toString("base64");
  return { version, value };
}
