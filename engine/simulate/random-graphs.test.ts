import * as fc from "fast-check";
import { expect, test } from "vitest";
import { workflowDefinitionSchema } from "../../definitions/workflow.ts";
import type { Mocks } from "../../definitions/workflow-test.ts";
import { simulate } from "./simulate.ts";

/** A node drawn at random: what it is, which port it takes, how long it takes, and its body. */
interface Drawn {
  kind: "action" | "set" | "scope" | "for-each";
  fails: boolean;
  takesMs: number;
  join: number;
  /** Places of earlier nodes of the same body, with the port that the edge leaves by. */
  from: { place: number; port: "out" | "error" }[];
  body: Drawn[];
  items: number;
  concurrency: number;
}

const drawn = (depth: number): fc.Arbitrary<Drawn> =>
  fc.record({
    kind: depth === 0 ? fc.constantFrom("action", "set") : fc.constantFrom("action", "set", "scope", "for-each"),
    fails: fc.boolean(),
    takesMs: fc.integer({ min: 0, max: 9_000 }),
    join: fc.constantFrom(0, 0, 0, 1, 2),
    from: fc.array(fc.record({ place: fc.nat(20), port: fc.constantFrom("out", "error") }), { maxLength: 3 }),
    body: depth === 0 ? fc.constant([]) : fc.array(drawn(depth - 1), { minLength: 1, maxLength: 4 }),
    items: fc.integer({ min: 0, max: 3 }),
    concurrency: fc.integer({ min: 1, max: 3 }),
  }) as fc.Arbitrary<Drawn>;

interface Graph {
  nodes: Record<string, unknown>[];
  edges: { id: string; source: string; sourcePort: string; target: string }[];
  mocks: Mocks;
  /** By node id. */
  drawn: Map<string, Drawn>;
}

/** Lays a body out as a definition; only actions have an error port. */
function lay(graph: Graph, body: Drawn[], parent: string | undefined): void {
  const ids = body.map((_, place) => `${parent ?? "n"}x${place}`);
  for (const [place, one] of body.entries()) {
    const id = ids[place] as string;
    graph.drawn.set(id, one);
    const joined = one.join === 0 ? {} : { join: { type: "count", n: one.join } };
    graph.nodes.push({ id, ...joined, ...(parent === undefined ? {} : { parent }), ...configure(one) });
    if (one.kind === "action") {
      const takes = `PT${one.takesMs / 1_000}S`;
      const error = { code: "X_FAILED", class: "connector" as const, retryable: false, message: "" };
      graph.mocks[id] = one.fails ? { error, takes } : { output: null, takes };
    }
    const sources = one.from.filter((edge) => place > 0 && edge.place < place);
    if (sources.length === 0 && place > 0) sources.push({ place: 0, port: "out" });
    for (const { place: source, port } of sources) {
      const sourcePort = body[source]?.kind === "action" ? port : "out";
      graph.edges.push({ id: `e${graph.edges.length}`, source: ids[source] as string, sourcePort, target: id });
    }
    if (parent === undefined && place === 0)
      graph.edges.push({ id: `e${graph.edges.length}`, source: "manual", sourcePort: "out", target: id });
    if (one.kind === "scope" || one.kind === "for-each") lay(graph, one.body, id);
  }
}

function configure(one: Drawn): Record<string, unknown> {
  if (one.kind === "action") return { type: "action", operation: "test.run", onError: "port" };
  if (one.kind === "set") return { type: "set", values: {} };
  if (one.kind === "scope") return { type: "scope" };
  const items = Array.from({ length: one.items }, (_, index) => index);
  return { type: "for-each", items: `=[${items.join(",")}]`, concurrency: one.concurrency };
}

/**
 * What must have run, worked out node by node in the definition's order (edges lead forward only), knowing nothing of
 * time: a node runs where all its edges are resolved and one is live, or where enough are live.
 */
function oracle(graph: Graph, parent: string | undefined, turns: string, ran: Set<string>, skipped: Set<string>): void {
  const live = new Map<string, number>([]);
  for (const { id, parent: own, join } of graph.nodes as { id: string; parent?: string; join?: { n: number } }[]) {
    if (own !== parent) continue;
    const incoming = graph.edges.filter((edge) => edge.target === id);
    const isEntry = incoming.length === 0 || incoming.some((edge) => edge.source === "manual");
    const count = isEntry ? 1 : (live.get(id) ?? 0);
    const stepId = turns === "" ? id : `${id}[${turns}]`;
    if (count < (isEntry && incoming.length === 0 ? 1 : (join?.n ?? 1))) {
      skipped.add(stepId);
      continue;
    }
    ran.add(stepId);
    const one = graph.drawn.get(id) as Drawn;
    const turnCount = one.kind === "scope" ? 1 : one.kind === "for-each" ? one.items : 0;
    for (let turn = 0; turn < turnCount; turn += 1)
      oracle(graph, id, turns === "" ? String(turn) : `${turns}.${turn}`, ran, skipped);
    const port = one.kind === "action" && one.fails ? "error" : "out";
    for (const edge of graph.edges)
      if (edge.source === id && edge.sourcePort === port) live.set(edge.target, (live.get(edge.target) ?? 0) + 1);
  }
}

test("random graphs run what the oracle says, whatever completes first; never stuck, never a step twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(drawn(2), { minLength: 1, maxLength: 8 }), async (body) => {
      const graph: Graph = { nodes: [], edges: [], mocks: {}, drawn: new Map() };
      lay(graph, body, undefined);
      const definition = workflowDefinitionSchema.parse({
        schemaVersion: 1,
        key: "random",
        name: "Random",
        triggers: [{ id: "manual", type: "manual" }],
        nodes: graph.nodes,
        edges: graph.edges,
      });
      const result = await simulate(definition, { mocks: graph.mocks, at: "2026-03-02T00:00:00Z" });
      const ran = new Set<string>();
      const skipped = new Set<string>();
      oracle(graph, undefined, "", ran, skipped);
      const ids = result.steps.map(({ stepId }) => stepId);
      expect(result.status).toBe("completed");
      expect(new Set(ids).size).toBe(ids.length);
      expect(
        result.steps
          .filter(({ status }) => status !== "skipped")
          .map(({ stepId }) => stepId)
          .sort(),
      ).toEqual([...ran].sort());
      expect(
        result.steps
          .filter(({ status }) => status === "skipped")
          .map(({ stepId }) => stepId)
          .sort(),
      ).toEqual([...skipped].sort());
    }),
    { numRuns: 300 },
  );
});
