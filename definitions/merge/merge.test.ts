import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameJson } from "../is-same-json.ts";
import { applyOperation, type Operation } from "../operations/index.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../workflow.ts";
import { clashKey, mergeWorkflows } from "./index.ts";

const step = (id: string, more: object = {}) => ({ id, type: "set", values: { [id]: 1 }, ...more });
const base: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "flow",
  name: "Flow",
  triggers: [{ id: "start", type: "manual" }],
  variables: [{ name: "count", type: "number" }],
  nodes: [step("a"), step("b"), step("c"), { id: "box", type: "scope" }, step("inner", { parent: "box" })],
  edges: [
    { id: "e1", source: "start", sourcePort: "out", target: "a" },
    { id: "e2", source: "a", sourcePort: "out", target: "b" },
    { id: "e3", source: "b", sourcePort: "out", target: "c" },
    { id: "e4", source: "c", sourcePort: "out", target: "box" },
  ],
  layout: { nodes: { a: { x: 0, y: 0 } } },
});
const after = (...operations: Operation[]) =>
  operations.reduce((definition, operation) => applyOperation(definition, operation).definition, base);
const newStep = (id: string, source: string): Operation => ({
  type: "addNode",
  node: { id, type: "set", values: { [id]: 2 } } as never,
  place: { kind: "after", source, sourcePort: "out" },
});
const lines = ({ edges }: WorkflowDefinition) => edges.map(({ source, target }) => `${source}>${target}`).toSorted();
const change = (id: string, part: Record<string, unknown>): Operation => ({ type: "updateNode", id, change: part });

describe("what does not overlap is merged", () => {
  test("other steps, other fields of one step, names, variables, places, notes", () => {
    const mine = after(
      change("a", { note: "mine" }),
      { type: "renameNode", id: "b", name: "B of mine" },
      { type: "addNote", note: { id: "n1", x: 0, y: 0, text: "hello" } },
      { type: "moveNodes", positions: { a: { x: 8, y: 8 } } },
    );
    const theirs = after(
      change("a", { values: { a: 1, more: 2 } }),
      { type: "setVariables", variables: [...base.variables, { name: "total", type: "number" }] },
      { type: "setSettings", settings: { timeZone: "Asia/Shanghai" } },
    );
    const { merged, clashes, lostEdges } = mergeWorkflows(base, mine, theirs);
    expect(clashes).toEqual([]);
    expect(lostEdges).toEqual([]);
    expect(merged.nodes[0]).toMatchObject({ note: "mine", values: { a: 1, more: 2 } });
    expect(merged.nodes[1]).toMatchObject({ name: "B of mine" });
    expect(merged.variables.map(({ name }) => name)).toEqual(["count", "total"]);
    expect(merged.settings).toEqual({ timeZone: "Asia/Shanghai" });
    expect(merged.layout).toMatchObject({ nodes: { a: { x: 8, y: 8 } }, notes: [{ text: "hello" }] });
  });

  test("steps added on both sides under one id are both kept, with their lines and references", () => {
    const mine = applyOperation(
      after(newStep("x", "a")),
      change("b", { note: "={{}}", values: { b: "=steps.x.output" } }),
    );
    const theirs = after({ ...newStep("x", "c"), node: step("x", { note: "theirs" }) } as Operation);
    const { merged, clashes } = mergeWorkflows(base, mine.definition, theirs);
    expect(clashes).toEqual([]);
    expect(lines(merged)).toEqual(["a>x2", "b>c", "c>x", "start>a", "x2>b", "x>box"]);
    expect(merged.nodes.find(({ id }) => id === "b")).toMatchObject({ values: { b: "=steps.x2.output" } });
    expect(new Set(merged.edges.map(({ id }) => id)).size).toBe(merged.edges.length);
  });

  test("a step that one removed is gone, with its lines", () => {
    const { merged } = mergeWorkflows(base, after({ type: "removeNodes", ids: ["b"] }), after(newStep("x", "c")));
    expect(lines(merged)).toEqual(["a>c", "c>x", "start>a", "x>box"]);
  });

  test("a container that one removed leaves the other's new step on the canvas", () => {
    const theirs = after({
      type: "addNode",
      node: step("x") as never,
      place: { kind: "inside", container: "box" },
    });
    const { merged } = mergeWorkflows(base, after({ type: "removeNodes", ids: ["box"] }), theirs);
    expect(merged.nodes.map(({ id, parent }) => [id, parent])).toContainEqual(["x", undefined]);
    expect(workflowDefinitionSchema.safeParse(merged).success).toBe(true);
  });
});

