import { expect, it } from "vitest";
import type { User } from "../../definitions/resources.ts";
import { generateApiKey, hashApiKey, readBearer } from "./api-keys.ts";
import { createAuthenticator } from "./authenticate.ts";

const PERSON: User = {
  id: "p1",
  name: "Ann",
  email: "ann@example.com",
  role: "operator",
  roles: [],
  active: true,
  skills: [],
  absences: [],
  language: "zh",
};

/** One session cookie and one key; `reads` counts what reached the database. */
function world(person: User | null = PERSON) {
  const key = generateApiKey();
  const state = { person, now: 0, reads: 0, isRevoked: false };
  const authenticator = createAuthenticator({
    signIn: {
      readSession: async ({ cookie }) => {
        state.reads += 1;
        return cookie === "good" ? { accountId: "a1", personId: "p1", workspaceId: "default" } : null;
      },
    },
    findPerson: async () => state.person,
    findWorkspace: async (id) => (id === "default" ? { id, name: "Default" } : null),
    findApiKey: async (hash) => {
      state.reads += 1;
      return hash === key.hash && !state.isRevoked
        ? { id: "k1", workspaceId: "default", name: "Shop", role: "integrator" }
        : null;
    },
    now: () => state.now,
  });
  return { state, authenticator, key };
}

it("resolves a session to the person's role and its permissions", async () => {
  const { authenticator } = world();
  const principal = await authenticator.authenticate({ cookie: "good" });
  expect(principal).toMatchObject({ kind: "person", id: "p1", role: "operator", language: "zh" });
  expect(principal?.permissions).toContain("run:operate");
  expect(principal?.permissions).not.toContain("user:write");
});

it("knows nobody without credentials, and refuses who is gone or inactive", async () => {
  expect(await world().authenticator.authenticate({})).toBeNull();
  expect(await world().authenticator.authenticate({ cookie: "bad" })).toBeNull();
  for (const person of [null, { ...PERSON, active: false }])
    await expect(world(person).authenticator.authenticate({ cookie: "good" })).rejects.toMatchObject({
      code: "ACCOUNT_WITHOUT_PERSON",
    });
});

it("lets a key go before a cookie, and never falls back from a bad key", async () => {
  const { authenticator, key } = world();
  const headers = { cookie: "good", authorization: `Bearer ${key.secret}` };
  expect(await authenticator.authenticate(headers)).toMatchObject({
    kind: "api-key",
    id: "api-key:k1",
    role: "integrator",
  });
  await expect(authenticator.authenticate({ cookie: "good", authorization: "Bearer fr_x" })).rejects.toMatchObject({
    code: "API_KEY_INVALID",
  });
  await expect(authenticator.authenticate({ cookie: "good", authorization: "Basic abc" })).rejects.toMatchObject({
    code: "API_KEY_INVALID",
  });
});

it("believes what it resolved for five seconds, unless told to forget; refusals are never kept", async () => {
  const { state, authenticator, key } = world();
  const ask = async () => authenticator.authenticate({ authorization: `Bearer ${key.secret}` });
  await Promise.all([ask(), ask()]);
  expect(state.reads).toBe(1);
  state.isRevoked = true;
  state.now = 4_999;
  await ask();
  expect(state.reads).toBe(1);
  authenticator.forget();
  await expect(ask()).rejects.toMatchObject({ code: "API_KEY_INVALID" });
  state.isRevoked = false;
  expect(await ask()).toMatchObject({ name: "Shop" });
});

it("makes keys of 256 random bits that are known by their hash", () => {
  const keys = Array.from({ length: 50 }, generateApiKey);
  expect(new Set(keys.map(({ secret }) => secret)).size).toBe(50);
  for (const { secret, hash, prefix } of keys) {
    expect(readBearer(`Bearer ${secret}`)).toEqual({ secret });
    expect(hashApiKey(secret)).toBe(hash);
    expect(secret.startsWith(`${prefix}_`)).toBe(true);
  }
});
