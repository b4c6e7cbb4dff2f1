import { bundleWorkflowCode } from "@temporalio/worker";
import { expect, test } from "vitest";

test("the workflow bundle holds neither the schema library nor json-rules-engine", async () => {
  const ignore = () => undefined;
  const { code } = await bundleWorkflowCode({
    workflowsPath: `${import.meta.dirname}/../workflows/index.ts`,
    logger: { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const packages = new Set([...code.matchAll(/\/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\//g)].map(([, name]) => name));
  expect(packages).toContain("@marcbachmann/cel-js");
  expect(packages).not.toContain("zod");
  expect(packages).not.toContain("json-rules-engine");
}, 60_000);
