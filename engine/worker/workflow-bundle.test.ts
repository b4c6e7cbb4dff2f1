import { expect, test } from "vitest";
import { bundleWorkflows } from "./bundle-workflows.ts";

test("the workflow bundle holds neither the schema library nor json-rules-engine", async () => {
  const { code } = await bundleWorkflows({});
  const packages = new Set([...code.matchAll(/\/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\//g)].map(([, name]) => name));
  expect(packages).toContain("@marcbachmann/cel-js");
  expect(packages).not.toContain("zod");
  expect(packages).not.toContain("json-rules-engine");
}, 60_000);
