import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createBuiltInRegistry } from "../../activities/built-in-registry.ts";
import { decisionTableSchema } from "../../definitions/resources.ts";
import { type WorkflowDefinitionInput, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { compilePlan } from "./compile-plan.ts";
import { contentHash, planHash } from "./content-hash.ts";
import { durationMs, exactDurationMs } from "./duration-ms.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(`${import.meta.dirname}/../../definitions/fixtures/${name}`, "utf8"));
const table = decisionTableSchema.parse(read("lead-score.table.json"));
const leadRouting = workflowDefinitionSchema.parse(read("lead-routing.json"));
const draw = (more: Partial<WorkflowDefinitionInput>) =>
  workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "drawn",
    name: "Drawn",
    triggers: [{ id: "manual", type: "manual" }],
    ...more,
  });

test("a plan is plain JSON, names its calendars and events, and is small", () => {
  const plan = compilePlan(leadRouting, { tables: { [table.key]: table } });
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(plan).toMatchObject({ calendars: ["sales"], events: ["lead.contacted", "lead.converted"] });
  expect(plan.nodes.find(({ id }) => id === "assign")?.call).toMatchObject({ internal: true });
  expect(plan.nodes.find(({ id }) => id === "mail")?.call).toMatchObject({
    internal: false,
    timeoutMs: 30_000,
    retry: { maximumAttempts: 5, maximumIntervalMs: 300_000 },
  });
  expect(JSON.stringify(plan).length).toBeLessThan(64 * 1_024);
});

test("the content hash ignores layout, notes and the order of keys, and nothing else", () => {
  const hash = contentHash(leadRouting);
  const moved = { ...leadRouting, layout: { nodes: { score: { x: 1, y: 1 } }, notes: [] } };
  expect(contentHash(moved)).toBe(hash);
  const noted = { ...leadRouting, nodes: leadRouting.nodes.map((node) => ({ ...node, note: "why" })) };
  expect(contentHash(noted)).toBe(hash);
  expect(contentHash(Object.fromEntries(Object.entries(leadRouting).reverse()) as typeof leadRouting)).toBe(hash);
  const renamed = { ...leadRouting, edges: leadRouting.edges.slice(1) };
  expect(contentHash(renamed)).not.toBe(hash);
});

test("a changed table is another plan of the same definition", () => {
  const other = { ...table, rows: table.rows.slice(1) };
  const [one, two] = [table, other].map((each) => compilePlan(leadRouting, { tables: { [table.key]: each } }));
  expect(one?.contentHash).toBe(two?.contentHash);
  expect(planHash(one as never)).not.toBe(planHash(two as never));
});

test.each([
  ["TABLE_UNKNOWN", { nodes: [{ id: "score", type: "decision-table", table: "none" }] }],
  ["CALL_WORKFLOW_UNPUBLISHED", { nodes: [{ id: "other", type: "call", workflow: "draft-only" }] }],
  ["PLAN_EDGE_INVALID", { edges: [{ id: "e", source: "nobody", sourcePort: "out", target: "nowhere" }] }],
  ["PLAN_CONTAINER_ENTRY", { nodes: [{ id: "empty", type: "scope" }] }],
  [
    "PLAN_CYCLE",
    {
      nodes: [
        { id: "a", type: "set", values: {} },
        { id: "b", type: "set", values: {} },
      ],
      edges: [
        { id: "e1", source: "a", sourcePort: "out", target: "b" },
        { id: "e2", source: "b", sourcePort: "out", target: "a" },
      ],
    },
  ],
] as [string, Partial<WorkflowDefinitionInput>][])("refuses with %s", (code, more) => {
  expect(() => compilePlan(draw(more), { versions: new Map([["done", 3]]) })).toThrow(
    expect.objectContaining({ code }),
  );
});

test("a call fixed at publish keeps the version published then; latest and a number stay", () => {
  const nodes = (["published", "latest", 7] as const).map((version, index) => ({
    id: `call${index}`,
    type: "call" as const,
    workflow: "done",
    version,
  }));
  const plan = compilePlan(draw({ nodes }), { versions: new Map([["done", 3]]) });
  expect(plan.nodes.map(({ definition }) => "version" in definition && definition.version)).toEqual([3, "latest", 7]);
});

test("durations: weeks and below are milliseconds, days and above are no exact time, months are refused", () => {
  expect(durationMs("P1DT1H")).toBe(90_000_000);
  expect(exactDurationMs("PT1.5S")).toBe(1_500);
  expect(exactDurationMs("P1D")).toBeNull();
  expect(() => durationMs("P1M")).toThrow(expect.objectContaining({ code: "PLAN_DURATION_INVALID" }));
});

test("input fields that are HTML are known to the plan, so that their values are escaped", () => {
  const operations = createBuiltInRegistry()
    .describe()
    .flatMap((connector) => connector.operations);
  const definition = draw({
    nodes: [{ id: "mail", type: "action", operation: "smtp.send", input: { to: "a@b.example", html: "{{ 1 }}" } }],
    edges: [{ id: "e", source: "manual", sourcePort: "out", target: "mail" }],
  });
  const plan = compilePlan(definition, { operations });
  expect(plan.nodes[0]?.call?.htmlInputs).toEqual(["html"]);
});
