import { writeFile } from "node:fs/promises";
import { bundleWorkflows } from "../worker/bundle-workflows.ts";
import { workflowBundlePath } from "./project-root.ts";

/** Bundles the workflow code once, so that a worker starts without webpack. Fails with webpack's words. */
const warnings: string[] = [];
const collect = (_level: unknown, message: string) => void warnings.push(message);
const bundle = await bundleWorkflows({
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
