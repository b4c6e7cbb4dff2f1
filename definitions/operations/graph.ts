import { userError } from "../errors.ts";
import type { WorkflowNode } from "../nodes/index.ts";
import { CONTAINER_TYPES } from "../nodes/node-types.ts";
import { portsOf } from "../ports.ts";
import type { Trigger } from "../triggers/index.ts";
import type { Edge, WorkflowDefinition } from "../workflow.ts";

/** The node with this id. Throws NODE_UNKNOWN. */
export function nodeOf(definition: WorkflowDefinition, id: string): WorkflowNode {
  const node = definition.nodes.find((candidate) => candidate.id === id);
  if (node === undefined) throw userError("NODE_UNKNOWN", `There is no step "${id}".`, { id });
  return node;
}

/** The trigger with this id. Throws TRIGGER_UNKNOWN. */
export function triggerOf(definition: WorkflowDefinition, id: string): Trigger {
  const trigger = definition.triggers.find((candidate) => candidate.id === id);
  if (trigger === undefined) throw userError("TRIGGER_UNKNOWN", `There is no trigger "${id}".`, { id });
  return trigger;
}

/** The edge with this id. Throws EDGE_UNKNOWN. */
export function edgeOf(definition: WorkflowDefinition, id: string): Edge {
  const edge = definition.edges.find((candidate) => candidate.id === id);
  if (edge === undefined) throw userError("EDGE_UNKNOWN", `There is no connection line "${id}".`, { id });
  return edge;
}

export function isContainer(node: WorkflowNode): boolean {
  return (CONTAINER_TYPES as readonly string[]).includes(node.type);
}

/** The ports by which edges leave a node or a trigger. Throws NODE_UNKNOWN. */
export function portsOfSource(definition: WorkflowDefinition, id: string): string[] {
  return definition.triggers.some((trigger) => trigger.id === id) ? ["out"] : portsOf(nodeOf(definition, id));
}

/** The port that the flow goes on by when nothing else is said: the first one; null for an end. */
export function mainPortOf(definition: WorkflowDefinition, id: string): string | null {
  return portsOfSource(definition, id)[0] ?? null;
}

/** The nodes of a container's body at any depth, by id, without the container itself. */
export function bodyOf(definition: WorkflowDefinition, container: string): Set<string> {
  const body = new Set<string>();
  let size = -1;
  while (size !== body.size) {
    size = body.size;
    for (const node of definition.nodes) {
      if (node.parent === container || (node.parent !== undefined && body.has(node.parent))) body.add(node.id);
    }
  }
  return body;
}

/** True when `to` can be reached from `from` along edges. */
export function reaches(definition: WorkflowDefinition, from: string, to: string): boolean {
  const targets = new Map<string, string[]>();
  for (const edge of definition.edges) {
    const list = targets.get(edge.source);
    if (list === undefined) targets.set(edge.source, [edge.target]);
    else list.push(edge.target);
  }
  const seen = new Set([from]);
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true;
    for (const target of targets.get(next) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}

/** A copy of `object` with the keys of `change` set; keys whose value is `undefined` are removed. */
export function withChange<T extends object>(object: T, change: Record<string, unknown>): T {
  const result = { ...object } as Record<string, unknown>;
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) delete result[key];
    else result[key] = value;
  }
  return result as T;
}
