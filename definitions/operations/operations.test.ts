import { describe, expect, test } from "vitest";
import { FlowrightError } from "../errors.ts";
import { nodeSchema, type WorkflowNode } from "../nodes/index.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../workflow.ts";
import { applyOperation, clipOf, operationLabel, type Operation } from "./index.ts";
import { parseClip } from "./parse-clip.ts";

const step = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  type: "action",
  operation: "crm.assign",
  input: {},
  ...more,
});
const node = (id: string, more: Record<string, unknown> = {}): WorkflowNode => nodeSchema.parse(step(id, more));
const rule = { all: [{ fact: "record", path: "score", operator: "greaterThan", value: 1 }] };

const base: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "flow",
  name: "Flow",
  triggers: [{ id: "start", type: "manual" }],
  nodes: [
    step("a", { name: { en: "Assign", zh: "分配" } }),
    step("b", {
      name: { en: "Mail", zh: "邮件" },
      input: { to: "=steps.a.output.owner", text: "Hi {{ steps.a.output.name }}, not steps.a" },
    }),
    { id: "check", type: "condition", branches: [{ id: "yes", when: rule }] },
    { id: "box", type: "scope" },
    step("inner", { parent: "box" }),
  ],
  edges: [
    { id: "e1", source: "start", sourcePort: "out", target: "a" },
    { id: "e2", source: "a", sourcePort: "out", target: "b" },
    { id: "e3", source: "b", sourcePort: "out", target: "check" },
    { id: "e4", source: "check", sourcePort: "yes", target: "box" },
  ],
  layout: {
    nodes: { a: { x: 0, y: 0 }, b: { x: 300, y: 0 } },
    groups: [{ id: "g0", x: 0, y: 0, width: 300, height: 100 }],
  },
});

const frozen = JSON.stringify(base);
const apply = (operation: Operation, definition = base) => applyOperation(definition, operation);
const lines = (definition: WorkflowDefinition) =>
  definition.edges.map((edge) => `${edge.source}.${edge.sourcePort}>${edge.target}`).toSorted();
function codeOf(operation: Operation, definition = base): string {
  try {
    applyOperation(definition, operation);
  } catch (error) {
    if (error instanceof FlowrightError) return error.code;
    throw error;
  }
  return "applied";
}

const OPERATIONS: Operation[] = [
  { type: "addNode", node: node("n"), place: { kind: "edge", edge: "e2" }, position: { x: 5, y: 6 } },
  { type: "addNode", node: node("n"), place: { kind: "after", source: "check", sourcePort: "else" } },
  { type: "addNode", node: node("n"), place: { kind: "inside", container: "box" } },
  { type: "removeNodes", ids: ["b"] },
  { type: "removeNodes", ids: ["box", "start"] },
  { type: "connect", source: "check", sourcePort: "else", target: "box" },
  { type: "disconnect", edges: ["e2", "e3"] },
  { type: "moveNodes", positions: { a: { x: 9.4, y: 8 } } },
  { type: "moveInto", ids: ["inner"], container: null },
  { type: "resizeNode", id: "box", collapsed: true },
  { type: "updateNode", id: "a", change: { note: "x", name: undefined } },
  { type: "renameNode", id: "start", name: "Begin" },
  { type: "addTrigger", trigger: { id: "t", type: "manual" }, target: "a", position: { x: 1, y: 1 } },
  { type: "updateTrigger", id: "start", change: { object: "lead" } },
  { type: "duplicate", ids: ["a", "b"], offset: { x: 16, y: 16 } },
  { type: "disable", ids: ["a", "start"], disabled: true },
  { type: "setSettings", settings: { timeZone: "Asia/Shanghai" } },
  { type: "setVariables", variables: [{ name: "n", type: "number" }] },
  { type: "setName", name: "Other", description: "What for" },
  { type: "tidy", positions: { a: { x: 0, y: 0 }, start: { x: 1, y: 2 } } },
  { type: "align", positions: { a: { x: 0, y: 8 }, b: { x: 300, y: 8 } }, how: "top" },
  { type: "detach", ids: ["b"] },
  { type: "addGroup", group: { id: "g1", x: 0, y: 0, width: 400, height: 200, name: "First", color: "blue" } },
  { type: "updateGroup", id: "g0", change: { name: "Second" } },
  { type: "removeGroup", id: "g0" },
  { type: "addNote", note: { id: "n1", x: 0, y: 0, text: "hello" } },
  {
    type: "batch",
    operations: [
      { type: "disconnect", edges: ["e2"] },
      { type: "removeNodes", ids: ["b"] },
    ],
    label: { type: "removeNodes", ids: ["b"] },
  },
];

