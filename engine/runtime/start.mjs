// npm start: installs and builds what is missing, then runs the supervisor in this process until Ctrl-C.
import { buildProject } from "./bootstrap/build.mjs";
import { installDependencies } from "./bootstrap/install.mjs";
import { checkNodeVersion, projectRoot, reportFailure } from "./bootstrap/project.mjs";

const print = (text) => process.stdout.write(`  ${text}\n`);

try {
  checkNodeVersion();
  await installDependencies(print);
  await buildProject(print);
  process.chdir(projectRoot);
  await import("../../build/engine/runtime/supervisor.main.js");
} catch (error) {
  reportFailure(error);
}
