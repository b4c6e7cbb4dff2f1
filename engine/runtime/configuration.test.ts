import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keepAdministrator } from "./administrator.ts";
import { loadConfiguration, loadPartConfiguration, urlOfListener } from "./configuration.ts";
import { keepEncryptionKeys } from "./encryption-keys.ts";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "flowright-configuration-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("an empty environment gives the defaults: loopback, nothing open", () => {
  const configuration = loadConfiguration({});
  expect(configuration).toMatchObject({
    host: "127.0.0.1",
    port: undefined,
    temporalNamespace: "default",
    logLevel: "info",
    allowedPrivateHosts: [],
  });
  expect(isAbsolute(configuration.dataFolder)).toBe(true);
});

test("empty strings count as not set, as compose files pass them", () => {
  expect(loadConfiguration({ MONGODB_URI: "", FLOWRIGHT_PORT: "" })).toMatchObject({
    mongodbUri: undefined,
    port: undefined,
  });
});

test.each([
  ["FLOWRIGHT_PORT", "eighty"],
  ["FLOWRIGHT_PORT", "70000"],
  ["MONGODB_URI", "postgres://secret@host"],
  ["TEMPORAL_ADDRESS", "http://temporal:7233"],
  ["SMTP_URL", "mail.example.com"],
  ["LOG_LEVEL", "loud"],
  ["FLOWRIGHT_ADMIN_EMAIL", "admin"],
  ["FLOWRIGHT_ADMIN_PASSWORD", "short"],
  ["FLOWRIGHT_SECRET_KEY", "k1:c2hvcnQ="],
  ["FLOWRIGHT_PUBLIC_URL", "ftp://example.com"],
])("a bad %s is refused by name, without its value", (variable, value) => {
  let thrown: unknown;
  try {
    loadConfiguration({ [variable]: value });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: "CONFIGURATION_INVALID", class: "user", details: { variable } });
  expect((thrown as Error).message).not.toContain(value);
});

test("several keys keep their order; one id twice is refused", () => {
  const { encryptionKeys } = loadConfiguration({ FLOWRIGHT_SECRET_KEYS: `${key("new")},${key("old")}` });
  expect(encryptionKeys.map(({ id }) => id)).toEqual(["new", "old"]);
  expect(() => loadConfiguration({ FLOWRIGHT_SECRET_KEYS: `${key("a")},${key("a")}` })).toThrow(/twice/u);
  expect(() => loadConfiguration({ FLOWRIGHT_SECRET_KEYS: key("a"), FLOWRIGHT_SECRET_KEY: key("b") })).toThrow(
    /one of the two/u,
  );
});

test("the API and the worker say which setting they lack", () => {
  const complete = {
    MONGODB_URI: "mongodb://m/db",
    TEMPORAL_ADDRESS: "t:7233",
    SMTP_URL: "smtp://s:25",
    FLOWRIGHT_SECRET_KEY: key("k1"),
  };
  expect(loadPartConfiguration(complete)).toMatchObject({ port: 8080, publicUrl: "http://localhost:8080" });
  for (const variable of ["MONGODB_URI", "TEMPORAL_ADDRESS", "SMTP_URL"] as const)
    expect(() => loadPartConfiguration({ ...complete, [variable]: undefined })).toThrow(
      new RegExp(`${variable} is missing`, "u"),
    );
  expect(() => loadPartConfiguration({ ...complete, FLOWRIGHT_SECRET_KEY: undefined })).toThrow(
    /FLOWRIGHT_SECRET_KEYS is missing/u,
  );
});

test("generated keys and password are made once, kept, and readable by their owner alone", () => {
  const folder = temporaryFolder();
  const [first] = keepEncryptionKeys(folder);
  expect(first?.key).toHaveLength(32);
  expect(keepEncryptionKeys(folder)).toEqual([first]);
  expect(statSync(join(folder, "secret-keys")).mode & 0o777).toBe(0o600);
  const configuration = loadConfiguration({ FLOWRIGHT_DATA: folder });
  const made = keepAdministrator(configuration);
  expect(made).toMatchObject({ isNew: true, email: "admin@flowright.local" });
  expect(readFileSync(made.passwordFile ?? "", "utf8").trim()).toBe(made.password);
  expect(statSync(made.passwordFile ?? "").mode & 0o777).toBe(0o600);
  expect(keepAdministrator(configuration)).toEqual({ ...made, isNew: false });
});

test("a damaged key file is an error, never a new key", () => {
  const folder = temporaryFolder();
  const file = join(folder, "secret-keys");
  writeFileSync(file, "k1:abc");
  chmodSync(file, 0o600);
  expect(() => keepEncryptionKeys(folder)).toThrow(expect.objectContaining({ code: "ENCRYPTION_KEY_UNREADABLE" }));
  expect(readFileSync(file, "utf8")).toBe("k1:abc");
});

test("a URL for people from the address of a listener", () => {
  expect(urlOfListener("0.0.0.0", 80)).toBe("http://localhost:80");
  expect(urlOfListener("::1", 81)).toBe("http://[::1]:81");
  expect(urlOfListener("crm.example.com", 82)).toBe("http://crm.example.com:82");
});