describe.each(OPERATIONS.map((operation) => [operation.type, operation] as const))("%s", (_, operation) => {
  test("changes a copy, stays a valid definition, and is undone and redone exactly", () => {
    const { definition, inverse } = apply(operation);
    expect(JSON.stringify(base)).toBe(frozen);
    expect(definition).not.toEqual(base);
    expect(workflowDefinitionSchema.parse(definition)).toEqual(definition);
    const undone = applyOperation(definition, inverse);
    expect(undone.definition).toEqual(base);
    expect(applyOperation(undone.definition, undone.inverse).definition).toEqual(definition);
  });

  test("has a label in both languages", () => {
    for (const language of ["en", "zh"] as const) {
      expect(operationLabel(operation, base, language)).toMatch(/^[^{}]+$/);
    }
  });
});

test("a node put on an edge leads on to what followed", () => {
  const { definition } = apply({ type: "addNode", node: node("n"), place: { kind: "edge", edge: "e2" } });
  expect(lines(definition)).toEqual(["a.out>n", "b.out>check", "check.yes>box", "n.out>b", "start.out>a"]);
});

test("a condition put after a port leads on by its first branch; an end cuts what followed", () => {
  const check = nodeSchema.parse({ id: "n", type: "condition", branches: [{ id: "hot", when: rule }] });
  const place = { kind: "after", source: "a", sourcePort: "out" } as const;
  expect(lines(apply({ type: "addNode", node: check, place }).definition)).toContain("n.hot>b");
  const end = nodeSchema.parse({ id: "n", type: "end" });
  expect(lines(apply({ type: "addNode", node: end, place }).definition)).not.toContain("a.out>b");
});

test("removing heals the edge, and takes a container's body along", () => {
  expect(lines(apply({ type: "removeNodes", ids: ["b"] }).definition)).toEqual([
    "a.out>check",
    "check.yes>box",
    "start.out>a",
  ]);
  expect(apply({ type: "removeNodes", ids: ["box"] }).definition.nodes.map((n) => n.id)).toEqual(["a", "b", "check"]);
});

test("what is detached stays without lines, and the flow leads past it", () => {
  const { definition } = apply({ type: "detach", ids: ["b"] });
  expect(lines(definition)).toEqual(["a.out>check", "check.yes>box", "start.out>a"]);
  expect(definition.nodes.map((n) => n.id)).toContain("b");
  // Several in a row keep the lines among themselves.
  expect(lines(apply({ type: "detach", ids: ["a", "b"] }).definition)).toEqual([
    "a.out>b",
    "check.yes>box",
    "start.out>check",
  ]);
});

test("edges of a branch that is taken away go with it", () => {
  const change = { branches: [{ id: "other", when: rule }] };
  expect(lines(apply({ type: "updateNode", id: "check", change }).definition)).not.toContain("check.yes>box");
});

