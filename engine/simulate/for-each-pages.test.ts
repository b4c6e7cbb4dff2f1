import { expect, test } from "vitest";
import { createBuiltInRegistry } from "../../activities/built-in-registry.ts";
import type { Json } from "../../definitions/json.ts";
import type { Mock } from "../../definitions/workflow-test.ts";
import { workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { compilePlan } from "../publish/compile-plan.ts";
import { simulate } from "./simulate.ts";

const draw = (more: object = {}, body: object = { type: "set", values: { seen: "=item.n", at: "=index" } }) =>
  workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "pages",
    name: "Pages",
    triggers: [{ id: "manual", type: "manual" }],
    nodes: [
      {
        id: "each",
        type: "for-each",
        source: { operation: "http.list-items", input: { path: "=trigger.path" }, pageSize: 2 },
        collect: "=steps.one.output.seen",
        ...more,
      },
      { id: "one", parent: "each", ...body },
      { id: "end", type: "end", output: "=steps.each.output" },
    ],
    edges: [
      { id: "e1", source: "manual", sourcePort: "out", target: "each" },
      { id: "e2", source: "each", sourcePort: "out", target: "end" },
    ],
  });
const page = (numbers: number[], nextCursor: string | null): Mock => ({
  output: { items: numbers.map((n) => ({ n })), nextCursor },
});
const broken: Mock = { error: { code: "X_AWAY", class: "connector", retryable: false, message: "away" } };
const run = (pages: Mock[], definition = draw()) =>
  simulate(definition, { at: "2026-03-02T00:00:00.000Z", input: { path: "/rows" }, mocks: { each: pages } });

test("goes through every page in order, with one index over all, and gives counts and what is collected", async () => {
  for (const concurrency of [1, 3]) {
    const pages = [page([1, 2], "a"), page([], "b"), page([3, 4], "c"), page([5], null)];
    const result = await run(pages, draw({ concurrency }));
    expect(result.output).toEqual({ items: 5, failed: 0, pages: 4, collected: [1, 2, 3, 4, 5] });
    expect(result.steps.filter(({ nodeId }) => nodeId === "one").map(({ stepId, output }) => [stepId, output])).toEqual(
      [1, 2, 3, 4, 5].map((n, index) => [`one[${index}]`, { seen: n, at: index }]),
    );
    expect(result.steps[0]?.input).toEqual({ operation: "http.list-items", page: 4, items: 5 });
  }
});

test("an empty list is no item", async () => {
  expect((await run([page([], null)])).output).toEqual({ items: 0, failed: 0, pages: 1, collected: [] });
});

test("items that fail are counted where the author goes on, else they end the step", async () => {
  const body = { type: "set", values: { seen: "=1.0 / (item.n - 3.0) > 0.0 ? item.none : item.n" } };
  const pages = [page([1, 4], "a"), page([2, 5], null)];
  const goesOn = await run(pages, draw({ onItemError: "continue" }, body));
  expect(goesOn.output).toEqual({ items: 4, failed: 2, pages: 2, collected: [1, null, 2, null] });
  expect(goesOn.steps[0]?.warnings).toHaveLength(2);
  expect(await run(pages, draw({ onError: "continue" }, body))).toMatchObject({ output: null });
});

test.each<[string, Json]>([
  ["no list", { items: "none", nextCursor: null }],
  ["no text as cursor", { items: [], nextCursor: 7 }],
  ["the same cursor again", { items: [], nextCursor: "a" }],
])("a page with %s is an error", async (_what, output) => {
  const result = await run([page([1], "a"), { output }], draw({ onError: "continue" }));
  expect(result.steps[0]?.error).toMatchObject({ code: "FOR_EACH_PAGE_INVALID" });
});

test("a page that cannot be had opens an incident at the step, with the pages before it done", async () => {
  const result = await run([page([1, 2], "a"), broken]);
  expect(result).toMatchObject({
    status: "incident",
    steps: [{ status: "incident", error: { code: "X_AWAY" } }, {}, {}],
  });
});

test("what is collected may not outgrow a run", async () => {
  const body = { type: "set", values: { seen: "=item.n" } };
  const rows = Array.from({ length: 60 }, () => ({ n: "x".repeat(20_000) }));
  const pages: Mock[] = [{ output: { items: rows, nextCursor: null } }];
  const result = await run(pages, draw({ onError: "continue" }, body));
  expect(result.steps[0]?.error).toMatchObject({ code: "FOR_EACH_COLLECTED_TOO_LARGE" });
});

test("only an operation that says how it pages can be a source", () => {
  const operation = {
    name: "http.list-items",
    kind: "action" as const,
    title: "List",
    input: {},
    output: {},
    sideEffect: false,
    internal: false,
  };
  expect(() => compilePlan(draw(), { operations: [operation] })).toThrow(
    expect.objectContaining({ code: "FOR_EACH_SOURCE_NOT_PAGED" }),
  );
  const paging = { cursor: "after", size: "count", items: "rows", next: "more" };
  const plan = compilePlan(draw(), { operations: [{ ...operation, paging }] });
  expect(plan.nodes[0]?.call?.paging).toEqual(paging);
});

test("our own records are gone through page by page, also while the body changes them", async () => {
  const records = Array.from({ length: 7 }, (_, index) => ({
    object: "lead",
    id: `L${index}`,
    name: `Lead ${index}`,
    status: index === 6 ? "closed" : "new",
  }));
  const source = { operation: "crm.find", input: { object: "lead", where: { status: "new" } }, pageSize: 2 };
  const definition = draw(
    { source, collect: undefined },
    {
      type: "action",
      operation: "crm.update",
      input: { object: "lead", id: "=item.id", fields: { status: "contacted" } },
    },
  );
  const operations = createBuiltInRegistry()
    .describe()
    .flatMap((connector) => connector.operations);
  const result = await simulate(definition, { at: "2026-03-02T00:00:00.000Z", crm: { records }, operations });
  expect(result).toMatchObject({ status: "completed", output: { items: 6, failed: 0, pages: 3 } });
});
