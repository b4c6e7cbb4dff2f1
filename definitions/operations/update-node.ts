import { userError } from "../errors.ts";
import { portsOf } from "../ports.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { nodeOf, triggerOf, withChange } from "./graph.ts";
import { takenIds } from "./new-id.ts";
import type { OperationArguments } from "./operation.ts";

const FIXED_KEYS = ["id", "type", "parent"];

function vetoFixedKeys(change: Record<string, unknown>): void {
  const fixed = FIXED_KEYS.find((key) => key in change);
  if (fixed !== undefined) {
    throw userError("NODE_KEY_FIXED", `"${fixed}" of a step cannot be changed.`, { key: fixed });
  }
}

/** Changes a node's configuration; edges of ports that no longer exist go. Throws NODE_UNKNOWN or NODE_KEY_FIXED. */
export function updateNode(definition: WorkflowDefinition, args: OperationArguments["updateNode"]): WorkflowDefinition {
  vetoFixedKeys(args.change);
  const changed = withChange(nodeOf(definition, args.id), args.change);
  const ports = portsOf(changed);
  const isLost = (edge: { source: string; sourcePort: string }) =>
    edge.source === args.id && !ports.includes(edge.sourcePort);
  return {
    ...definition,
    nodes: definition.nodes.map((node) => (node.id === args.id ? changed : node)),
    edges: definition.edges.some(isLost) ? definition.edges.filter((edge) => !isLost(edge)) : definition.edges,
  };
}

/** Changes a trigger's configuration. Throws TRIGGER_UNKNOWN or NODE_KEY_FIXED. */
export function updateTrigger(
  definition: WorkflowDefinition,
  args: OperationArguments["updateTrigger"],
): WorkflowDefinition {
  vetoFixedKeys(args.change);
  const changed = withChange(triggerOf(definition, args.id), args.change);
  return {
    ...definition,
    triggers: definition.triggers.map((trigger) => (trigger.id === args.id ? changed : trigger)),
  };
}

/** Changes the name that people read. The id stays, so that no expression breaks. Throws NODE_UNKNOWN. */
export function renameNode(definition: WorkflowDefinition, args: OperationArguments["renameNode"]): WorkflowDefinition {
  const change = { name: args.name };
  return definition.triggers.some((trigger) => trigger.id === args.id)
    ? updateTrigger(definition, { id: args.id, change })
    : updateNode(definition, { id: args.id, change });
}

/** Switches nodes and triggers off or on. Throws NODE_UNKNOWN. */
export function disable(definition: WorkflowDefinition, args: OperationArguments["disable"]): WorkflowDefinition {
  const known = takenIds(definition);
  const ids = new Set(args.ids);
  for (const id of ids) {
    if (!known.has(id)) throw userError("NODE_UNKNOWN", `There is no step "${id}".`, { id });
  }
  const change = { disabled: args.disabled ? true : undefined };
  return {
    ...definition,
    nodes: definition.nodes.map((node) => (ids.has(node.id) ? withChange(node, change) : node)),
    triggers: definition.triggers.map((trigger) => (ids.has(trigger.id) ? withChange(trigger, change) : trigger)),
  };
}
