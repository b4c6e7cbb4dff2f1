import type * as z from "zod";
import type { searchHitSchema } from "../../../definitions/api.ts";
import { RESOURCE_KINDS, type ResourceKind } from "../../../definitions/resources.ts";
import { textIn, type Language } from "../../../definitions/text.ts";
import { mayUse, type Principal } from "../../auth/principal.ts";
import type { ApiServices } from "../api-services.ts";
import { textMatches } from "./find-in-list.ts";

type Hit = z.infer<typeof searchHitSchema>;
const HITS_A_KIND = 8;
const HITS = 30;

/** Things of the workspace whose name holds the text, as far as the reader may see them. */
export async function searchWorkspace(
  services: ApiServices,
  principal: Principal,
  language: Language,
  text: string,
): Promise<Hit[]> {
  const parts = await Promise.all([
    mayUse(principal, "workflow:read") ? findWorkflows(services, principal, language, text) : [],
    mayUse(principal, "run:read") ? findRuns(services, principal, language, text) : [],
    mayUse(principal, "record:read") ? findRecords(services, principal, language, text) : [],
    mayUse(principal, "resource:read") ? findResources(services, principal, language, text) : [],
    mayUse(principal, "connection:read") ? findConnections(services, principal, text) : [],
  ]);
  return parts.flat().slice(0, HITS);
}

async function findWorkflows(
  services: ApiServices,
  { workspace }: Principal,
  language: Language,
  text: string,
): Promise<Hit[]> {
  const workflows = await services.store.workspace(workspace.id).workflows.list();
  return workflows
    .filter(({ key, name, description }) => textMatches(text, key, name, description))
    .slice(0, HITS_A_KIND)
    .map(({ key, name }) => ({
      kind: "workflow",
      id: key,
      title: textIn(name, language),
      subtitle: key,
      path: `/workflows/${key}`,
    }));
}

async function findRuns(
  services: ApiServices,
  { workspace }: Principal,
  language: Language,
  text: string,
): Promise<Hit[]> {
  const { runs } = services.store.workspace(workspace.id);
  const { items } = await runs.list({ limit: 200 });
  return items
    .filter(({ id, workflowKey, record }) => textMatches(text, id, workflowKey, record?.name))
    .slice(0, HITS_A_KIND)
    .map(({ id, workflowKey, workflowName, record, status }) => ({
      kind: "run",
      id,
      title: `${textIn(workflowName ?? workflowKey, language)}${record?.name === undefined ? "" : ` · ${record.name}`}`,
      subtitle: status,
      path: `/runs/${id}`,
    }));
}

async function findRecords(
  services: ApiServices,
  { workspace }: Principal,
  language: Language,
  text: string,
): Promise<Hit[]> {
  const objects = await services.store.objects.list(workspace.id);
  const found = await Promise.all(
    objects.map(async ({ name, nameField, title }) => {
      const { items } = await services.store.records.list(workspace.id, name, { search: text, limit: HITS_A_KIND });
      return items.map((record): Hit => {
        const label = record[nameField];
        return {
          kind: "record",
          id: record.id,
          title: typeof label === "string" ? label : record.id,
          subtitle: textIn(title, language),
          path: `/records/${name}/${record.id}`,
        };
      });
    }),
  );
  return found.flat();
}

async function findResources(
  services: ApiServices,
  { workspace }: Principal,
  language: Language,
  text: string,
): Promise<Hit[]> {
  const { resources } = services.store.workspace(workspace.id);
  const found = await Promise.all(
    RESOURCE_KINDS.map(async (kind) =>
      (await resources.list(kind))
        .filter(({ key, name }) => textMatches(text, key, name))
        .slice(0, HITS_A_KIND)
        .map((one): Hit => ({
          kind: "resource",
          id: one.key,
          title: textIn(one.name, language) || one.key,
          subtitle: kind,
          path: `${pageOf(kind, one)}/${one.key}`,
        })),
    ),
  );
  return found.flat();
}

/** Where the builder shows resources of the kind. */
function pageOf(kind: ResourceKind, one: object): string {
  switch (kind) {
    case "tables":
      return "/tables";
    case "rule-sets":
      return "/rules/sets";
    case "conditions":
      return "/rules/conditions";
    case "scoring-models":
      return "type" in one && one.type === "learned" ? "/rules/learned" : "/rules/points";
    default:
      return `/settings/${kind}`;
  }
}

async function findConnections(services: ApiServices, { workspace }: Principal, text: string): Promise<Hit[]> {
  const connections = await services.store.workspace(workspace.id).connections.list();
  return connections
    .filter(({ key, name, connector }) => textMatches(text, key, name, connector))
    .slice(0, HITS_A_KIND)
    .map(({ key, name, connector }) => ({
      kind: "connection",
      id: key,
      title: name,
      subtitle: connector,
      path: "/connections",
    }));
}
