// What start, test and the command line share before anything is installed: Node's own modules only.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** A problem that the user can mend; printed without a stack. */
export class BootstrapError extends Error {}

/** Throws BootstrapError when this Node is older than package.json's `engines.node`. */
export function checkNodeVersion(version = process.versions.node) {
  const wanted = /(\d+)\.(\d+)/u.exec(readManifest().engines.node);
  const [major, minor] = version.split(".").map(Number);
  const [, wantedMajor, wantedMinor] = wanted.map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new BootstrapError(
    `Node ${wantedMajor}.${wantedMinor} or newer is needed, this is ${version}. Install it from https://nodejs.org/ and try again.`,
  );
}

export function readManifest() {
  return JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
}

/**
 * Runs a program in the project and resolves with { exitCode, output }. `quiet` collects the output, else it is shown.
 * SIGINT reaches the program from the terminal by itself; one that still runs when this process ends is ended with it.
 */
export async function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    const end = () => child.kill("SIGTERM");
    process.once("exit", end);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", end);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

/** The script of a development tool, run by this Node: no shell, no npx. */
export function toolScript(path) {
  const script = join(projectRoot, "node_modules", path);
  if (!existsSync(script)) throw new BootstrapError(`${path} is not installed. Run npm ci --ignore-scripts.`);
  return script;
}

/** Prints what went wrong for a person and sets the exit code. */
export function reportFailure(error) {
  process.exitCode = 1;
  const text = error instanceof BootstrapError ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`\n${text}\n`);
}
