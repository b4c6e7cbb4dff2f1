import { bundleWorkflowCode, type BundleOptions, type WorkflowBundleWithSourceMap } from "@temporalio/worker";
import { fixGlobals } from "./fix-globals.ts";

const WORKFLOWS = new URL("../workflows/", import.meta.url).pathname;
const EXTENSION = import.meta.url.endsWith(".ts") ? "ts" : "js";

/**
 * Bundles the workflow code as every worker must have it, with the pure modules preloaded. `workflowsPath` is another
 * entry file than the product's own (the bench has one). Throws webpack's error; takes two to four seconds.
 */
export async function bundleWorkflows(options: {
  workflowsPath?: string;
  logger?: BundleOptions["logger"];
}): Promise<WorkflowBundleWithSourceMap> {
  const bundle = await bundleWorkflowCode({
    workflowsPath: options.workflowsPath ?? `${WORKFLOWS}index.${EXTENSION}`,
    preloadModules: [`${WORKFLOWS}preload.${EXTENSION}`],
    logger: options.logger ?? SILENT,
  });
  return { ...bundle, code: fixGlobals(bundle.code) };
}

const ignore = () => undefined;
const SILENT: BundleOptions["logger"] = {
  log: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
};
