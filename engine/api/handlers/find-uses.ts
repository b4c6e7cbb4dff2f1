import type { ResourceKind } from "../../../definitions/resources.ts";
import type { ApiServices } from "../api-services.ts";

/** The property by which a definition names a thing of each kind. */
const PROPERTY: Readonly<Record<ResourceKind | "connections", string>> = {
  calendars: "calendar",
  tables: "table",
  policies: "policy",
  "mail-templates": "template",
  teams: "team",
  queues: "queue",
  connections: "connection",
};

/** Keys of the published workflows whose definition names the thing. */
export async function findUses(
  services: ApiServices,
  workspaceId: string,
  kind: ResourceKind | "connections",
  key: string,
): Promise<string[]> {
  const { workflows } = services.store.workspace(workspaceId);
  const uses: string[] = [];
  for (const workflow of await workflows.list()) {
    if (workflow.published === null) continue;
    const { definition } = await workflows.versions.get(workflow.key, workflow.published.version);
    if (names(definition, PROPERTY[kind], key)) uses.push(workflow.key);
  }
  return uses;
}

function names(value: unknown, property: string, key: string): boolean {
  if (Array.isArray(value)) return value.some((item) => names(item, property, key));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, member]) => (name === property && member === key) || names(member, property, key),
  );
}
