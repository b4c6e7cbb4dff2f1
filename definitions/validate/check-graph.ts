import type { Issue } from "../api.ts";
import { CONTAINER_TYPES, type WorkflowNode } from "../nodes/index.ts";
import { portsOf } from "../ports.ts";
import type { Edge } from "../workflow.ts";
import type { GraphModel } from "./graph-model.ts";
import { makeIssue } from "./issue.ts";

const isContainer = (node: WorkflowNode | undefined): boolean =>
  node !== undefined && (CONTAINER_TYPES as readonly string[]).includes(node.type);

function checkIds(graph: GraphModel): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const { id } of [...graph.definition.triggers, ...graph.definition.nodes]) {
    if (seen.has(id)) issues.push(makeIssue("NODE_ID_DUPLICATE", { nodeId: id, path: "id" }, { id }));
    seen.add(id);
  }
  const edges = new Set<string>();
  for (const { id } of graph.definition.edges) {
    if (edges.has(id)) issues.push(makeIssue("EDGE_ID_DUPLICATE", { nodeId: id }, { id }));
    edges.add(id);
  }
  return issues;
}

function checkEdge(graph: GraphModel, edge: Edge): Issue[] {
  const isKnown = (id: string) => graph.nodes.has(id) || graph.triggers.has(id) || graph.brokenIds.has(id);
  const missing = [edge.source, edge.target].filter((id) => !isKnown(id));
  if (missing.length > 0)
    return missing.map((node) => makeIssue("EDGE_NODE_UNKNOWN", { nodeId: edge.id }, { id: edge.id, node }));
  if (graph.triggers.has(edge.target))
    return [makeIssue("EDGE_TARGET_INVALID", { nodeId: edge.id }, { id: edge.id, node: edge.target })];
  const source = graph.nodes.get(edge.source);
  const target = graph.nodes.get(edge.target);
  const issues: Issue[] = [];
  const ports = source === undefined ? ["out"] : portsOf(source);
  if (!graph.brokenIds.has(edge.source) && !ports.includes(edge.sourcePort)) {
    issues.push(
      makeIssue("EDGE_PORT_UNKNOWN", { nodeId: edge.id }, { node: edge.source, port: edge.sourcePort, ports }),
    );
  }
  const hasBoth = !graph.brokenIds.has(edge.source) && !graph.brokenIds.has(edge.target);
  if (hasBoth && source?.parent !== target?.parent) {
    issues.push(
      makeIssue("EDGE_CROSSES_BODY", { nodeId: edge.id }, { id: edge.id, source: edge.source, target: edge.target }),
    );
  }
  return issues;
}

function checkEdges(graph: GraphModel): Issue[] {
  const seen = new Map<string, string>();
  return graph.definition.edges.flatMap((edge) => {
    const issues = checkEdge(graph, edge);
    const key = `${edge.source} ${edge.sourcePort} ${edge.target}`;
    const other = seen.get(key);
    if (other === undefined) seen.set(key, edge.id);
    else issues.push(makeIssue("EDGE_REPEATED", { nodeId: edge.id }, { id: edge.id, other }, "warning"));
    return issues;
  });
}

/** One cycle among the nodes that have no place in the order, as the nodes along it. */
function findCycle(graph: GraphModel, left: ReadonlySet<string>, start: string): string[] | null {
  const trail: string[] = [];
  const placeOf = new Map<string, number>();
  let id: string | undefined = start;
  while (id !== undefined) {
    const seen = placeOf.get(id);
    if (seen !== undefined) return trail.slice(seen).toReversed();
    placeOf.set(id, trail.length);
    trail.push(id);
    id = (graph.incoming.get(id) ?? []).map((edge) => edge.source).find((source) => left.has(source));
  }
  return null;
}

function checkCycles(graph: GraphModel): Issue[] {
  const ordered = new Set(graph.order);
  const left = new Set([...graph.nodes.keys()].filter((id) => !ordered.has(id)));
  const issues: Issue[] = [];
  const told = new Set<string>();
  // Walking back from a node that was left over always ends in a cycle.
  for (const id of left) {
    if (told.has(id)) continue;
    const cycle = findCycle(graph, left, id);
    if (cycle === null || cycle.some((member) => told.has(member))) continue;
    for (const member of cycle) told.add(member);
    issues.push(makeIssue("NODE_CYCLE", { nodeId: cycle[0] ?? id }, { nodes: cycle }));
  }
  return issues;
}

