import type { workflowsRoutes } from "../../../definitions/api.ts";
import { ApiError } from "../api-error.ts";
import type { Handlers } from "../api-request.ts";
import { entityTag, requireRevision } from "../if-match.ts";
import { createWorkflow } from "./create-workflow.ts";
import { describeWorkflow, summarizeWorkflow } from "./describe-workflow.ts";
import { pageOfList, textMatches } from "./find-in-list.ts";
import { publishWorkflow, toVersion } from "./publish-workflow.ts";
import { readCatalogue } from "./read-catalogue.ts";
import { writeAudit } from "./write-audit.ts";

export const workflowsHandlers: Handlers<keyof typeof workflowsRoutes> = {
  listTemplates: async (_request, { templates }) => ({ items: [...templates] }),

  async listWorkflows({ principal, query }, { store }) {
    const { workflows, runs } = store.workspace(principal.workspace.id);
    const [listed, counts] = await Promise.all([workflows.list(), runs.countByWorkflow()]);
    const { search, status } = query;
    const items = listed
      .map((workflow) => summarizeWorkflow(workflow, counts))
      .filter(({ key, name, description }) => search === undefined || textMatches(search, key, name, description))
      .filter(({ enabled, publishedVersion }) => {
        if (status === "disabled") return !enabled;
        if (status === "draft") return publishedVersion === null;
        return status === undefined || publishedVersion !== null;
      });
    return pageOfList(items, ({ key }) => key, query);
  },

  async createWorkflow({ principal, body, setHeader }, services) {
    const stored = await createWorkflow(services, principal, body);
    await writeAudit(services, principal, "workflow.create", stored.key, { template: body.template ?? null });
    setHeader("ETag", entityTag(stored.revision));
    return describeWorkflow(services, principal, stored);
  },

  async getWorkflow({ principal, params, setHeader }, services) {
    const stored = await services.store.workspace(principal.workspace.id).workflows.get(params.key);
    setHeader("ETag", entityTag(stored.revision));
    return describeWorkflow(services, principal, stored);
  },

  async saveDraft({ principal, params, body, ifMatch, setHeader }, services) {
    const revision = requireRevision(ifMatch);
    if (body.key !== params.key) throw new ApiError("WORKFLOW_KEY_MISMATCH", { given: body.key, key: params.key });
    const { workflows } = services.store.workspace(principal.workspace.id);
    const saved = await workflows.saveDraft(params.key, revision, body, services.language.hash(body), principal.id);
    await writeAudit(services, principal, "workflow.save", params.key, { revision: saved.revision });
    setHeader("ETag", entityTag(saved.revision));
    return {
      revision: saved.revision,
      issues: services.language.validate(saved.draft, await readCatalogue(services, principal.workspace.id)),
      hasDraftChanges: saved.published?.hash !== saved.draftHash,
      updatedAt: saved.updatedAt,
    };
  },

  async publishWorkflow({ principal, params, body, ifMatch }, services) {
    const version = await publishWorkflow(services, principal, params.key, requireRevision(ifMatch), body.note);
    await writeAudit(services, principal, "workflow.publish", params.key, { version: version.version });
    return version;
  },

  async setWorkflowEnabled({ principal, params, body }, services) {
    const { workflows, runs } = services.store.workspace(principal.workspace.id);
    const { draft, ...stored } = await workflows.setEnabled(params.key, body.enabled, principal.id);
    await writeAudit(services, principal, body.enabled ? "workflow.enable" : "workflow.disable", params.key);
    const triggerTypes = [...new Set(draft.triggers.map(({ type }) => type))];
    return summarizeWorkflow({ ...stored, triggerTypes, nodeCount: draft.nodes.length }, await runs.countByWorkflow());
  },

  async deleteWorkflow({ principal, params }, services) {
    await services.store.workspace(principal.workspace.id).workflows.remove(params.key);
    await writeAudit(services, principal, "workflow.delete", params.key);
  },

  async listVersions({ principal, params }, { store }) {
    const { workflows } = store.workspace(principal.workspace.id);
    await workflows.get(params.key);
    return { items: (await workflows.versions.list(params.key)).map(toVersion) };
  },

  async getVersion({ principal, params }, { store }) {
    const { versions } = store.workspace(principal.workspace.id).workflows;
    const found = await versions.get(params.key, numberOf(params.version, params.key));
    return { ...toVersion(found), definition: found.definition };
  },

  async restoreVersion({ principal, params, setHeader }, services) {
    const { workflows } = services.store.workspace(principal.workspace.id);
    const { definition, version } = await workflows.versions.get(params.key, numberOf(params.version, params.key));
    const { revision } = await workflows.get(params.key);
    const hash = services.language.hash(definition);
    const saved = await workflows.saveDraft(params.key, revision, definition, hash, principal.id);
    await writeAudit(services, principal, "workflow.restore", params.key, { version });
    setHeader("ETag", entityTag(saved.revision));
    return describeWorkflow(services, principal, saved);
  },

  async startRun({ principal, params, body }, services) {
    const { runId } = await services.starter.start({
      workspaceId: principal.workspace.id,
      workflowKey: params.key,
      triggerId: body.triggerId,
      payload: body.payload ?? {},
      record: body.record,
      byUser: principal.id,
    });
    await writeAudit(services, principal, "run.start", runId, { workflow: params.key });
    return { runId };
  },

  validateDefinition: async ({ principal, body }, services) => ({
    issues: services.language.validate(body.definition, await readCatalogue(services, principal.workspace.id)),
  }),
};

/** The number of a version in an address. Throws VERSION_UNKNOWN for what is no number. */
function numberOf(text: string, key: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new ApiError("VERSION_UNKNOWN", { key, version: text });
  return Number(text);
}
