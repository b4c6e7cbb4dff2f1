import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN, type ApiUnderTest, cookiesOf, startApi } from "./api-under-test.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => api.stop());

const post = async (path: string, body: unknown, cookie: string) =>
  fetch(`${api.url}/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: api.url, cookie },
    body: JSON.stringify(body),
  });

describe("people", () => {
  it("sign in with the first administrator's password, and learn who they are", async () => {
    const me = await api.call("getMe");
    expect(me).toMatchObject({ role: "admin", workspace: { id: "default" }, user: { email: ADMIN.email } });
    expect(me.permissions).toContain("settings:write");
    expect(await api.call("getMeta", { as: null })).toMatchObject({ firstRun: false, mailbox: false });
  });

  it("do not get in with a wrong password, by signing up, or with a cookie that somebody made up", async () => {
    expect((await api.signIn(ADMIN.email, "wrong-wrong-wrong")).status).toBe(401);
    expect(
      (await post("sign-up/email", { email: "x@example.com", password: "x-x-x-x-x-x-x", name: "X" }, "")).status,
    ).toBe(404);
    expect(await api.refusal("getMe", { as: { cookie: "flowright.session_token=made.up" } })).toBe(
      "401 SESSION_MISSING",
    );
  });

  it("get a session cookie that scripts cannot read", async () => {
    const response = await post("sign-in/email", ADMIN, "");
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it("are out at once after signing out", async () => {
    const { cookie } = await api.signIn(ADMIN.email, ADMIN.password);
    expect((await api.call("getMe", { as: { cookie } })).role).toBe("admin");
    expect((await post("sign-out", {}, cookie)).status).toBe(200);
    expect(await api.refusal("getMe", { as: { cookie } })).toBe("401 SESSION_MISSING");
  });

  it("are added by an administrator, may do what their role may, and no more once they are inactive", async () => {
    const password = "another-long-password";
    const person = await api.call("createUser", {
      body: { name: "王芳", email: "Wang@Example.com", role: "viewer", password },
    });
    const { status, cookie } = await api.signIn("wang@example.com", password);
    expect(status).toBe(200);
    expect((await api.call("getMe", { as: { cookie } })).user.id).toBe(person.id);
    expect(await api.refusal("createRecord", { as: { cookie }, params: { object: "lead" }, body: { name: "A" } })).toBe(
      "403 PERMISSION_DENIED",
    );
    await api.call("updateUser", { params: { id: person.id }, body: { role: "member" } });
    const lead = await api.call("createRecord", { as: { cookie }, params: { object: "lead" }, body: { name: "A" } });
    expect(lead.id).toBeTruthy();
    await api.call("updateUser", { params: { id: person.id }, body: { active: false } });
    expect(await api.refusal("getMe", { as: { cookie } })).toMatch(/401 SESSION_MISSING|403 ACCOUNT_WITHOUT_PERSON/);
    const again = await api.signIn("wang@example.com", password);
    expect(await api.refusal("getMe", { as: { cookie: again.cookie } })).toBe("403 ACCOUNT_WITHOUT_PERSON");
  });

  it("keep what a change leaves out, and the last administrator stays one", async () => {
    const { id } = await api.call("createUser", {
      body: { name: "Sam", email: "sam@example.com", role: "operator", skills: ["network"] },
    });
    const changed = await api.call("updateUser", { params: { id }, body: { name: "Samuel" } });
    expect(changed).toMatchObject({ name: "Samuel", role: "operator", skills: ["network"], active: true });
    const me = await api.call("getMe");
    expect(await api.refusal("updateUser", { params: { id: me.user.id }, body: { role: "viewer" } })).toBe(
      "409 USER_LAST_ADMIN",
    );
    expect(await api.refusal("createUser", { body: { name: "Twin", email: "SAM@example.com" } })).toBe(
      "409 USER_EXISTS",
    );
    expect(
      await api.refusal("createUser", { body: { name: "Twin", email: ADMIN.email, password: "stolen-stolen-stolen" } }),
    ).toBe("409 USER_EMAIL_TAKEN");
    expect((await api.signIn(ADMIN.email, ADMIN.password)).status).toBe(200);
  });

  it("set up a second factor, which the next sign-in asks for", async () => {
    const password = "a-third-long-password";
    await api.call("createUser", { body: { name: "Totp", email: "totp@example.com", role: "viewer", password } });
    const { cookie } = await api.signIn("totp@example.com", password);
    const enabled = await post("two-factor/enable", { password }, cookie);
    expect(enabled.status).toBe(200);
    const { totpURI } = (await enabled.json()) as { totpURI: string };
    const secret = new URL(totpURI).searchParams.get("secret") ?? "";
    const verified = await post("two-factor/verify-totp", { code: totpOf(secret) }, cookie);
    expect(verified.status).toBe(200);
    const first = await api.signIn("totp@example.com", password);
    expect(first.body["twoFactorRedirect"]).toBe(true);
    expect(await api.refusal("getMe", { as: { cookie: first.cookie } })).toBe("401 SESSION_MISSING");
    expect((await post("two-factor/verify-totp", { code: "000000" }, first.cookie)).status).toBe(401);
    const second = await post("two-factor/verify-totp", { code: totpOf(secret) }, first.cookie);
    expect(second.status).toBe(200);
    expect((await api.call("getMe", { as: { cookie: cookiesOf(second) } })).user.email).toBe("totp@example.com");
  });
});

describe("machines", () => {
  it("use a key that is shown once, until it is revoked", async () => {
    const created = await api.call("createApiKey", { body: { name: "Shop", role: "integrator" } });
    expect(created.secret).toMatch(/^fr_[A-Za-z0-9]{8}_/);
    const as = { apiKey: created.secret };
    expect(await api.call("getMe", { as })).toMatchObject({ role: "integrator", user: { name: "Shop" } });
    expect(await api.refusal("listApiKeys", { as })).toBe("403 PERMISSION_DENIED");
    const listed = await api.call("listApiKeys");
    expect(listed.items.find(({ id }) => id === created.id)).toMatchObject({ prefix: created.prefix, name: "Shop" });
    expect(JSON.stringify(listed)).not.toContain(created.secret);
    const stored = await api.store.database.collection("apiKeys").find().toArray();
    expect(JSON.stringify(stored)).not.toContain(created.secret);
    await api.call("deleteApiKey", { params: { id: created.id } });
    expect(await api.refusal("getMe", { as })).toBe("401 API_KEY_INVALID");
  });

  it("need no Origin, and their bad keys are named", async () => {
    const { secret } = await api.call("createApiKey", { body: { name: "Loader", role: "member" } });
    const lead = await api.call("createRecord", {
      as: { apiKey: secret },
      params: { object: "lead" },
      body: { name: "B" },
    });
    expect(lead["name"]).toBe("B");
    expect(
      await api.refusal("getMe", { as: { apiKey: `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}` } }),
    ).toBe("401 API_KEY_INVALID");
  });

  it("of another workspace see nothing of this one", async () => {
    const { generateApiKey } = await import("../../../engine/auth/api-keys.ts");
    const { secret, prefix, hash } = generateApiKey();
    await api.store.apiKeys.create("elsewhere", { name: "Foreign", prefix, hash, role: "admin", createdBy: null });
    expect(await api.refusal("getMe", { as: { apiKey: secret } })).toBe("401 API_KEY_INVALID");
  });
});

/** RFC 6238 with SHA-1, six digits, 30 s. */
function totpOf(base32: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(base32.replace(/=+$/, ""))
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
