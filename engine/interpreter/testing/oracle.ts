import type { WorkflowDefinition } from "../../../definitions/workflow.ts";

type Node = WorkflowDefinition["nodes"][number];

/**
 * What a run must come to, worked out without counters or order: in topological order a node runs where enough of its
 * incoming edges are live, and an edge is live where its source ran and took its port. Answers `stepId status port`.
 * Only for workflows whose joins cancel nothing: with those, time decides.
 */
export function expectSteps(definition: WorkflowDefinition, isTrue: (nodeId: string) => boolean): string[] {
  const steps: string[] = [];
  const runBody = (parent: string | undefined, turns: readonly number[]): void => {
    const taken = new Map<string, string | null>([["manual", "out"]]);
    for (const node of definition.nodes.filter((each) => each.parent === parent)) {
      const incoming = definition.edges.filter(({ target }) => target === node.id);
      const live = incoming.filter(({ source, sourcePort }) => taken.get(source) === sourcePort).length;
      const runs = incoming.length === 0 ? parent !== undefined : live >= needed(node);
      const port = runs ? runNode(node, turns) : null;
      taken.set(node.id, port);
      const stepId = turns.length === 0 ? node.id : `${node.id}[${turns.join(".")}]`;
      steps.push(`${stepId} ${runs ? (port === "error" ? "failed" : "completed") : "skipped"} ${port ?? "-"}`);
    }
  };
  const runNode = (node: Node, turns: readonly number[]): string => {
    if (node.type === "action") return node.onError === "port" && isTrue(node.id) ? "error" : "out";
    if (node.type === "condition") return isTrue(node.id) ? "yes" : "else";
    if (node.type === "wait-for-event") return "received";
    const count = { "for-each": itemCount(node), loop: iterations(node), scope: 1 }[node.type as string] ?? 0;
    for (let turn = 0; turn < count; turn += 1) runBody(node.id, [...turns, turn]);
    return "out";
  };
  runBody(undefined, []);
  return steps.sort();
}

function needed({ join }: Node): number {
  return typeof join === "object" && join.type === "count" ? join.n : 1;
}

function itemCount(node: Node): number {
  return node.type === "for-each" ? (JSON.parse((node.items ?? "").slice(1)) as unknown[]).length : 0;
}

function iterations(node: Node): number {
  return node.type === "loop" ? node.maxIterations : 0;
}
