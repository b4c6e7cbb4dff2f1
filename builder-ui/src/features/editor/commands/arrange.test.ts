import { describe, expect, test } from "vitest";
import { applyOperation } from "../../../../../definitions/operations/index.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { frameAround, membersOf } from "../canvas/group-members.ts";
import { searchCanvas } from "../tools/search-canvas.ts";
import { findGuides } from "../view/find-guides.ts";
import { geometryOf } from "../view/geometry.ts";
import { alignedPositions } from "./align.ts";
import { insertOnEdge } from "./insert-on-edge.ts";

const step = (id: string, more: object = {}) => ({ id, type: "set", values: { [id]: 1 }, ...more });
const definition: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "flow",
  name: "Flow",
  variables: [{ name: "total", type: "number" }],
  nodes: [
    step("a"),
    step("b", { values: { total: "=vars.total + 1" } }),
    step("c"),
    step("loose", { note: "Ask Wang" }),
    { id: "box", type: "scope" },
    step("inner", { parent: "box" }),
  ],
  edges: [
    { id: "e1", source: "a", sourcePort: "out", target: "b" },
    { id: "e2", source: "b", sourcePort: "out", target: "c" },
  ],
  layout: {
    nodes: {
      a: { x: 0, y: 0 },
      b: { x: 300, y: 50 },
      c: { x: 700, y: 20 },
      loose: { x: 500, y: 50 },
      box: { x: 0, y: 400 },
      inner: { x: 30, y: 80 },
    },
    notes: [{ id: "n1", x: 320, y: 150, text: "" }],
  },
});
const geometry = geometryOf(definition);

describe("align and spread", () => {
  test.each([
    ["left", { a: 0, b: 0, c: 0 }],
    ["right", { a: 700, b: 700, c: 700 }],
    ["centre", { a: 350, b: 350, c: 350 }],
    ["columns", { a: 0, b: 350, c: 700 }],
  ] as const)("%s", (how, wanted) => {
    const positions = alignedPositions(definition, geometry, ["a", "b", "c"], how);
    expect(Object.fromEntries(Object.entries(positions).map(([id, { x }]) => [id, x]))).toEqual(wanted);
    expect(positions["b"]?.y).toBe(50);
  });

  test("one step alone is not aligned, two are not spread, and steps of different containers do not mix", () => {
    expect(alignedPositions(definition, geometry, ["a"], "left")).toEqual({});
    expect(alignedPositions(definition, geometry, ["a", "b"], "rows")).toEqual({});
    expect(Object.keys(alignedPositions(definition, geometry, ["a", "inner", "b"], "top"))).toEqual(["a", "b"]);
  });
});

describe("guides", () => {
  const other = { x: 0, y: 0, width: 240, height: 72 };
  test("bring a box onto the nearest line, and draw it over both", () => {
    const { dx, dy, guides } = findGuides({ x: 3, y: 200, width: 240, height: 72 }, [other], 6);
    expect([dx, dy]).toEqual([-3, 0]);
    expect(guides).toContainEqual({ isVertical: true, at: 0, from: 0, to: 272 });
    expect(guides.every(({ isVertical }) => isVertical)).toBe(true);
  });
  test("say nothing where nothing is near", () => {
    expect(findGuides({ x: 50, y: 200, width: 100, height: 50 }, [other], 6)).toEqual({ dx: 0, dy: 0, guides: [] });
  });
});

describe("groups", () => {
  test("are drawn around steps, those in a container counting with it, and hold what stands in them", () => {
    const frame = frameAround(definition, geometry, ["b", "inner"]);
    if (frame === null) throw new Error("there is a frame");
    expect(frame.x).toBeLessThan(0);
    expect(frame.y + frame.height).toBeGreaterThan(590);
    expect(frameAround(definition, geometry, [])).toBeNull();
    const group = { id: "g", x: 280, y: 20, width: 300, height: 260 };
    expect(membersOf(definition, geometry, group)).toEqual(["b", "note:n1"]);
  });
});

describe("a loose step dropped on a line", () => {
  test("is put into it, and what follows makes room", () => {
    const insert = insertOnEdge(definition, geometry, { id: "loose", at: { x: 500, y: 50 } }, "e2");
    if (insert === null) throw new Error("it can be put there");
    const after = applyOperation(definition, insert).definition;
    expect(after.edges.map(({ source, target }) => `${source}>${target}`)).toEqual(["a>b", "b>loose", "loose>c"]);
    expect(after.layout.nodes["c"]?.x).toBeGreaterThanOrEqual(740);
  });
  test("stays where it is when it is connected, or stands in another container", () => {
    const at = { x: 0, y: 0 };
    expect(insertOnEdge(definition, geometry, { id: "a", at }, "e2")).toBeNull();
    expect(insertOnEdge(definition, geometry, { id: "inner", at }, "e2")).toBeNull();
    expect(insertOnEdge(definition, geometry, { id: "loose", at }, "gone")).toBeNull();
  });
});

describe("search on the canvas", () => {
  const cards = new Map(definition.nodes.map(({ id }) => [id, { title: `Step ${id}`, line: "sets a value" }]));
  test("looks into names, sentences and settings, in the order of the flow", () => {
    expect(searchCanvas(definition, cards, "step LOOSE")).toEqual([{ id: "loose", where: "" }]);
    expect(searchCanvas(definition, cards, "wang")).toEqual([{ id: "loose", where: "note" }]);
    expect(searchCanvas(definition, cards, "sets").map(({ id }) => id)[0]).toBe("a");
    expect(searchCanvas(definition, cards, "  ")).toEqual([]);
  });
  test("finds where a variable is set and read", () => {
    expect(searchCanvas(definition, cards, "vars.total")).toEqual([
      { id: "b", where: "values.total", access: "sets" },
      { id: "b", where: "values.total", access: "reads" },
    ]);
  });
});
