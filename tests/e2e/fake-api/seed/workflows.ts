import type { Template } from "../../../../definitions/api.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import type { StoredWorkflow } from "../world.ts";

/** What the step `contacted` was called before the newest version. */
export const OLDER_STEP = "reached";
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** A stored workflow around a definition; `published` is its number of versions. */
export function storeWorkflow(draft: WorkflowDefinition, published: number): StoredWorkflow {
  return {
    key: draft.key,
    name: draft.name,
    ...(draft.description === undefined ? {} : { description: draft.description }),
    publishedVersion: published === 0 ? null : published,
    hasDraftChanges: published === 0,
    enabled: published > 0,
    triggerTypes: draft.triggers.map((trigger) => trigger.type),
    nodeCount: draft.nodes.length,
    openRuns: 0,
    incidents: 0,
    updatedAt: new Date().toISOString(),
    updatedBy: "ada",
    draft,
    revision: 1,
    issues: [],
    addresses: draft.triggers.flatMap((trigger) =>
      trigger.type === "webhook" || trigger.type === "form"
        ? [
            {
              triggerId: trigger.id,
              type: trigger.type,
              url: `http://127.0.0.1:8080/${trigger.type === "form" ? "forms" : "hooks"}/default/3f9c27d1a8`,
              ...(trigger.type === "webhook" ? { secret: "whsec_4b1f0c" } : {}),
            },
          ]
        : [],
    ),
    versions: Array.from({ length: published }, (_, index) => ({
      version: index + 1,
      hash: `sha256-${index + 1}`,
      note: index === 0 ? "First version" : null,
      publishedAt: ago((published - index) * 1_440),
      publishedBy: "ada",
      definition: index === published - 1 ? draft : olderVersion(draft),
    })).toReversed(),
  };
}

/** Published before a step got the id that it has now: a run that waits there needs a mapping to move. */
function olderVersion(definition: WorkflowDefinition): WorkflowDefinition {
  const text = JSON.stringify(definition).replaceAll('"contacted"', `"${OLDER_STEP}"`);
  return workflowDefinitionSchema.parse(JSON.parse(text));
}

export function seedWorkflows(templates: Template[]): StoredWorkflow[] {
  const state: [published: number, change: Partial<StoredWorkflow>][] = [
    [3, { openRuns: 23, incidents: 1, hasDraftChanges: true, updatedAt: ago(5) }],
    [1, { openRuns: 8, updatedAt: ago(130) }],
    [2, { enabled: false, updatedAt: ago(3_000), updatedBy: "mia" }],
    [0, { updatedAt: ago(9_000), updatedBy: "wang" }],
  ];
  return templates.map((template, index) => {
    const [published, change] = state[index] ?? [0, {}];
    return { ...storeWorkflow(template.definition, published), ...change };
  });
}
