import type * as z from "zod";
import type { triggerAddressSchema, Workflow, WorkflowSummary } from "../../../definitions/api.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { mayUse, type Principal } from "../../auth/principal.ts";
import type { ListedWorkflow, StoredWorkflow } from "../../store/index.ts";
import type { ApiServices } from "../api-services.ts";
import { readCatalogue } from "./read-catalogue.ts";

type Counts = Map<string, { open: number; incidents: number }>;

/** A workflow as lists show it. */
export function summarizeWorkflow(workflow: ListedWorkflow, counts: Counts): WorkflowSummary {
  const { key, name, description, published, draftHash, enabled, triggerTypes, nodeCount, updatedAt, updatedBy } =
    workflow;
  const runs = counts.get(key);
  return {
    key,
    name,
    ...(description === undefined ? {} : { description }),
    publishedVersion: published?.version ?? null,
    hasDraftChanges: published?.hash !== draftHash,
    enabled,
    triggerTypes,
    nodeCount,
    openRuns: runs?.open ?? 0,
    incidents: runs?.incidents ?? 0,
    updatedAt,
    updatedBy,
  };
}

/** A workflow with its draft, what is wrong with it, and where its public triggers are. */
export async function describeWorkflow(
  services: ApiServices,
  principal: Principal,
  stored: StoredWorkflow,
): Promise<Workflow> {
  const { runs } = services.store.workspace(principal.workspace.id);
  const { draft } = stored;
  const listed = {
    ...stored,
    triggerTypes: [...new Set(draft.triggers.map(({ type }) => type))],
    nodeCount: draft.nodes.length,
  };
  const [counts, catalogue, addresses] = await Promise.all([
    runs.countByWorkflow(),
    readCatalogue(services, principal.workspace.id),
    listAddresses(services, principal, stored.key, draft),
  ]);
  return {
    ...summarizeWorkflow(listed, counts),
    draft,
    revision: stored.revision,
    issues: services.language.validate(draft, catalogue),
    addresses,
  };
}

/** What comes in is signed with the address's secret. */
function isSigned(type: string): boolean {
  return type === "webhook" || type === "app-event";
}

/** URLs of webhooks, forms, mail and app events; the signing secret only for those who may publish. */
async function listAddresses(
  services: ApiServices,
  principal: Principal,
  key: string,
  draft: WorkflowDefinition,
): Promise<z.infer<typeof triggerAddressSchema>[]> {
  const { workflows } = services.store.workspace(principal.workspace.id);
  const maySeeSecret = mayUse(principal, "workflow:publish");
  const places = { webhook: "hooks", form: "forms", email: "mails", "app-event": "apps" } as const;
  return (await workflows.addresses(key))
    .filter((address) => draft.triggers.some(({ id, type }) => id === address.triggerId && type === address.type))
    .map(({ triggerId, type, addressId, secret }) => ({
      triggerId,
      type,
      url: `${services.publicUrl}/${places[type]}/${principal.workspace.id}/${addressId}`,
      secret: isSigned(type) && maySeeSecret ? secret : undefined,
    }));
}
