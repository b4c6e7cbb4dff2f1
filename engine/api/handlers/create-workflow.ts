import type { Template } from "../../../definitions/api.ts";
import { FlowrightError } from "../../../definitions/errors.ts";
import { type LocalizedText, textIn } from "../../../definitions/text.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { Principal } from "../../auth/principal.ts";
import type { StoredWorkflow } from "../../store/index.ts";
import { ApiError } from "../api-error.ts";
import type { ApiRequest } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";

type Wanted = ApiRequest<"createWorkflow">["body"];
const TRIES = 50;

/**
 * Creates a workflow, empty, from a definition, or from a template with the resources that it brings (where their keys
 * are free). A key that the caller gave must be free (WORKFLOW_EXISTS); one that we choose gets a number, and so does a
 * name that we choose.
 */
export async function createWorkflow(
  services: ApiServices,
  principal: Principal,
  wanted: Wanted,
): Promise<StoredWorkflow> {
  if (wanted.definition !== undefined && wanted.template !== undefined)
    throw new ApiError("WORKFLOW_CREATION_AMBIGUOUS");
  const template = wanted.template === undefined ? undefined : findTemplate(services, wanted.template);
  const source = wanted.definition ?? template?.definition;
  const name = wanted.name ?? source?.name ?? { en: "New workflow", zh: "新工作流" };
  const isKeyGiven = wanted.key !== undefined || wanted.definition !== undefined;
  const key = wanted.key ?? source?.key ?? keyOf(textIn(name, "en"));
  const draft = workflowDefinitionSchema.parse({ schemaVersion: 1, ...source, key, name });
  const nameOf = (turn: number) => (wanted.name === undefined ? numbered(name, turn) : name);
  const stored = isKeyGiven
    ? await storeDraft(services, principal, draft)
    : await storeUnderFreeKey(services, principal, draft, nameOf);
  if (template !== undefined) await bringResources(services, principal, template);
  return stored;
}

async function storeDraft(
  services: ApiServices,
  principal: Principal,
  draft: WorkflowDefinition,
): Promise<StoredWorkflow> {
  const { workflows } = services.store.workspace(principal.workspace.id);
  return workflows.create(draft, services.language.hash(draft), principal.id);
}

async function storeUnderFreeKey(
  services: ApiServices,
  principal: Principal,
  draft: WorkflowDefinition,
  nameOf: (turn: number) => LocalizedText,
): Promise<StoredWorkflow> {
  for (let turn = 1; ; turn += 1)
    try {
      return await storeDraft(
        services,
        principal,
        turn === 1 ? draft : { ...draft, key: `${draft.key.slice(0, 58)}-${turn}`, name: nameOf(turn) },
      );
    } catch (error) {
      if (!(error instanceof FlowrightError) || error.code !== "WORKFLOW_EXISTS" || turn === TRIES) throw error;
    }
}

function numbered(name: LocalizedText, number: number): LocalizedText {
  if (typeof name === "string") return `${name} ${number}`;
  return Object.fromEntries(Object.entries(name).map(([language, text]) => [language, `${text} ${number}`]));
}

function findTemplate(services: ApiServices, id: string): Template {
  const found = services.templates.find((template) => template.id === id);
  if (found === undefined) throw new ApiError("TEMPLATE_UNKNOWN", { id });
  return found;
}

async function bringResources(services: ApiServices, principal: Principal, template: Template): Promise<void> {
  const { resources, audit } = services.store.workspace(principal.workspace.id);
  for (const { kind, value } of template.resources) {
    if (!(await resources.putIfFree(kind, value, principal.id))) continue;
    const target = `${kind}/${JSON.stringify(value["key"] ?? null)}`;
    await audit.add({ byUser: principal.id, action: "resource.create", target, details: { template: template.id } });
  }
}

/** A key from a name: its ASCII letters and digits; `workflow` where it has none. */
function keyOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-")
    .slice(0, 58)
    .replace(/^[^a-z]+|-+$/g, "");
  return words === "" ? "workflow" : words;
}
