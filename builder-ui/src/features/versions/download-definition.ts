import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";

/** Saves a definition as a file, as `flowright export` writes it. `version` is its number or "draft". */
export async function downloadDefinition(definition: WorkflowDefinition, version: string): Promise<void> {
  const { stableJson } = await import("../../../../definitions/diff/index.ts");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([stableJson(definition)], { type: "application/json" }));
  link.download = `${definition.key}.${version === "draft" ? "draft" : `v${version}`}.json`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
