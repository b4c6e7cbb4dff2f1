import type { RouteName } from "../../../../definitions/api.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import type { Call, Handler } from "../handlers.ts";
import { storeWorkflow } from "../seed/workflows.ts";
import { Problem, type StoredWorkflow } from "../world.ts";
import { found, pageOf } from "./paging.ts";

const ofKey = ({ world, params }: Call): StoredWorkflow =>
  found(
    world.workflows.find((workflow) => workflow.key === params["key"]),
    "workflow",
  );

function checkRevision(workflow: StoredWorkflow, call: Call): void {
  const given = call.headers["if-match"];
  if (given === undefined) throw new Problem(428, "REVISION_MISSING", "If-Match is missing");
  if (given.replaceAll('"', "") !== String(workflow.revision)) {
    throw new Problem(409, "WORKFLOW_CONFLICT", "Somebody else saved this draft.", {
      details: { revision: workflow.revision },
    });
  }
}
const versionOf = (call: Call) =>
  found(
    ofKey(call).versions.find((version) => version.version === Number(call.params["version"])),
    "version",
  );

function create({ world, body }: Call): StoredWorkflow {
  const wanted = body as {
    key?: string;
    name?: WorkflowDefinition["name"];
    definition?: WorkflowDefinition;
    template?: string;
  };
  const template = world.templates.find((entry) => entry.id === wanted.template);
  const base = wanted.key ?? wanted.definition?.key ?? template?.definition.key ?? "workflow";
  let key = base;
  for (let turn = 2; world.workflows.some((workflow) => workflow.key === key); turn++) key = `${base}-${turn}`;
  const source = wanted.definition ?? template?.definition;
  const definition = workflowDefinitionSchema.parse({
    ...(source ?? { schemaVersion: 1 }),
    key,
    name: wanted.name ?? source?.name ?? { en: "New workflow", zh: "新工作流" },
  });
  const workflow = storeWorkflow(definition, 0);
  world.workflows.unshift(workflow);
  return workflow;
}

export const workflowHandlers = {
  getMeta: () => ({ version: "0.1.0", environment: "development", mailbox: true, firstRun: true }),
  getMe: ({ world }) => {
    const ada = found(world.users[0], "user");
    return {
      user: { id: ada.id, name: ada.name, email: ada.email, language: ada.language },
      workspace: { id: "default", name: "Default" },
      role: "admin",
      permissions: world.permissions,
    };
  },
  getCatalogue: ({ world }) => world.catalogue,
  listTemplates: ({ world }) => ({ items: world.templates }),
  listWorkflows: ({ world, query }) =>
    pageOf(
      world.workflows
        .filter((workflow) => {
          if (query["status"] === "published") return workflow.publishedVersion !== null && workflow.enabled;
          if (query["status"] === "draft") return workflow.publishedVersion === null || workflow.hasDraftChanges;
          if (query["status"] === "disabled") return workflow.publishedVersion !== null && !workflow.enabled;
          return true;
        })
        .map(({ draft: _draft, versions: _versions, addresses: _addresses, issues: _issues, ...summary }) => summary),
      query,
    ),
  createWorkflow: create,
  getWorkflow: ofKey,
  saveDraft: (call) => {
    const workflow = ofKey(call);
    checkRevision(workflow, call);
    workflow.draft = call.body as WorkflowDefinition;
    workflow.name = workflow.draft.name;
    workflow.nodeCount = workflow.draft.nodes.length;
    workflow.revision += 1;
    workflow.hasDraftChanges = true;
    workflow.updatedAt = new Date().toISOString();
    return { revision: workflow.revision, issues: [], hasDraftChanges: true, updatedAt: workflow.updatedAt };
  },
  publishWorkflow: (call) => {
    const workflow = ofKey(call);
    checkRevision(workflow, call);
    const version = {
      version: (workflow.publishedVersion ?? 0) + 1,
      hash: `sha256-${workflow.revision}`,
      note: (call.body as { note?: string }).note ?? null,
      publishedAt: new Date().toISOString(),
      publishedBy: "ada",
    };
    workflow.versions.unshift({ ...version, definition: workflow.draft });
    Object.assign(workflow, { publishedVersion: version.version, hasDraftChanges: false, enabled: true });
    return version;
  },
  setWorkflowEnabled: (call) => Object.assign(ofKey(call), call.body),
  deleteWorkflow: (call) => {
    const workflow = ofKey(call);
    if (workflow.openRuns > 0) throw new Problem(409, "WORKFLOW_HAS_RUNS", "The workflow still has open runs.");
    call.world.workflows = call.world.workflows.filter((entry) => entry !== workflow);
    return null;
  },
  listVersions: (call) => ({ items: ofKey(call).versions }),
  getVersion: versionOf,
  restoreVersion: (call) => {
    const workflow = ofKey(call);
    workflow.draft = versionOf(call).definition;
    workflow.revision += 1;
    return workflow;
  },
  watchDraft: ofKey,
  tellPresence: ({ world, params, body }) => {
    const told = body as { tab: string; step: string | null };
    const own = world.presence.find(({ key, tab }) => key === params["key"] && tab === told.tab);
    if (own !== undefined) own.step = told.step;
    return null;
  },
  validateDefinition: () => ({ issues: [] }),
} satisfies Partial<Record<RouteName, Handler>>;
