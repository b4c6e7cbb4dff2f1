import type { Issue, Workflow } from "../../../definitions/api.ts";
import { stableJson } from "../../../definitions/diff/index.ts";
import { FlowrightError, userError } from "../../../definitions/errors.ts";
import type { ResourceKind } from "../../../definitions/resources.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { type Deployable, isWorkflow } from "../deployable-files.ts";
import type { ServerConnection } from "./connect-server.ts";

export interface DeployResult {
  file: string;
  kind: "workflow" | "test" | ResourceKind;
  key: string;
  action: "created" | "changed" | "unchanged";
  /** The version that this deployment published. */
  published: number | null;
  issues: Issue[];
}
export interface DeployOptions {
  publish: boolean;
  note: string | undefined;
  /** Says what would be done, and does nothing. */
  isDryRun: boolean;
  /** Overwrites what somebody else left unpublished in a draft. */
  isForced: boolean;
}

/**
 * Brings files to a server: resources, then drafts, then, where asked, versions. Workflows are checked before any draft
 * is written. What is there already stays untouched. Throws `WORKFLOW_INVALID` with the issues, `DEPLOY_DRAFT_CHANGED`
 * where somebody else's unpublished changes would be lost, and what the server refuses (`WORKFLOW_CONFLICT`).
 */
export async function deployFiles(
  server: ServerConnection,
  deployables: readonly Deployable[],
  options: DeployOptions,
): Promise<DeployResult[]> {
  const workflows = deployables.filter(isWorkflow);
  const me = (await server.call("getMe")).user.id;
  const present = new Map<string, Workflow | null>();
  for (const { key, definition } of workflows) {
    const found = await findWorkflow(server, key);
    if (found !== null && !options.isForced) refuseForeignDraft(found, definition, me);
    present.set(key, found);
  }
  const results: DeployResult[] = [];
  for (const deployable of deployables)
    if (!isWorkflow(deployable)) results.push(await deployResource(server, deployable, options));
  const issues = await checkWorkflows(server, workflows, deployables, options);
  for (const { file, key, definition } of workflows) {
    const action = await saveWorkflow(server, definition, present.get(key) ?? null, options);
    results.push({ file, kind: "workflow", key, action, published: null, issues: issues.get(key) ?? [] });
  }
  if (options.publish && !options.isDryRun)
    for (const { key } of calleesFirst(workflows)) {
      const result = results.find((one) => one.kind === "workflow" && one.key === key);
      if (result !== undefined) result.published = await publish(server, key, options.note);
    }
  return results;
}

/** Null where there is none. */
export async function findWorkflow(server: ServerConnection, key: string): Promise<Workflow | null> {
  return server.call("getWorkflow", { params: { key } }).catch(nullIf("WORKFLOW_UNKNOWN"));
}

/** The draft as it would be after the deployment: a file without a layout leaves that of the server. */
function withLayoutOf(definition: WorkflowDefinition, present: WorkflowDefinition): WorkflowDefinition {
  const { nodes, notes, groups } = definition.layout;
  const hasLayout = Object.keys(nodes).length > 0 || notes.length > 0 || (groups ?? []).length > 0;
  return hasLayout ? definition : { ...definition, layout: present.layout };
}

function refuseForeignDraft(found: Workflow, definition: WorkflowDefinition, me: string): void {
  const isSame = stableJson(found.draft) === stableJson(withLayoutOf(definition, found.draft));
  if (isSame || !found.hasDraftChanges || found.updatedBy === me) return;
  throw userError(
    "DEPLOY_DRAFT_CHANGED",
    `The draft of ${found.key} has changes by ${found.updatedBy ?? "somebody"} that are not published and not in the file.`,
    { workflow: found.key, by: found.updatedBy ?? "", at: found.updatedAt, revision: found.revision },
  );
}

