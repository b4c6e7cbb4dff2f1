import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { findFreePort } from "../../../engine/runtime/free-port.ts";

const run = promisify(execFile);
const CACHE = join(import.meta.dirname, "../../../.flowright");
const VENV = join(CACHE, "venv-tryton");
/** Written last, so that an installation that was interrupted is done anew. */
const INSTALLED = join(VENV, "flowright-installed");
const SEED = join(CACHE, "tryton-seed");
const PACKAGES = ["trytond==8.2.*", "trytond_party==8.2.*", "trytond_sale==8.2.*", "trytond_sale_opportunity==8.2.*"];
export const TRYTON_PASSWORD = "flowright-integration-1";

export interface TrytonServer {
  url: string;
  database: string;
  stop(): Promise<void>;
}

/**
 * A real Tryton on SQLite and a free port. The first run installs it into `.flowright/venv-tryton` and sets a database
 * up there; later runs copy that database.
 */
export async function startTryton(): Promise<TrytonServer> {
  await installTryton();
  await seedDatabase();
  const folder = await mkdtemp(join(tmpdir(), "flowright-tryton-"));
  await cp(SEED, folder, { recursive: true });
  const port = await findFreePort();
  const configuration = await writeConfiguration(folder, port);
  const server = spawn(join(VENV, "bin/trytond"), ["-c", configuration, "-d", "erp"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  server.stderr.on("data", (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await endProcess(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilUp(url, server);
  } catch (error) {
    await stop();
    throw new Error(`Tryton did not start: ${log}`, { cause: error });
  }
  return { url, database: "erp", stop };
}

async function installTryton(): Promise<void> {
  if (existsSync(INSTALLED)) return;
  await mkdir(CACHE, { recursive: true });
  await rm(VENV, { recursive: true, force: true });
  await run("python3", ["-m", "venv", VENV]);
  await run(join(VENV, "bin/pip"), ["install", "--quiet", ...PACKAGES], { timeout: 300_000 });
  await writeFile(INSTALLED, PACKAGES.join("\n"));
}

async function seedDatabase(): Promise<void> {
  if (existsSync(SEED)) return;
  const folder = `${SEED}-${process.pid}`;
  await mkdir(folder, { recursive: true });
  // trytond-admin wants the file to be there.
  await writeFile(join(folder, "erp.sqlite"), "");
  const configuration = await writeConfiguration(folder, 0);
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, TRYTON_PASSWORD, { mode: 0o600 });
  const modules = ["-u", "sale_opportunity", "--activate-dependencies"];
  await run(
    join(VENV, "bin/trytond-admin"),
    ["-c", configuration, "-d", "erp", "--all", "--email", "admin@example.com", ...modules],
    { env: { ...process.env, TRYTONPASSFILE: passwordFile }, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 },
  );
  await rm(passwordFile);
  await rename(folder, SEED);
}

async function writeConfiguration(folder: string, port: number): Promise<string> {
  const file = join(folder, "trytond.conf");
  const lines = ["[database]", "uri = sqlite://", `path = ${folder}`, "[web]", `listen = 127.0.0.1:${port}`];
  await writeFile(file, lines.join("\n"));
  return file;
}

async function waitUntilUp(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const body = JSON.stringify({ id: 0, method: "common.server.version", params: [] });
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}/rpc/`, { method: "POST", body, headers }).catch(() => null);
    if (response?.ok === true) return;
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
    if (Date.now() > deadline) throw new Error("it did not answer within 60 s");
    await delay(200);
  }
}

async function endProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  server.kill("SIGTERM");
  const forced = setTimeout(() => server.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(forced);
}
