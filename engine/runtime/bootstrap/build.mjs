import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BootstrapError, projectRoot, run, toolScript } from "./project.mjs";

const SHARED_INPUTS = ["package-lock.json", "tsconfig.base.json"];

/** What is built, in order: a target is built when its inputs changed since its stamp, or an output is missing. */
const TARGETS = [
  {
    name: "server",
    inputs: ["definitions", "connectors", "activities", "engine"],
    outputs: ["build/engine/runtime/supervisor.main.js"],
    command: () => [toolScript("typescript/bin/tsc"), "-b", "engine"],
  },
  {
    name: "workflow-bundle",
    inputs: ["definitions", "engine/interpreter", "engine/workflows", "engine/runtime/build-workflow-bundle.ts"],
    outputs: ["build/workflow-bundle.js"],
    command: () => [join(projectRoot, "build/engine/runtime/build-workflow-bundle.js")],
  },
  {
    name: "builder",
    inputs: ["definitions", "builder-ui"],
    outputs: ["build/ui/index.html"],
    command: () => [toolScript("vite/bin/vite.js"), "build", "builder-ui", "--logLevel", "warn"],
  },
];

/** Which targets a build would make now, by name. */
export function staleTargets() {
  return TARGETS.filter((target) => !isFresh(target, stampOf(target))).map(({ name }) => name);
}

/** Builds what is out of date. Throws BootstrapError with the compiler's words. */
export async function buildProject(print, names = TARGETS.map(({ name }) => name)) {
  for (const target of TARGETS.filter(({ name }) => names.includes(name))) {
    const stamp = stampOf(target);
    if (isFresh(target, stamp)) continue;
    const startedAt = Date.now();
    rmSync(stampFile(target), { force: true });
    const { exitCode, output } = await run(process.execPath, target.command(), { quiet: true });
    if (exitCode !== 0) throw new BootstrapError(`The build of ${target.name} failed.\n${output.trim()}`);
    mkdirSync(join(projectRoot, "build", ".stamps"), { recursive: true });
    writeFileSync(stampFile(target), stamp);
    print(`Built ${target.name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  }
}

function isFresh(target, stamp) {
  const file = stampFile(target);
  if (!existsSync(file) || readFileSync(file, "utf8") !== stamp) return false;
  return target.outputs.every((output) => existsSync(join(projectRoot, output)));
}

function stampFile({ name }) {
  return join(projectRoot, "build", ".stamps", name);
}

/** Names, sizes and times of all inputs; tests are no inputs. */
function stampOf({ inputs }) {
  const hash = createHash("sha256");
  for (const input of [...SHARED_INPUTS, ...inputs]) addToHash(hash, input);
  return hash.digest("hex");
}

function addToHash(hash, path) {
  const absolute = join(projectRoot, path);
  if (!existsSync(absolute)) return;
  const { mtimeMs, size } = statSync(absolute);
  if (!statSync(absolute).isDirectory()) {
    if (!/\.test\.tsx?$/u.test(path)) hash.update(`${path} ${size} ${mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(absolute).sort())
    if (name !== "node_modules" && name !== "dist") addToHash(hash, `${path}/${name}`);
}