async function deployResource(
  server: ServerConnection,
  { file, kind, key, value }: Exclude<Deployable, { kind: "workflow" }>,
  { isDryRun }: DeployOptions,
): Promise<DeployResult> {
  const params = { kind, key };
  const found = await server.call("getResource", { params }).catch(nullIf("RESOURCE_UNKNOWN"));
  const isSame = found !== null && stableJson(found) === stableJson(value);
  if (!isSame && !isDryRun) await server.call("putResource", { params, body: value });
  const action = found === null ? "created" : isSame ? "unchanged" : "changed";
  return { file, kind, key, action, published: null, issues: [] };
}

/** The issues by workflow. A workflow of this deployment that is not there yet is no error of its callers. */
async function checkWorkflows(
  server: ServerConnection,
  workflows: readonly Extract<Deployable, { kind: "workflow" }>[],
  deployables: readonly Deployable[],
  { publish: mustBeValid, isDryRun }: DeployOptions,
): Promise<Map<string, Issue[]>> {
  const coming = new Set(deployables.map(({ key }) => key));
  const byKey = new Map<string, Issue[]>();
  for (const { key, definition } of workflows) {
    const { issues } = await server.call("validateDefinition", { body: { definition } });
    byKey.set(
      key,
      issues.filter(({ code, details }) => {
        const named = Object.values(details ?? {}).some((value) => typeof value === "string" && coming.has(value));
        return !(named && (code === "WORKFLOW_UNKNOWN" || (isDryRun && code.endsWith("_UNKNOWN"))));
      }),
    );
  }
  const errors = [...byKey].flatMap(([workflow, issues]) =>
    issues.filter(({ severity }) => severity === "error").map((issue) => Object.assign({ workflow }, issue)),
  );
  const [first] = errors;
  if (mustBeValid && first !== undefined)
    throw userError(
      "WORKFLOW_INVALID",
      `${first.workflow}: ${first.nodeId ?? ""} ${first.message} ${errors.length} error(s); no workflow was changed.`,
      { key: first.workflow, errors: errors.length, issues: errors },
    );
  return byKey;
}

async function saveWorkflow(
  server: ServerConnection,
  definition: WorkflowDefinition,
  present: Workflow | null,
  { isDryRun }: DeployOptions,
): Promise<DeployResult["action"]> {
  if (present === null) {
    if (!isDryRun) await server.call("createWorkflow", { body: { definition } });
    return "created";
  }
  const wanted = withLayoutOf(definition, present.draft);
  if (stableJson(wanted) === stableJson(present.draft)) return "unchanged";
  const { key } = definition;
  if (!isDryRun) await server.call("saveDraft", { params: { key }, body: wanted, revision: present.revision });
  return "changed";
}

/** Publishes what differs from the published version. The new version's number, null where nothing differs. */
async function publish(server: ServerConnection, key: string, note: string | undefined): Promise<number | null> {
  const { revision, hasDraftChanges } = await server.call("getWorkflow", { params: { key } });
  if (!hasDraftChanges) return null;
  const body = note === undefined ? {} : { note };
  return (await server.call("publishWorkflow", { params: { key }, body, revision })).version;
}

/** A workflow that others call is published before them. */
function calleesFirst<T extends { key: string; definition: WorkflowDefinition }>(workflows: readonly T[]): T[] {
  const ordered: T[] = [];
  const visit = (workflow: T, path: readonly T[]): void => {
    if (ordered.includes(workflow) || path.includes(workflow)) return;
    for (const node of workflow.definition.nodes) {
      const callee = node.type === "call" ? workflows.find(({ key }) => key === node.workflow) : undefined;
      if (callee !== undefined) visit(callee, [...path, workflow]);
    }
    ordered.push(workflow);
  };
  for (const workflow of workflows) visit(workflow, []);
  return ordered;
}

function nullIf(code: string) {
  return (error: unknown): null => {
    if (error instanceof FlowrightError && error.code === code) return null;
    throw error;
  };
}
