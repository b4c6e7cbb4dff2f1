import type { Condition } from "../../../definitions/condition.ts";
import type { DecisionTable, ResourceKind } from "../../../definitions/resources.ts";
import { conditionNamesIn, namesInConditions } from "../../../definitions/rule-sets/inline-conditions.ts";
import type { ResourceUse } from "../../../definitions/table-history.ts";
import { compileTable } from "../../../definitions/tables/index.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { WorkspaceStore } from "../../store/index.ts";
import type { ApiServices } from "../api-services.ts";

/** The property by which a definition names a thing of each kind. */
const PROPERTY: Readonly<Record<Exclude<ResourceKind, "conditions"> | "connections", string>> = {
  calendars: "calendar",
  tables: "table",
  policies: "policy",
  "mail-templates": "template",
  teams: "team",
  queues: "queue",
  "rule-sets": "ruleSet",
  "scoring-models": "scoringModel",
  connections: "connection",
};

/** The published workflows whose definition names the thing, and the resources that do. */
export async function findUses(
  services: ApiServices,
  workspaceId: string,
  kind: ResourceKind | "connections",
  key: string,
): Promise<ResourceUse[]> {
  const { workflows, resources } = services.store.workspace(workspaceId);
  const uses: ResourceUse[] = [];
  const table = kind === "tables" ? await resources.find("tables", key) : null;
  const present = table === null ? null : compiledText(table);
  for (const workflow of await workflows.list()) {
    if (workflow.published === null) continue;
    const { version } = workflow.published;
    const { definition, planHash } = await workflows.versions.get(workflow.key, version);
    if (!isNamed(definition, kind, key)) continue;
    const plan = present === null ? null : await workflows.versions.getPlan(planHash);
    const isCurrent = plan === null ? null : JSON.stringify(plan.tables[key] ?? null) === present;
    uses.push({ kind: "workflow", key: workflow.key, version, isCurrent });
  }
  return uses.concat(await findResourceUses(resources, kind, key));
}

/** A table as a plan keeps it; null where it cannot be compiled. */
function compiledText(table: DecisionTable): string | null {
  try {
    return JSON.stringify(compileTable(table));
  } catch {
    return null;
  }
}

/** Uses in short: a workflow's key, `kind/key` of another resource. */
export function nameUses(uses: readonly ResourceUse[]): string[] {
  return uses.map(({ kind, key }) => (kind === "workflow" ? key : `${kind}/${key}`));
}

function isNamed(definition: WorkflowDefinition, kind: ResourceKind | "connections", key: string): boolean {
  return kind === "conditions" ? conditionNamesIn(definition).includes(key) : names(definition, PROPERTY[kind], key);
}

/** Rule sets name conditions, connections and each other; points models and shared conditions name conditions. */
async function findResourceUses(
  resources: WorkspaceStore["resources"],
  kind: ResourceKind | "connections",
  key: string,
): Promise<ResourceUse[]> {
  if (kind !== "conditions" && kind !== "rule-sets" && kind !== "connections") return [];
  const [ruleSets, models, shared] = await Promise.all([
    resources.list("rule-sets"),
    resources.list("scoring-models"),
    resources.list("conditions"),
  ]);
  if (kind !== "conditions")
    return usesBy(
      "rule-sets",
      ruleSets.filter(({ facts }) => names(facts, PROPERTY[kind], key)),
    );
  const asks = (conditions: readonly Condition[]) => namesInConditions(conditions).includes(key);
  return [
    ...usesBy(
      "rule-sets",
      ruleSets.filter(({ rules, conditions }) =>
        asks([...rules.map(({ when }) => when), ...Object.values(conditions)]),
      ),
    ),
    ...usesBy(
      "scoring-models",
      models.filter((model) => model.type === "points" && asks(model.rules.map(({ when }) => when))),
    ),
    ...usesBy(
      "conditions",
      shared.filter(({ when }) => asks([when])),
    ),
  ];
}

function usesBy(kind: ResourceKind, users: readonly { key: string }[]): ResourceUse[] {
  return users.map(({ key }) => ({ kind, key, version: null, isCurrent: null }));
}

function names(value: unknown, property: string, key: string): boolean {
  if (Array.isArray(value)) return value.some((item) => names(item, property, key));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, member]) => (name === property && member === key) || names(member, property, key),
  );
}
