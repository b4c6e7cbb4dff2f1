import { randomUUID } from "node:crypto";
import type { WorkflowDefinition, WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import { readInlinable } from "../../../engine/api/handlers/read-called.ts";
import { compilePlan } from "../../../engine/publish/compile-plan.ts";
import { contentHash, planHash } from "../../../engine/publish/content-hash.ts";
import { type KeyRing, openStore, type Store } from "../../../engine/store/index.ts";

export const TEST_KEYS: KeyRing = [{ id: "k1", key: Buffer.alloc(32, 1) }];
const silent = { info() {}, warn() {}, error() {} };

/** A store on the test server, in a database of its own that `drop` removes. */
export async function openTestStore(
  options: { keyRing?: KeyRing; database?: string } = {},
): Promise<{ store: Store; database: string; drop: () => Promise<void> }> {
  const uri = process.env["FLOWRIGHT_TEST_MONGODB_URI"];
  if (uri === undefined)
    throw new Error("FLOWRIGHT_TEST_MONGODB_URI is not set: run with vitest.integration.config.ts");
  const database = options.database ?? `test-${randomUUID().slice(0, 13)}`;
  const store = await openStore({ uri, database, keyRing: options.keyRing ?? TEST_KEYS, logger: silent });
  const drop = async () => {
    await store.database.dropDatabase();
    await store.close();
  };
  return { store, database, drop };
}

/** A workspace name that no other test uses. */
export function newWorkspaceId(): string {
  return `ws-${randomUUID().slice(0, 8)}`;
}

/** Creates a workflow and publishes it. Answers its key. */
export async function publish(
  store: Store,
  workspaceId: string,
  given: Partial<WorkflowDefinitionInput> & Pick<WorkflowDefinitionInput, "triggers">,
): Promise<string> {
  const key = given.key ?? `w-${randomUUID().slice(0, 8)}`;
  const definition = workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key,
    name: key,
    nodes: [{ id: "note", type: "set", values: {} }],
    edges: (given.triggers ?? []).map(({ id }, index) => ({
      id: `e${index}`,
      source: id,
      sourcePort: "out",
      target: "note",
    })),
    ...given,
  });
  const { revision } = await store.workspace(workspaceId).workflows.create(definition, contentHash(definition), null);
  await publishDraft(store, workspaceId, definition, revision);
  return key;
}

/** Saves a workflow's next draft and publishes it. */
export async function republish(store: Store, workspaceId: string, definition: WorkflowDefinition): Promise<void> {
  const { workflows } = store.workspace(workspaceId);
  const present = await workflows.get(definition.key);
  const hash = contentHash(definition);
  const { revision } = await workflows.saveDraft(definition.key, present.revision, definition, hash, null);
  await publishDraft(store, workspaceId, definition, revision);
}

async function publishDraft(
  store: Store,
  workspaceId: string,
  definition: WorkflowDefinition,
  revision: number,
): Promise<void> {
  const published = await store.published.listFresh(workspaceId);
  const versions = new Map(published.map((workflow) => [workflow.key, workflow.version]));
  const tables = await store.workspace(workspaceId).resources.list("tables");
  const plan = compilePlan(definition, {
    tables: new Map(tables.map((table) => [table.key, table])),
    called: await readInlinable({ store }, workspaceId, definition, versions),
  });
  await store.workspace(workspaceId).workflows.publish(definition.key, {
    revision,
    hash: contentHash(definition),
    plan,
    planHash: planHash(plan),
    calendars: plan.calendars,
    byUser: null,
  });
}
