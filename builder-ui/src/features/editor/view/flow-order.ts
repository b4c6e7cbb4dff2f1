import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { childrenByParent } from "./geometry.ts";

export interface OrderedItem {
  id: string;
  depth: number;
}

/**
 * Triggers and steps in the order of the flow, containers followed by their bodies: the outline's rows, and
 * what "next step" means. Steps that nothing leads to come last.
 */
export function flowOrder(definition: WorkflowDefinition): OrderedItem[] {
  const children = childrenByParent(definition.nodes);
  const targets = new Map<string, string[]>();
  const hasIncoming = new Set<string>();
  for (const edge of definition.edges) {
    const list = targets.get(edge.source);
    if (list === undefined) targets.set(edge.source, [edge.target]);
    else list.push(edge.target);
    hasIncoming.add(edge.target);
  }
  const rows: OrderedItem[] = [];

  const level = (ids: readonly string[], depth: number, triggers: readonly string[]) => {
    const inLevel = new Set([...ids, ...triggers]);
    const incoming = new Map<string, number>();
    for (const edge of definition.edges) {
      if (inLevel.has(edge.source) && inLevel.has(edge.target)) {
        incoming.set(edge.target, (incoming.get(edge.target) ?? 0) + 1);
      }
    }
    const done = new Set<string>();
    // Depth first along the flow, but a step waits until all that leads to it has been listed.
    const visit = (id: string) => {
      if (done.has(id) || !inLevel.has(id) || (incoming.get(id) ?? 0) > 0) return;
      done.add(id);
      rows.push({ id, depth });
      const body = children.get(id);
      if (body !== undefined)
        level(
          body.map((node) => node.id),
          depth + 1,
          [],
        );
      for (const target of targets.get(id) ?? []) incoming.set(target, (incoming.get(target) ?? 1) - 1);
      for (const target of targets.get(id) ?? []) visit(target);
    };
    for (const id of triggers) visit(id);
    for (const id of ids) if (hasIncoming.has(id)) visit(id);
    for (const id of ids) visit(id);
    // What is left waits for itself: an edge that goes round. It is listed all the same.
    for (const id of ids) {
      incoming.set(id, 0);
      visit(id);
    }
  };
  level(
    (children.get("") ?? []).map((node) => node.id),
    0,
    definition.triggers.map((trigger) => trigger.id),
  );
  return rows;
}

/** The item before (`-1`) or after (`1`) in flow order; the first one when nothing is selected. */
export function neighbourOf(definition: WorkflowDefinition, id: string | undefined, step: 1 | -1): string | undefined {
  const order = flowOrder(definition);
  const index = order.findIndex((item) => item.id === id);
  if (index === -1) return order[0]?.id;
  return order[Math.min(order.length - 1, Math.max(0, index + step))]?.id;
}