test.each<[string, Operation]>([
  ["EDGE_CYCLE", { type: "connect", source: "check", sourcePort: "else", target: "a" }],
  ["EDGE_SELF", { type: "connect", source: "a", sourcePort: "out", target: "a" }],
  ["EDGE_DUPLICATE", { type: "connect", source: "a", sourcePort: "out", target: "b" }],
  ["EDGE_TARGET_TRIGGER", { type: "connect", source: "a", sourcePort: "out", target: "start" }],
  ["EDGE_CROSSES_CONTAINER", { type: "connect", source: "a", sourcePort: "out", target: "inner" }],
  ["PORT_UNKNOWN", { type: "connect", source: "a", sourcePort: "error", target: "b" }],
  ["NODE_UNKNOWN", { type: "removeNodes", ids: ["nope"] }],
  ["NODE_ID_TAKEN", { type: "addNode", node: node("start"), place: { kind: "free" } }],
  ["NODE_KEY_FIXED", { type: "updateNode", id: "a", change: { type: "end" } }],
  ["EDGE_CROSSES_CONTAINER", { type: "moveInto", ids: ["a"], container: "box" }],
  ["CONTAINER_UNKNOWN", { type: "addNode", node: node("n"), place: { kind: "inside", container: "a" } }],
  ["CONTAINER_INSIDE_ITSELF", { type: "moveInto", ids: ["box"], container: "box" }],
  ["GROUP_UNKNOWN", { type: "removeGroup", id: "nope" }],
  ["NODE_UNKNOWN", { type: "detach", ids: ["nope"] }],
  ["OPERATION_UNKNOWN", { type: "explode" } as unknown as Operation],
])("vetoes with %s", (code, operation) => {
  expect(codeOf(operation)).toBe(code);
});

test("copies get readable new ids and their references follow, in expressions alone", () => {
  const { definition } = apply({ type: "duplicate", ids: ["a", "b"], offset: { x: 10, y: 20 } });
  const copy = definition.nodes.find((n) => n.id === "b2");
  expect(copy).toMatchObject({
    input: { to: "=steps.a2.output.owner", text: "Hi {{ steps.a2.output.name }}, not steps.a" },
  });
  expect(lines(definition)).toContain("a2.out>b2");
  expect(definition.layout.nodes["b2"]).toEqual({ x: 310, y: 20 });
});

test("a clip survives the clipboard; garbage is refused", () => {
  const clip = clipOf(base, ["box"]);
  expect(clip.nodes.map((n) => n.id)).toEqual(["box", "inner"]);
  const pasted = apply({ type: "paste", clip: parseClip(JSON.stringify(clip)), offset: { x: 0, y: 0 } }).definition;
  expect(pasted.nodes.find((n) => n.id === "inner2")?.parent).toBe("box2");
  for (const garbage of ["", "hello", "{}", '{"schema":"flowright/steps","version":1,"nodes":[{"id":"x"}]}']) {
    expect(() => parseClip(garbage)).toThrow(expect.objectContaining({ code: "CLIPBOARD_INVALID" }));
  }
});

test("a whole workflow is pasted as its steps; steps of another version and too much are told as that", () => {
  expect(parseClip(JSON.stringify(base)).nodes.map(({ id }) => id)).toEqual(base.nodes.map(({ id }) => id));
  const other = { ...clipOf(base, ["a"]), version: 2 };
  const codeFor = (text: string) => {
    try {
      parseClip(text);
      return "read";
    } catch (error) {
      return (error as FlowrightError).code;
    }
  };
  expect(codeFor(JSON.stringify(other))).toBe("CLIPBOARD_VERSION");
  expect(codeFor(JSON.stringify({ ...base, schemaVersion: 9 }))).toBe("CLIPBOARD_VERSION");
  expect(codeFor(JSON.stringify({ ...base, nodes: [{ id: "x" }] }))).toBe("CLIPBOARD_INVALID");
  expect(codeFor("null")).toBe("CLIPBOARD_INVALID");
  expect(codeFor("x".repeat(8_000_001))).toBe("CLIPBOARD_TOO_LARGE");
});

test("labels name what was edited", () => {
  const operation: Operation = { type: "connect", source: "a", sourcePort: "out", target: "b" };
  expect(operationLabel(operation, base, "en")).toBe("connect Assign to Mail");
  expect(operationLabel(operation, base, "zh")).toBe("连接“分配”到“邮件”");
  const unnamed: Operation = { type: "removeNodes", ids: ["box"] };
  expect(operationLabel(unnamed, base, "en")).toBe("remove box");
  expect(operationLabel(unnamed, base, "en", (item) => `the ${item.type}`)).toBe("remove the scope");
});
