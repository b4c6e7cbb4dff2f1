import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BootstrapError, projectRoot, run } from "./project.mjs";

/**
 * True when node_modules holds what package-lock.json says: npm notes what it installed in a hidden lockfile, written last,
 * so an interrupted installation has none.
 */
export function isInstalled(root = projectRoot) {
  const installedFile = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional === true || entry.link === true) return true;
    const found = installed[path];
    if (found === undefined) return entry.peer === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Runs `npm ci` when needed. Install scripts stay off: nothing here needs them. Throws BootstrapError. */
export async function installDependencies(print) {
  if (isInstalled()) return;
  print("Installing dependencies (npm ci)…");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const [command, first] = npm?.endsWith(".js") === true ? [process.execPath, [npm]] : ["npm", []];
  const { exitCode, output } = await run(command, [...first, ...args], { quiet: true });
  if (exitCode !== 0)
    throw new BootstrapError(
      `npm ci failed (exit code ${exitCode}). Is the package registry reachable?\n${output.trim()}`,
    );
}
