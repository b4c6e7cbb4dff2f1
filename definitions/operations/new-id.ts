import type { NodeType } from "../nodes/index.ts";
import type { TriggerType } from "../triggers/index.ts";
import type { WorkflowDefinition } from "../workflow.ts";

/** Names that read well in `steps.<name>` and are no reserved words of CEL (`loop`, `for`, `if` …). */
const NODE_BASE: Record<Exclude<NodeType, "action">, string> = {
  condition: "check",
  "decision-table": "decide",
  set: "values",
  wait: "pause",
  "wait-for-event": "waitForEvent",
  approval: "approval",
  "human-task": "task",
  "for-each": "eachItem",
  loop: "repeat",
  scope: "group",
  call: "subWorkflow",
  emit: "emit",
  end: "end",
};
const TRIGGER_BASE: Record<TriggerType, string> = {
  manual: "manual",
  webhook: "webhook",
  form: "form",
  schedule: "schedule",
  record: "recordChange",
  poll: "poll",
  "app-event": "appEvent",
  email: "email",
  event: "event",
  workflow: "afterWorkflow",
};

function camelCase(text: string): string {
  return text.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The readable start of a new node's id: `crm.assign` gives `assign`. */
export function baseIdOfNode(type: NodeType, operation?: string): string {
  if (type !== "action") return NODE_BASE[type];
  const word = camelCase((operation ?? "action").split(".").at(-1) ?? "action");
  return /^[a-z][A-Za-z0-9]*$/.test(word) ? word : "action";
}

export function baseIdOfTrigger(type: TriggerType): string {
  return TRIGGER_BASE[type];
}

/** All ids that a new node or trigger may not take. */
export function takenIds(definition: WorkflowDefinition): Set<string> {
  return new Set([...definition.nodes.map((node) => node.id), ...definition.triggers.map((trigger) => trigger.id)]);
}

/** `base`, or `base2`, `base3` … : the first that is not in `taken`. A trailing number of `base` is counted on. */
export function freshId(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  const stem = base.replace(/\d+$/, "").slice(0, 58) || "step";
  for (let number = 2; ; number += 1) {
    const id = `${stem}${number}`;
    if (!taken.has(id)) return id;
  }
}

/** Gives one free edge id after the other: `e1`, `e2`, … */
export function edgeIds(definition: WorkflowDefinition): () => string {
  const taken = new Set(definition.edges.map((edge) => edge.id));
  let number = taken.size;
  return () => {
    do number += 1;
    while (taken.has(`e${number}`));
    return `e${number}`;
  };
}

/** The first free edge id. */
export function freshEdgeId(definition: WorkflowDefinition): string {
  return edgeIds(definition)();
}
