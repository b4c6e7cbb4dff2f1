import { accessSync, constants, existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Configuration, urlOfListener } from "../../runtime/configuration.ts";
import { isPortFree } from "../../runtime/free-port.ts";
import { findProjectRoot } from "../../runtime/project-root.ts";
import { findPython } from "../../runtime/provision/python-venv.ts";
import { runCommand } from "../../runtime/provision/run-command.ts";
import { findRunningInstance } from "../../runtime/supervisor/run-folder.ts";
import type { CheckResult } from "./check.ts";

const NEEDED_BYTES = 2_000_000_000;
const GIGABYTE = 1_000_000_000;

/** The plain scripts that run before anything is built. */
async function importBootstrap<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(join(findProjectRoot(), "engine", "runtime", "bootstrap", file)).href)) as T;
}

export function checkNode(): CheckResult {
  return { name: "Node", verdict: "ok", detail: `${process.versions.node} on ${process.platform} ${process.arch}` };
}

export async function checkDependencies(): Promise<CheckResult> {
  const { isInstalled } = await importBootstrap<{ isInstalled: () => boolean }>("install.mjs");
  if (isInstalled()) return { name: "Dependencies", verdict: "ok", detail: "as package-lock.json says" };
  return {
    name: "Dependencies",
    verdict: "warning",
    detail: "not those of package-lock.json",
    wayOut: "npm start installs them (npm ci --ignore-scripts)",
  };
}

export async function checkBuild(): Promise<CheckResult> {
  const { staleTargets } = await importBootstrap<{ staleTargets: () => string[] }>("build.mjs");
  const stale = staleTargets();
  if (stale.length === 0) return { name: "Build", verdict: "ok", detail: "up to date" };
  return {
    name: "Build",
    verdict: "warning",
    detail: `out of date: ${stale.join(", ")}`,
    wayOut: "npm start builds it",
  };
}

export async function checkPython(): Promise<CheckResult> {
  const python = findPython();
  const wayOut =
    "install Python 3 with venv and pip (Debian: python3-venv); needed where Temporal or MongoDB cannot be downloaded";
  if (python === undefined) return { name: "Python", verdict: "warning", detail: "not found", wayOut };
  const { exitCode, output } = await runCommand(python, [
    "-c",
    "import sys, venv, ensurepip; print(sys.version.split()[0])",
  ]);
  if (exitCode === 0) return { name: "Python", verdict: "ok", detail: `${output.trim()} with venv` };
  return { name: "Python", verdict: "warning", detail: "has no venv module", wayOut };
}

export async function checkDisk({ dataFolder }: Configuration): Promise<CheckResult> {
  const folder = nearestFolder(dataFolder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const detail = `${(free / GIGABYTE).toFixed(1)} GB free for ${dataFolder}`;
  if (free >= NEEDED_BYTES) return { name: "Disk", verdict: "ok", detail };
  return { name: "Disk", verdict: "failed", detail, wayOut: "free 2 GB, or set FLOWRIGHT_DATA to a folder with space" };
}

export function checkDataFolder({ dataFolder }: Configuration): CheckResult {
  const running = findRunningInstance(dataFolder);
  if (running !== undefined)
    return {
      name: "Data folder",
      verdict: "ok",
      detail: `${dataFolder}, in use by the running Flowright (process ${running})`,
    };
  try {
    accessSync(nearestFolder(dataFolder), constants.W_OK);
    return {
      name: "Data folder",
      verdict: "ok",
      detail: existsSync(dataFolder) ? dataFolder : `${dataFolder} (made at the first start)`,
    };
  } catch {
    return {
      name: "Data folder",
      verdict: "failed",
      detail: `${dataFolder} cannot be written`,
      wayOut: "change its owner, or set FLOWRIGHT_DATA to a folder of yours",
    };
  }
}

export async function checkPort(configuration: Configuration): Promise<CheckResult> {
  const { host, port, dataFolder } = configuration;
  const wanted = port ?? 8080;
  const url = urlOfListener(host, wanted);
  if (await isPortFree(wanted, host)) return { name: "Port", verdict: "ok", detail: `${wanted} is free: ${url}` };
  if (findRunningInstance(dataFolder) !== undefined)
    return { name: "Port", verdict: "ok", detail: `${wanted} is taken, while Flowright runs` };
  if (port === undefined)
    return { name: "Port", verdict: "ok", detail: `${wanted} is taken; the next free one will be used` };
  return {
    name: "Port",
    verdict: "failed",
    detail: `${wanted} is taken`,
    wayOut: "stop what uses it, or set FLOWRIGHT_PORT to another",
  };
}

export async function checkBrowser(): Promise<CheckResult> {
  const { findBrowser } = await importBootstrap<{ findBrowser: () => string | undefined }>("browser.mjs");
  const found = findBrowser();
  if (found !== undefined) return { name: "Browser", verdict: "ok", detail: `${found} (for npm test)` };
  return {
    name: "Browser",
    verdict: "warning",
    detail: "no Chromium; npm test needs one",
    wayOut:
      "install one (Debian: apt-get install chromium fonts-noto-cjk) or set FLOWRIGHT_SKIP_BROWSER=1 for npm test",
  };
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
