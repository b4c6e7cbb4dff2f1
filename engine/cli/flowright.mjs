#!/usr/bin/env node
// The command `flowright`: installs and builds what it needs once, then hands over to engine/cli/main.
import { buildProject, staleTargets } from "../runtime/bootstrap/build.mjs";
import { installDependencies } from "../runtime/bootstrap/install.mjs";
import { checkNodeVersion, reportFailure } from "../runtime/bootstrap/project.mjs";

const print = (text) => process.stderr.write(`${text}\n`);

try {
  checkNodeVersion();
  if (staleTargets().includes("server")) {
    await installDependencies(print);
    print("Building the server once…");
    await buildProject(print, ["server"]);
  }
  await import("../../build/engine/cli/main.js");
} catch (error) {
  reportFailure(error);
}
