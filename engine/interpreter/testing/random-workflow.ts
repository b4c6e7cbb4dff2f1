import * as fc from "fast-check";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";

type NodeInput = NonNullable<WorkflowDefinitionInput["nodes"]>[number];
type EdgeInput = NonNullable<WorkflowDefinitionInput["edges"]>[number];

export interface DrawnNode {
  kind: "action" | "fragile" | "branch" | "wait" | "event" | "for-each" | "loop" | "scope";
  join: "all" | "any" | "count";
  cancelOthers: boolean;
  /** Edges to earlier nodes of the same body: which of them (modulo), and by which of its ports (modulo). */
  from: { node: number; port: number }[];
  turns: number;
  concurrency: number;
  body: DrawnNode[];
}

const PORTS: Record<DrawnNode["kind"], string[]> = {
  action: ["out"],
  fragile: ["out", "error"],
  branch: ["yes", "else"],
  wait: ["out"],
  event: ["received"],
  "for-each": ["out"],
  loop: ["out"],
  scope: ["out"],
};
const LEAVES = ["action", "fragile", "branch", "wait", "event"] as const;
const CONTAINERS = ["for-each", "loop", "scope"] as const;

function drawnNode(depth: number): fc.Arbitrary<DrawnNode> {
  return fc.record({
    kind: depth === 0 ? fc.constantFrom(...LEAVES) : fc.constantFrom(...LEAVES, ...LEAVES, ...CONTAINERS),
    join: fc.constantFrom("all" as const, "all" as const, "any" as const, "count" as const),
    cancelOthers: fc.boolean(),
    from: fc.array(fc.record({ node: fc.nat(7), port: fc.nat(1) }), { minLength: 1, maxLength: 3 }),
    turns: fc.integer({ min: 0, max: 3 }),
    concurrency: fc.integer({ min: 1, max: 2 }),
    body: depth === 0 ? fc.constant([]) : fc.array(drawnNode(depth - 1), { minLength: 1, maxLength: 4 }),
  });
}

/** Random graphs with branches, parallel paths, joins and nested containers. */
export const drawnWorkflow = fc.array(drawnNode(2), { minLength: 1, maxLength: 7 });

/** The drawn nodes as a definition; `exclusive`: no join cancels others, so that the result does not hang on time. */
export function toDefinition(drawn: readonly DrawnNode[], exclusive: boolean): WorkflowDefinitionInput {
  const nodes: NodeInput[] = [];
  const edges: EdgeInput[] = [];
  const connect = (source: string, sourcePort: string, target: string) => {
    const same = (edge: EdgeInput) =>
      edge.source === source && edge.sourcePort === sourcePort && edge.target === target;
    if (!edges.some(same)) edges.push({ id: `e${edges.length}`, source, sourcePort, target });
  };
  const addBody = (body: readonly DrawnNode[], parent: string | null) => {
    const ids: string[] = [];
    for (const [place, drawnOne] of body.entries()) {
      const id = `n${nodes.length}`;
      nodes.push(toNode(drawnOne, id, parent, place > 0 && !exclusive));
      if (place > 0)
        for (const { node, port } of drawnOne.from) {
          const source = node % place;
          const ports = PORTS[body[source]?.kind ?? "action"];
          connect(ids[source] ?? "", ports[port % ports.length] ?? "out", id);
        }
      else if (parent === null) connect("manual", "out", id);
      ids.push(id);
      if ((CONTAINERS as readonly string[]).includes(drawnOne.kind)) addBody(drawnOne.body, id);
    }
  };
  addBody(drawn, null);
  return {
    schemaVersion: 1,
    key: "random",
    name: "Random",
    triggers: [{ id: "manual", type: "manual" }],
    nodes,
    edges,
    settings: { onFailure: "fail" },
  };
}

function toNode(drawn: DrawnNode, id: string, parent: string | null, mayCancel: boolean): NodeInput {
  const kind = drawn.join === "count" ? { type: "count" as const, n: 2 } : { type: drawn.join };
  const base = {
    id,
    ...(parent === null ? {} : { parent }),
    join: mayCancel && drawn.cancelOthers && drawn.join !== "all" ? { ...kind, cancelOthers: true } : kind,
  };
  const items = Array.from({ length: drawn.turns }, (_, index) => index);
  const nodes: Record<DrawnNode["kind"], object> = {
    action: { type: "action", operation: "crm.get", input: {} },
    fragile: { type: "action", operation: "crm.update", input: {}, onError: "port" },
    branch: {
      type: "condition",
      branches: [{ id: "yes", when: { all: [{ fact: "record", path: id, operator: "equal", value: true }] } }],
    },
    wait: { type: "wait", for: "PT1H" },
    event: { type: "wait-for-event", event: `happened.${id}` },
    "for-each": { type: "for-each", items: `=${JSON.stringify(items)}`, concurrency: drawn.concurrency },
    loop: {
      type: "loop",
      while: { all: [{ fact: "run", path: "version", operator: "equal", value: 1 }] },
      maxIterations: Math.max(1, drawn.turns),
    },
    scope: { type: "scope" },
  };
  return { ...base, ...nodes[drawn.kind] } as NodeInput;
}
