#!/usr/bin/env node
// The command `flowright`: builds what it needs once, then hands over to engine/cli/main.
import { buildProject, staleTargets } from "../runtime/bootstrap/build.mjs";
import { isInstalled } from "../runtime/bootstrap/install.mjs";
import { BootstrapError, checkNodeVersion, reportFailure } from "../runtime/bootstrap/project.mjs";

const print = (text) => process.stderr.write(`${text}\n`);

try {
  checkNodeVersion();
  if (staleTargets().includes("server")) {
    if (!isInstalled())
      throw new BootstrapError("Dependencies are missing. Run npm ci --ignore-scripts (npm start does it too).");
    print("Building the server once…");
    await buildProject(print, ["server"]);
  }
  await import("../../build/engine/cli/main.js");
} catch (error) {
  reportFailure(error);
}
