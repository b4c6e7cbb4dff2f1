import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleWorkflowCode } from "@temporalio/worker";
import { findProjectRoot, workflowBundlePath } from "./project-root.ts";

/** Bundles the workflow code once, so that a worker starts without webpack. Fails with webpack's words. */
const warnings: string[] = [];
const collect = (_level: unknown, message: string) => void warnings.push(message);
const bundle = await bundleWorkflowCode({
  workflowsPath: join(findProjectRoot(), "engine", "workflows", "index.ts"),
  logger: {
    log: collect,
    trace: () => undefined,
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => collect("warn", message),
    error: (message) => collect("error", message),
  },
}).catch((error: unknown) => {
  process.stderr.write(`${warnings.join("\n")}\n`);
  throw error;
});
await writeFile(workflowBundlePath(), bundle.code);
