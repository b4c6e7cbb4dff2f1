import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isExecutable } from "./run-command.ts";

/** `node download.main.js temporal|mongodb FOLDER`: downloads the server and prints "program: PATH". */
const [kind, folder] = process.argv.slice(2);
if (folder === undefined || (kind !== "temporal" && kind !== "mongodb")) {
  process.stderr.write("usage: download.main.js temporal|mongodb FOLDER\n");
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  const program = kind === "temporal" ? await downloadTemporal(folder) : await downloadMongod(folder);
  process.stdout.write(`program: ${program}\n`);
}

/** The SDK downloads the command line tool that fits it as a side effect of starting a server from it. */
async function downloadTemporal(target: string): Promise<string> {
  const { TestWorkflowEnvironment } = await import("@temporalio/testing");
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: "cached-download", downloadDir: target }, ip: "127.0.0.1" },
  });
  await environment.teardown();
  const program = readdirSync(target)
    .filter((name) => name.startsWith("temporal"))
    .map((name) => join(target, name))
    .find(isExecutable);
  if (program === undefined) throw new Error(`the SDK left no program in ${target}`);
  return program;
}

async function downloadMongod(target: string): Promise<string> {
  const { MongoBinary } = await import("mongodb-memory-server-core/lib/util/MongoBinary.js");
  return MongoBinary.getPath({ downloadDir: target, checkMD5: true });
}
