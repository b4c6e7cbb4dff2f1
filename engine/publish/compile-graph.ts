import { userError } from "../../definitions/errors.ts";
import { CONTAINER_TYPES, type WorkflowNode } from "../../definitions/nodes/index.ts";
import { portsOf } from "../../definitions/ports.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { PlanBody, PlanEdge, PlanNode } from "../interpreter/plan.ts";
import { compileOperation, compilePageSource, type OperationLookup } from "./compile-operation.ts";

export interface CompiledGraph {
  nodes: PlanNode[];
  edges: PlanEdge[];
  root: PlanBody;
  triggers: Record<string, { type: string; edges: number[] }>;
}

/** Indexes nodes and edges. Throws `PLAN_EDGE_INVALID`, `PLAN_CONTAINER_ENTRY`, `PLAN_CYCLE`. */
export function compileGraph(definition: WorkflowDefinition, lookup: OperationLookup): CompiledGraph {
  const indexes = new Map(definition.nodes.map((node, index) => [node.id, index]));
  const triggers: CompiledGraph["triggers"] = {};
  for (const trigger of definition.triggers) triggers[trigger.id] = { type: trigger.type, edges: [] };
  const nodes = definition.nodes.map((node, index) => compileNode(node, index, lookup));
  const edges = definition.edges.map((edge, index): PlanEdge => {
    const target = indexes.get(edge.target);
    const source = indexes.get(edge.source) ?? null;
    const trigger = triggers[edge.source];
    if (target === undefined || (source === null && trigger === undefined))
      throw userError("PLAN_EDGE_INVALID", `The edge ${edge.id} leads from or to nothing.`, { edge: edge.id });
    const from = source === null ? undefined : nodes[source];
    const to = nodes[target] as PlanNode;
    if (from !== undefined && !from.ports.includes(edge.sourcePort))
      throw userError("PLAN_EDGE_INVALID", `The edge ${edge.id} leaves by no port of ${from.id}.`, { edge: edge.id });
    if (from?.definition.parent !== to.definition.parent)
      throw userError("PLAN_EDGE_INVALID", `The edge ${edge.id} crosses the border of a container.`, { edge: edge.id });
    from?.edgesOut.push(index);
    trigger?.edges.push(index);
    to.edgesIn += 1;
    return { id: edge.id, source, port: edge.sourcePort, target };
  });
  for (const node of nodes) {
    if (hasErrorPort(node, edges)) node.handlesError = true;
    if (isContainer(node)) node.body = compileBody(nodes, node);
  }
  refuseCycles(nodes, edges);
  for (const node of nodes) if (cancelsOthers(node)) node.cancels = findExclusive(node, nodes, edges);
  const root = nodes.filter((node) => node.definition.parent === undefined).map((node) => node.index);
  return { nodes, edges, triggers, root: { nodes: root, entry: null } };
}

function compileNode(node: WorkflowNode, index: number, lookup: OperationLookup): PlanNode {
  const { note: _note, ...definition } = node;
  const ports = portsOf(node);
  const compensate = node.type === "action" ? node.compensate : undefined;
  return {
    index,
    id: node.id,
    definition,
    ports,
    defaultPort: defaultPortOf(node, ports),
    edgesIn: 0,
    edgesOut: [],
    joinCount: joinCountOf(node),
    cancels: [],
    handlesError: node.onError === "port",
    body: null,
    call: compileCall(node, lookup),
    compensate:
      compensate === undefined || node.type !== "action"
        ? null
        : compileOperation({ ...compensate, connection: compensate.connection ?? node.connection }, lookup),
  };
}

function compileCall(node: WorkflowNode, lookup: OperationLookup): PlanNode["call"] {
  if (node.type === "action") return compileOperation(node, lookup);
  if (node.type !== "for-each" || node.source === undefined) return null;
  return compilePageSource({ ...node.source, retry: node.retry }, lookup);
}

function defaultPortOf(node: WorkflowNode, ports: string[]): string | null {
  return node.type === "condition" ? "else" : (ports[0] ?? null);
}

function joinCountOf({ join }: WorkflowNode): number | null {
  const type = typeof join === "object" ? join.type : (join ?? "all");
  if (type === "all") return null;
  return typeof join === "object" && join.type === "count" ? join.n : 1;
}

function cancelsOthers({ definition: { join } }: PlanNode): boolean {
  return typeof join === "object" && join.cancelOthers === true;
}

function isContainer(node: PlanNode): boolean {
  return CONTAINER_TYPES.some((type) => type === node.definition.type);
}

/** A port `error` that something is connected to takes the error; an unconnected one leaves it to the incident. */
function hasErrorPort(node: PlanNode, edges: PlanEdge[]): boolean {
  return node.ports.includes("error") && node.edgesOut.some((index) => edges[index]?.port === "error");
}

function compileBody(nodes: PlanNode[], container: PlanNode): PlanBody {
  const body = nodes.filter((node) => node.definition.parent === container.id);
  const entries = body.filter((node) => node.edgesIn === 0);
  if (entries.length !== 1 || entries[0] === undefined)
    throw userError("PLAN_CONTAINER_ENTRY", `The body of ${container.id} must have exactly one entry.`, {
      node: container.id,
      entries: entries.map((node) => node.id).join(", "),
    });
  return { nodes: body.map((node) => node.index), entry: entries[0].index };
}

function refuseCycles(nodes: PlanNode[], edges: PlanEdge[]): void {
  const unresolved = nodes.map(() => 0);
  for (const edge of edges) if (edge.source !== null) unresolved[edge.target] = (unresolved[edge.target] ?? 0) + 1;
  const ready = nodes.filter((node) => unresolved[node.index] === 0);
  let seen = 0;
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    seen += 1;
    for (const index of node.edgesOut) {
      const target = (edges[index] as PlanEdge).target;
      unresolved[target] = (unresolved[target] ?? 0) - 1;
      if (unresolved[target] === 0) ready.push(nodes[target] as PlanNode);
    }
  }
  if (seen === nodes.length) return;
  const stuck = nodes.filter((node) => (unresolved[node.index] ?? 0) > 0).map((node) => node.id);
  throw userError("PLAN_CYCLE", `The nodes ${stuck.join(", ")} form a cycle.`, { nodes: stuck.join(", ") });
}

/** Nodes of the same body from which every way leads to the join. */
function findExclusive(join: PlanNode, nodes: PlanNode[], edges: PlanEdge[]): number[] {
  const known = new Map<number, boolean>([[join.index, true]]);
  const leadsHere = (index: number): boolean => {
    const answer = known.get(index);
    if (answer !== undefined) return answer;
    const { edgesOut } = nodes[index] as PlanNode;
    const all = edgesOut.length > 0 && edgesOut.every((edge) => leadsHere((edges[edge] as PlanEdge).target));
    known.set(index, all);
    return all;
  };
  return nodes.filter((node) => node !== join && leadsHere(node.index)).map((node) => node.index);
}
