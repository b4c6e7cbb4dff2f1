import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { FindInlined, InlinableWorkflow } from "../../publish/inline-calls.ts";
import type { FindWorkflow } from "../../simulate/simulate.ts";
import type { ApiServices } from "../api-services.ts";

type Version = "published" | "latest" | number;

/** Calls of a definition that run within the caller's run. */
function inlineCallsOf({ nodes }: WorkflowDefinition) {
  return nodes.flatMap((node) =>
    node.type === "call" && node.mode === "inline" && node.disabled !== true ? [node] : [],
  );
}

const named = (key: string, version: Version) => `${key}@${version}`;

/** Reads the published plans that a definition's calls run inline. Throws `WORKFLOW_VERSION_UNKNOWN`. */
export async function readInlinable(
  { store }: Pick<ApiServices, "store">,
  workspaceId: string,
  definition: WorkflowDefinition,
  published: ReadonlyMap<string, number>,
): Promise<FindInlined> {
  const { versions } = store.workspace(workspaceId).workflows;
  const found = new Map<string, InlinableWorkflow>();
  const numberOf = (key: string, version: Version) => (typeof version === "number" ? version : published.get(key));
  for (const { workflow: key, version } of inlineCallsOf(definition)) {
    const number = numberOf(key, version);
    if (number === undefined || found.has(named(key, number))) continue;
    const stored = await versions.get(key, number);
    const plan = await store.published.getPlan(workspaceId, stored.planHash);
    const { name } = stored.definition;
    found.set(named(key, number), { key, name, version: number, definition: stored.definition, plan });
  }
  return ({ workflow, version }) => found.get(named(workflow, numberOf(workflow, version) ?? version));
}

/** Reads the published versions that a simulation of the definition may run inline, also those that these call. */
export async function readCalled(
  { store }: Pick<ApiServices, "store">,
  workspaceId: string,
  definition: WorkflowDefinition,
): Promise<FindWorkflow> {
  const { versions } = store.workspace(workspaceId).workflows;
  const found = new Map<string, { definition: WorkflowDefinition; version: number }>();
  const published = new Map<string, number>();
  const open = inlineCallsOf(definition);
  if (open.length > 0)
    for (const { key, version } of await store.published.listFresh(workspaceId)) published.set(key, version);
  for (let call = open.pop(); call !== undefined; call = open.pop()) {
    const { workflow: key, version } = call;
    const number = typeof version === "number" ? version : published.get(key);
    if (number === undefined || found.has(named(key, version))) continue;
    const called = { definition: (await versions.get(key, number)).definition, version: number };
    found.set(named(key, version), called);
    open.push(...inlineCallsOf(called.definition));
  }
  return (key, version) => found.get(named(key, version));
}