describe("what overlaps is asked about", () => {
  test("one value changed twice: mine stands until theirs is chosen", () => {
    const mine = after(change("a", { values: { a: 10 } }));
    const theirs = after(change("a", { values: { a: 20 } }));
    const { merged, clashes } = mergeWorkflows(base, mine, theirs);
    expect(clashes).toEqual([{ part: "node", id: "a", path: "values.a", base: 1, mine: 10, theirs: 20 }]);
    expect(merged.nodes[0]).toMatchObject({ values: { a: 10 } });
    const key = clashKey({ part: "node", id: "a", path: "values.a" });
    const chosen = mergeWorkflows(base, mine, theirs, { [key]: "theirs" });
    expect(chosen.clashes).toEqual([]);
    expect(chosen.merged.nodes[0]).toMatchObject({ values: { a: 20 } });
  });

  test("a step changed by one and removed by the other", () => {
    const mine = after(change("b", { note: "needed" }));
    const theirs = after({ type: "removeNodes", ids: ["b"] });
    const { clashes, merged } = mergeWorkflows(base, mine, theirs);
    expect(clashes).toMatchObject([{ part: "node", id: "b", path: "", theirs: undefined }]);
    expect(merged.nodes.map(({ id }) => id)).toContain("b");
    const chosen = mergeWorkflows(base, mine, theirs, { "node b ": "theirs" }).merged;
    expect(chosen.nodes.map(({ id }) => id)).not.toContain("b");
    expect(lines(chosen)).toEqual(["a>c", "c>box", "start>a"]);
  });

  test("lines of both that would make a circle: the second one is told as lost", () => {
    const cut = after({ type: "disconnect", edges: ["e2", "e3"] });
    const draw = (source: string, target: string) =>
      applyOperation(cut, { type: "connect", source, sourcePort: "out", target }).definition;
    const { merged, lostEdges } = mergeWorkflows(cut, draw("b", "c"), draw("c", "b"));
    expect(lines(merged)).toContain("c>b");
    expect(lostEdges.map(({ source, target }) => `${source}>${target}`)).toEqual(["b>c"]);
  });
});

const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc.constantFrom("a", "b", "c", "box").map((id): Operation => ({ type: "removeNodes", ids: [id] })),
  fc
    .tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 3 }))
    .map(([id, n]) => change(id, { values: { n } })),
  fc.tuple(fc.constantFrom("x", "y"), fc.constantFrom("a", "b", "c")).map(([id, source]) => newStep(id, source)),
  fc.constantFrom("e1", "e2", "e3").map((id): Operation => ({ type: "disconnect", edges: [id] })),
  fc.constant<Operation>({ type: "moveInto", ids: ["a"], container: "box" }),
);
function tryAll(list: readonly Operation[]): WorkflowDefinition {
  let definition = base;
  for (const operation of list) {
    try {
      ({ definition } = applyOperation(definition, operation));
    } catch {
      // A vetoed edit is none.
    }
  }
  return definition;
}

test("any two histories: the merge is well-formed, and one side alone gives that side", () => {
  fc.assert(
    fc.property(fc.array(operations, { maxLength: 6 }), fc.array(operations, { maxLength: 6 }), (left, right) => {
      const [mine, theirs] = [tryAll(left), tryAll(right)];
      const { merged } = mergeWorkflows(base, mine, theirs);
      expect(workflowDefinitionSchema.safeParse(merged).error).toBeUndefined();
      const known = new Set([...merged.nodes, ...merged.triggers].map(({ id }) => id));
      expect(merged.edges.every(({ source, target }) => known.has(source) && known.has(target))).toBe(true);
      const alone = (own: WorkflowDefinition) => ({ ...own, edges: [], nodes: own.nodes.toSorted(byId) });
      expect(isSameJson(alone(mergeWorkflows(base, mine, base).merged), alone(mine))).toBe(true);
      expect(isSameJson(alone(mergeWorkflows(base, base, theirs).merged), alone(theirs))).toBe(true);
      expect(lines(mergeWorkflows(base, mine, base).merged)).toEqual(lines(mine));
    }),
    { numRuns: 300 },
  );
});
function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
