import type { JsonObject } from "../../../definitions/json.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { ServerConnection } from "./connect-server.ts";

/** Kinds of resources that a test file names. */
const NAMED_KINDS = ["calendars", "tables", "policies"] as const;

export interface ExportedResource {
  kind: string;
  key: string;
}

/**
 * The tests stored beside a workflow as a test file, with the exported resources that the workflow names; null where it
 * has none. `fileOf` says where a resource is, seen from the test file. People are not exported: tests that need some name
 * them by hand.
 */
export async function exportTests(
  server: ServerConnection,
  definition: WorkflowDefinition,
  resources: readonly ExportedResource[],
  fileOf: (resource: ExportedResource) => string,
): Promise<JsonObject | null> {
  const { items } = await server.call("listWorkflowTests", { params: { key: definition.key } });
  if (items.length === 0) return null;
  const words = new Set<string>();
  collectTexts(definition, words);
  const needed = (kind: string) => resources.filter((one) => one.kind === kind && words.has(one.key)).map(fileOf);
  return {
    workflow: definition.key,
    ...Object.fromEntries(NAMED_KINDS.map((kind) => [kind, needed(kind)])),
    tests: items.map(({ test }) => test as unknown as JsonObject),
  };
}

/** Every text in a definition: a resource is named by its key, wherever that stands. */
function collectTexts(value: unknown, found: Set<string>): void {
  if (typeof value === "string") found.add(value);
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) collectTexts(part, found);
}