function checkParent(graph: GraphModel, node: WorkflowNode): Issue[] {
  const { parent } = node;
  if (parent === undefined || graph.brokenIds.has(parent)) return [];
  const container = graph.nodes.get(parent);
  const place = { nodeId: node.id, path: "parent" };
  if (container === undefined) return [makeIssue("NODE_PARENT_UNKNOWN", place, { parent })];
  if (!isContainer(container)) return [makeIssue("NODE_PARENT_INVALID", place, { parent })];
  const around = graph.containersOf(node.id);
  return around.includes(node.id) ? [makeIssue("NODE_PARENT_CYCLE", place, { nodes: around })] : [];
}

function checkContainer(graph: GraphModel, node: WorkflowNode): Issue[] {
  if (!isContainer(node)) return [];
  const body = graph.bodies.get(node.id) ?? [];
  const hasBroken = graph.brokenIds.size > 0;
  if (body.length === 0) return hasBroken ? [] : [makeIssue("CONTAINER_EMPTY", { nodeId: node.id })];
  const members = new Set(body.map((member) => member.id));
  const entries = body.filter(
    (member) =>
      !(graph.incoming.get(member.id) ?? []).some(
        (edge) => members.has(edge.source) || graph.brokenIds.has(edge.source),
      ),
  );
  if (entries.length > 1) {
    return [makeIssue("CONTAINER_ENTRIES_SEVERAL", { nodeId: node.id }, { nodes: entries.map((entry) => entry.id) })];
  }
  return entries.length === 0 && !hasBroken ? [makeIssue("CONTAINER_ENTRY_MISSING", { nodeId: node.id })] : [];
}

function checkJoin(graph: GraphModel, node: WorkflowNode): Issue[] {
  const { join } = node;
  if (typeof join !== "object" || join.type !== "count") return [];
  const edges = graph.incoming.get(node.id)?.length ?? 0;
  return join.n > edges
    ? [makeIssue("NODE_JOIN_INVALID", { nodeId: node.id, path: "join.n" }, { count: join.n, edges })]
    : [];
}

/** Nodes that a live way leads to from a trigger; a container leads to its entry. */
function findReached(graph: GraphModel): Set<string> {
  const reached = new Set<string>();
  const open = [...graph.triggers.keys()];
  while (open.length > 0) {
    const id = open.pop() ?? "";
    if (reached.has(id)) continue;
    reached.add(id);
    for (const edge of graph.outgoing.get(id) ?? []) open.push(edge.target);
    for (const member of graph.bodies.get(id) ?? []) {
      const hasIncoming = (graph.incoming.get(member.id) ?? []).length > 0;
      if (!hasIncoming) open.push(member.id);
    }
  }
  return reached;
}

function checkReachability(graph: GraphModel): Issue[] {
  if (graph.brokenIds.size > 0) return [];
  if (graph.triggers.size === 0) return [makeIssue("TRIGGER_MISSING", {}, {}, "warning")];
  const reached = findReached(graph);
  return graph.definition.nodes
    .filter((node) => !reached.has(node.id))
    .map((node) => makeIssue("NODE_UNREACHABLE", { nodeId: node.id }, {}, "warning"));
}

/** A port of time that never runs out is not worth a word. */
function canLeaveBy(node: WorkflowNode, port: string): boolean {
  if (port !== "timeout") return true;
  const limit = "due" in node ? node.due : "timeout" in node ? node.timeout : undefined;
  return limit !== undefined;
}

function checkPorts(graph: GraphModel): Issue[] {
  const ends = [
    ...graph.definition.triggers.map((trigger) => ({ id: trigger.id, ports: ["out"] })),
    ...graph.definition.nodes.map((node) => ({
      id: node.id,
      ports: portsOf(node).filter((port) => canLeaveBy(node, port)),
    })),
  ];
  return ends.flatMap(({ id, ports }) => {
    const used = new Set((graph.outgoing.get(id) ?? []).map((edge) => edge.sourcePort));
    return ports
      .filter((port) => !used.has(port))
      .map((port) => makeIssue("PORT_UNCONNECTED", { nodeId: id, path: `ports.${port}` }, { port }, "info"));
  });
}

/** Checks a definition's graph: ids, edges, cycles, containers, joins, what no trigger reaches, ports where a branch ends. */
export function checkGraph(graph: GraphModel): Issue[] {
  return [
    ...checkIds(graph),
    ...checkEdges(graph),
    ...checkCycles(graph),
    ...graph.definition.nodes.flatMap((node) => [
      ...checkParent(graph, node),
      ...checkContainer(graph, node),
      ...checkJoin(graph, node),
    ]),
    ...checkReachability(graph),
    ...checkPorts(graph),
  ];
}
