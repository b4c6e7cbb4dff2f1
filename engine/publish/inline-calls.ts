import { userError } from "../../definitions/errors.ts";
import type { LocalizedText } from "../../definitions/text.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { InlinedCall, Plan, PlanNode } from "../interpreter/plan.ts";
import type { CompiledGraph } from "./compile-graph.ts";

const MAX_NODES = 5_000;

type CallNode = Extract<WorkflowDefinition["nodes"][number], { type: "call" }>;

/** A workflow that a call may run within its caller: a version with its plan. */
export interface InlinableWorkflow {
  key: string;
  name: LocalizedText;
  version: number;
  definition: WorkflowDefinition;
  plan: Plan;
}
/** Finds what a call inline runs; undefined where it is to stay a run of its own. */
export type FindInlined = (call: CallNode) => InlinableWorkflow | undefined;

/**
 * Puts the plans of workflows that are called inline into their caller's graph, as bodies of the calls: their nodes and
 * edges get ids that begin with the call's (`call/node`), so that names never clash. Answers the plans put in. Throws
 * `CALL_INLINE_CYCLE`, `CALL_INLINE_SETTING`, `CALL_INLINE_TOO_LARGE`, `CALL_WITHOUT_TRIGGER`.
 */
export function inlineCalls(graph: CompiledGraph, callerKey: string, find: FindInlined): Plan[] {
  const inlined: Plan[] = [];
  const calls = graph.nodes.filter(({ definition }) => definition.type === "call");
  for (const node of calls) {
    const { definition } = node;
    if (definition.type !== "call" || definition.mode !== "inline" || definition.disabled === true) continue;
    const called = find(definition);
    if (called === undefined) continue;
    refuse(node, called, callerKey);
    putIn(graph, node, called);
    inlined.push(called.plan);
  }
  if (graph.nodes.length > MAX_NODES)
    throw userError("CALL_INLINE_TOO_LARGE", `With its calls inline the workflow has over ${MAX_NODES} steps.`, {
      nodes: graph.nodes.length,
      limit: MAX_NODES,
    });
  return inlined;
}

function refuse({ id }: PlanNode, { key, plan }: InlinableWorkflow, callerKey: string): void {
  const within = plan.nodes.flatMap(({ inline }) => (inline === undefined ? [] : [inline.workflow.key]));
  if ([key, ...within].includes(callerKey)) throw inlineCycle(id, key, callerKey);
  // Its exit rules would end the caller's run, or never be asked.
  if (plan.settings.exitWhen.length > 0)
    throw userError("CALL_INLINE_SETTING", `${key} has exit rules and cannot run inline.`, { node: id, workflow: key });
}

/** `CALL_INLINE_CYCLE`. */
export function inlineCycle(node: string, workflow: string, caller: string) {
  return userError("CALL_INLINE_CYCLE", `${node} calls ${workflow} inline, which leads back to ${caller}.`, {
    node,
    workflow,
    caller,
  });
}

function putIn(
  graph: CompiledGraph,
  call: PlanNode,
  { key, name, version, definition, plan }: InlinableWorkflow,
): void {
  const trigger = definition.triggers.find(({ type }) => type === "manual") ?? definition.triggers[0];
  if (trigger === undefined)
    throw userError("CALL_WITHOUT_TRIGGER", `The workflow ${key} has no trigger to begin at.`, { key });
  const named = (id: string) => `${call.id}/${id}`;
  const nodeOffset = graph.nodes.length;
  const edgeOffset = graph.edges.length;
  const toNode = (index: number) => index + nodeOffset;
  const toEdge = (index: number) => index + edgeOffset;
  graph.nodes.push(
    ...plan.nodes.map((node) => ({
      ...node,
      index: toNode(node.index),
      id: named(node.id),
      definition: { ...node.definition, id: named(node.id), parent: parentOf(node, call, named) },
      edgesOut: node.edgesOut.map(toEdge),
      cancels: node.cancels.map(toNode),
      body:
        node.body === null
          ? null
          : { nodes: node.body.nodes.map(toNode), entry: node.body.entry === null ? null : toNode(node.body.entry) },
      ...(node.inline === undefined ? {} : { inline: moveEdges(node.inline, toEdge) }),
    })),
  );
  graph.edges.push(
    ...plan.edges.map((edge) => ({
      ...edge,
      id: named(edge.id),
      source: edge.source === null ? null : toNode(edge.source),
      target: toNode(edge.target),
    })),
  );
  const { settings, variables, tables } = plan;
  const others = Object.entries(plan.triggers).flatMap(([id, { edges }]) => (id === trigger.id ? [] : edges));
  call.body = { nodes: plan.root.nodes.map(toNode), entry: null };
  call.inline = {
    workflow: { key, name },
    version,
    trigger: { id: trigger.id, type: trigger.type },
    object: trigger.type === "manual" ? (trigger.object ?? null) : null,
    liveEdges: (plan.triggers[trigger.id]?.edges ?? []).map(toEdge),
    deadEdges: others.map(toEdge),
    variables,
    settings,
    tables,
  };
}

function parentOf({ definition }: PlanNode, call: PlanNode, named: (id: string) => string): string {
  return definition.parent === undefined ? call.id : named(definition.parent);
}

function moveEdges(inline: InlinedCall, toEdge: (index: number) => number): InlinedCall {
  return { ...inline, liveEdges: inline.liveEdges.map(toEdge), deadEdges: inline.deadEdges.map(toEdge) };
}
