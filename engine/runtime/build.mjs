// npm run build: installs and builds what is missing, and ends.
import { buildProject } from "./bootstrap/build.mjs";
import { installDependencies } from "./bootstrap/install.mjs";
import { checkNodeVersion, reportFailure } from "./bootstrap/project.mjs";

const print = (text) => process.stdout.write(`${text}\n`);

try {
  checkNodeVersion();
  await installDependencies(print);
  await buildProject(print);
  print("The build is up to date.");
} catch (error) {
  reportFailure(error);
}
