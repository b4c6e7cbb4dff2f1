import type { WorkflowNode } from "../nodes/index.ts";
import type { Trigger } from "../triggers/index.ts";
import type { Edge, WorkflowDefinition } from "../workflow.ts";

/** A definition with the questions of its graph answered once. Broken ids are known, but nothing is known about them. */
export interface GraphModel {
  definition: WorkflowDefinition;
  nodes: ReadonlyMap<string, WorkflowNode>;
  triggers: ReadonlyMap<string, Trigger>;
  brokenIds: ReadonlySet<string>;
  outgoing: ReadonlyMap<string, readonly Edge[]>;
  incoming: ReadonlyMap<string, readonly Edge[]>;
  /** Body by container id. */
  bodies: ReadonlyMap<string, readonly WorkflowNode[]>;
  /** Nodes in an order in which each comes after its predecessors; those of a cycle are missing. */
  order: readonly string[];
  /** Whether `stepId` runs before `nodeId`, or in a container that does. */
  isBefore(stepId: string, nodeId: string): boolean;
  /** All steps that run before a node. */
  stepsBefore(nodeId: string): string[];
  /** The containers around a node, innermost first. */
  containersOf(nodeId: string): string[];
  /** Everything in a container's body, at any depth. */
  descendantsOf(containerId: string): string[];
}

function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const key = keyOf(entry);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** Kahn's order; what is left over lies on or behind a cycle. */
function sortNodes(
  definition: WorkflowDefinition,
  known: ReadonlySet<string>,
  outgoing: ReadonlyMap<string, readonly Edge[]>,
): string[] {
  const waiting = new Map<string, number>([...known].map((id) => [id, 0]));
  for (const edge of definition.edges) {
    if (known.has(edge.source) && known.has(edge.target)) waiting.set(edge.target, (waiting.get(edge.target) ?? 0) + 1);
  }
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  const order: string[] = [];
  for (let at = 0; at < ready.length; at += 1) {
    const id = ready[at] ?? "";
    order.push(id);
    for (const edge of outgoing.get(id) ?? []) {
      const left = (waiting.get(edge.target) ?? 0) - 1;
      waiting.set(edge.target, left);
      if (left === 0) ready.push(edge.target);
    }
  }
  return order;
}

function walkParents(nodes: ReadonlyMap<string, WorkflowNode>, id: string): string[] {
  const found: string[] = [];
  let parent = nodes.get(id)?.parent;
  while (parent !== undefined && !found.includes(parent) && nodes.has(parent)) {
    found.push(parent);
    parent = nodes.get(parent)?.parent;
  }
  return found;
}

/** Sets of nodes as bits, one row a node. */
class NodeSets {
  private readonly words: number;
  private readonly bits: Uint32Array;
  private readonly indexes: ReadonlyMap<string, number>;
  private readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    this.ids = ids;
    this.indexes = new Map(ids.map((id, index) => [id, index]));
    this.words = Math.ceil(ids.length / 32);
    this.bits = new Uint32Array(this.words * ids.length);
  }

  add(row: string, member: string): void {
    const at = this.indexes.get(row);
    const index = this.indexes.get(member);
    if (at === undefined || index === undefined) return;
    const word = at * this.words + (index >> 5);
    this.bits[word] = (this.bits[word] ?? 0) | (1 << (index & 31));
  }

  join(row: string, other: string): void {
    const to = (this.indexes.get(row) ?? -1) * this.words;
    const from = (this.indexes.get(other) ?? -1) * this.words;
    if (to < 0 || from < 0) return;
    for (let word = 0; word < this.words; word += 1) {
      this.bits[to + word] = (this.bits[to + word] ?? 0) | (this.bits[from + word] ?? 0);
    }
  }

  has(row: string, member: string): boolean {
    const at = this.indexes.get(row);
    const index = this.indexes.get(member);
    if (at === undefined || index === undefined) return false;
    return ((this.bits[at * this.words + (index >> 5)] ?? 0) & (1 << (index & 31))) !== 0;
  }

  members(row: string): string[] {
    return this.ids.filter((id) => this.has(row, id));
  }
}

/** Reads the graph of a definition. Takes some milliseconds for thousands of nodes. */
export function readGraph(definition: WorkflowDefinition, brokenIds: ReadonlySet<string> = new Set()): GraphModel {
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  const triggers = new Map(definition.triggers.map((trigger) => [trigger.id, trigger]));
  const ids = [...new Set([...triggers.keys(), ...nodes.keys(), ...brokenIds])];
  const outgoing = groupBy(definition.edges, (edge) => edge.source);
  const incoming = groupBy(definition.edges, (edge) => edge.target);
  const bodies = groupBy(definition.nodes, (node) => node.parent);
  const order = sortNodes(definition, new Set(ids), outgoing);
  const containers = new Map(ids.map((id) => [id, walkParents(nodes, id)]));
  const before = new NodeSets(ids);
  const inside = new NodeSets(ids);
  for (const [id, around] of containers) for (const container of around) inside.add(container, id);
  const depthOf = (id: string) => containers.get(id)?.length ?? 0;
  // Containers first: what runs before a container runs before all of its body.
  for (const id of order.toSorted((a, b) => depthOf(a) - depthOf(b))) {
    const parent = nodes.get(id)?.parent;
    if (parent !== undefined) before.join(id, parent);
    for (const edge of incoming.get(id) ?? []) {
      before.join(id, edge.source);
      if (!triggers.has(edge.source)) before.add(id, edge.source);
      if (bodies.has(edge.source)) for (const member of inside.members(edge.source)) before.add(id, member);
    }
  }
  return {
    definition,
    nodes,
    triggers,
    brokenIds,
    outgoing,
    incoming,
    bodies,
    order,
    isBefore: (stepId, nodeId) => before.has(nodeId, stepId),
    stepsBefore: (nodeId) => before.members(nodeId),
    containersOf: (nodeId) => containers.get(nodeId) ?? [],
    descendantsOf: (containerId) => inside.members(containerId),
  };
}
