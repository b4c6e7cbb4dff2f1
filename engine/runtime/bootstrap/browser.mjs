import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { BootstrapError, run } from "./project.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The Chromium for browser tests: FLOWRIGHT_TEST_BROWSER, else one of the machine's; undefined when there is none. */
export function findBrowser(env = process.env) {
  const onPath = (env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [env.FLOWRIGHT_TEST_BROWSER ?? "", ...onPath, ...ELSEWHERE].find((file) => file !== "" && isExecutable(file));
}

/**
 * Finds a browser, or installs Debian's with a Chinese font when run there as root: the one thing that cannot go into the
 * project. Throws BootstrapError with the way out.
 */
export async function ensureBrowser(print) {
  const found = findBrowser();
  if (found !== undefined) return found;
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (isDebianRoot) {
    print("Installing Chromium for the browser tests (apt-get)…");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update"], { quiet: true, env });
    const packages = ["chromium", "fonts-noto-cjk"];
    const { exitCode, output } = await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], {
      quiet: true,
      env,
    });
    const installed = findBrowser();
    if (installed !== undefined) return installed;
    throw new BootstrapError(
      `apt-get could not install Chromium (exit code ${exitCode}).\n${output.trim().slice(-1_000)}`,
    );
  }
  throw new BootstrapError(
    "No Chromium was found for the browser tests. Install one (Debian: apt-get install chromium fonts-noto-cjk), name one in " +
      "FLOWRIGHT_TEST_BROWSER, or declare its absence with FLOWRIGHT_SKIP_BROWSER=1.",
  );
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
