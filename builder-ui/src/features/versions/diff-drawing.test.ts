import { expect, it } from "vitest";
import { type WorkflowDefinitionInput, workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import { drawDiff } from "./diff-drawing.ts";
import { pathWords, valueWords } from "./change-words.ts";

const define = (more: Partial<WorkflowDefinitionInput>) =>
  workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "w",
    name: "W",
    triggers: [{ id: "manual", type: "manual" }],
    ...more,
  });
const before = define({
  nodes: [
    { id: "a", type: "set", values: { x: 1 } },
    { id: "gone", type: "set", values: {} },
    { id: "box", type: "scope" },
    { id: "inBox", type: "set", parent: "box", values: {} },
  ],
  edges: [
    { id: "e1", source: "manual", sourcePort: "out", target: "a" },
    { id: "e2", source: "a", sourcePort: "out", target: "gone" },
  ],
  layout: {
    nodes: { a: { x: 0, y: 0 }, gone: { x: 320, y: 0 }, box: { x: 640, y: 0 }, inBox: { x: 30, y: 60 } },
    notes: [],
  },
});
const after = define({
  nodes: [
    { id: "a", type: "set", values: { x: 2 } },
    { id: "fresh", type: "set", values: {} },
  ],
  edges: [
    { id: "other", source: "manual", sourcePort: "out", target: "a" },
    { id: "e2", source: "a", sourcePort: "out", target: "fresh" },
  ],
  layout: { nodes: { a: { x: 0, y: 0 }, fresh: { x: 320, y: 8 } }, notes: [] },
});

it("draws both versions as one: marks by id, removed steps and lines too, an edge by what it connects", () => {
  const { drawn, marks } = drawDiff(before, after);
  expect(Object.fromEntries(marks)).toEqual({
    a: "changed",
    gone: "removed",
    box: "removed",
    inBox: "removed",
    fresh: "added",
    e2: "added",
    "removed:e2": "removed",
  });
  expect(drawn.nodes.map(({ id }) => id)).toEqual(["a", "fresh", "gone", "box", "inBox"]);
  expect(drawn.edges.map(({ id }) => id)).toEqual(["other", "e2", "removed:e2"]);
  expect(drawn.nodes.find(({ id }) => id === "inBox")?.parent).toBe("box");
});

it("moves a removed step down where another stands now", () => {
  const { nodes } = drawDiff(before, after).drawn.layout;
  expect(nodes["gone"]?.x).toBe(320);
  expect(nodes["gone"]?.y).toBeGreaterThanOrEqual(8 + 72);
  expect(nodes["box"]).toMatchObject({ x: 640, y: 0 });
});

it("takes a step whose container is gone for good to the top level", () => {
  const moved = define({ nodes: [{ id: "inBox", type: "set", parent: "nowhere", values: {} }] });
  expect(drawDiff(moved, define({})).drawn.nodes).toMatchObject([{ id: "inBox" }]);
  expect(drawDiff(moved, define({})).drawn.nodes[0]?.parent).toBeUndefined();
});

it("finds nothing between equal versions, wherever things stand", () => {
  const moved = { ...before, layout: { ...before.layout, nodes: {} } };
  expect(drawDiff(before, moved)).toMatchObject({ changes: [], marks: new Map() });
});

it("says values and paths in words", () => {
  const rule = { all: [{ fact: "record", path: "score", operator: "greaterThan", value: 5 }] };
  expect(valueWords(rule, "en")).toContain("score");
  expect(valueWords(rule, "en")).not.toContain("{");
  expect(valueWords({ en: "Hot", zh: "高" }, "zh")).toBe("高");
  expect(valueWords(null, "en")).toBe("–");
  expect(pathWords("input.externalKey")).toBe("Input › External key");
});
