import { expect, test } from "vitest";
import { type WorkflowDefinitionInput, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { compilePlan } from "../publish/compile-plan.ts";
import { simulate, type SimulationOptions } from "./simulate.ts";

type Edges = [source: string, port: string, target: string][];
function draw(
  key: string,
  nodes: WorkflowDefinitionInput["nodes"],
  edges: Edges,
  more: Partial<WorkflowDefinitionInput> = {},
) {
  return workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key,
    name: key,
    triggers: [{ id: "manual", type: "manual" }],
    nodes,
    edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
    ...more,
  });
}
type Definition = ReturnType<typeof draw>;
const call = (id: string, workflow: string, input: Record<string, string> = {}) =>
  ({ id, type: "call", workflow, mode: "inline", input }) as const;
const set = (id: string, values: Record<string, string>) => ({ id, type: "set", values }) as const;
const run = (caller: Definition, called: Definition[], options: SimulationOptions = {}) =>
  simulate(caller, {
    at: "2026-03-02T00:00:00.000Z",
    workflows: (key) => {
      const definition = called.find((one) => one.key === key);
      return definition === undefined ? undefined : { definition, version: 7 };
    },
    ...options,
  });

/** Doubles a number; its names are the same as its caller's. */
const double = draw(
  "double",
  [
    set("work", { total: "=trigger.n * 2.0" }),
    {
      id: "done",
      type: "end",
      output: { total: "=vars.total", work: "=steps.work.output", by: "{{ run.workflow }} {{ run.version }}" },
    },
  ],
  [
    ["manual", "out", "work"],
    ["work", "out", "done"],
  ],
  { variables: [{ name: "total", type: "number", initial: 0 }] },
);

test("a workflow called inline has its own trigger, steps and variables; its end gives the call's output", async () => {
  const caller = draw(
    "caller",
    [
      set("work", { total: "=1.0" }),
      call("twice", "double", { n: "=vars.total + 20.0" }),
      set("after", { seen: "=steps.twice.output.total", own: "=vars.total", work: "=steps.work.output.total" }),
    ],
    [
      ["manual", "out", "work"],
      ["work", "out", "twice"],
      ["twice", "out", "after"],
    ],
    { variables: [{ name: "total", type: "number", initial: 0 }] },
  );
  const result = await run(caller, [double]);
  expect(result.steps.map(({ stepId, status }) => `${stepId} ${status}`)).toEqual([
    "work completed",
    "twice completed",
    "twice/work[0] completed",
    "twice/done[0] completed",
    "after completed",
  ]);
  expect(result.steps.at(-1)?.output).toEqual({ seen: 42, own: 1, work: 1 });
  expect(result.steps[1]?.output).toEqual({ total: 42, work: { total: 42 }, by: "double 7" });
  expect(result.status).toBe("completed");
});

test("calls are nested, and in a for-each each turn has variables of its own", async () => {
  const middle = draw(
    "middle",
    [call("inner", "double", { n: "=trigger.n" }), { id: "end", type: "end", output: "=steps.inner.output.total" }],
    [
      ["manual", "out", "inner"],
      ["inner", "out", "end"],
    ],
  );
  const each = {
    id: "each",
    type: "for-each",
    items: "=[1.0, 2.0, 3.0]",
    collect: "=steps.ask.output",
    concurrency: 3,
  } as const;
  const caller = draw(
    "caller",
    [each, { ...call("ask", "middle", { n: "=item" }), parent: "each" }],
    [["manual", "out", "each"]],
  );
  const result = await run(caller, [middle, double]);
  expect(result.steps[0]?.output).toEqual([2, 4, 6]);
  expect(result.steps.map(({ stepId }) => stepId)).toContain("ask/inner/work[2.0.0]");
});

test("an end that fails, and a step that fails, leave by the call's error port, what was done is undone", async () => {
  const compensate = { operation: "test.undo", input: {} };
  const failing = (last: NonNullable<WorkflowDefinitionInput["nodes"]>[number]) =>
    draw(
      "failing",
      [{ id: "book", type: "action", operation: "test.book", compensate }, last],
      [
        ["manual", "out", "book"],
        ["book", "out", last.id],
      ],
    );
  const caller = draw(
    "caller",
    [call("ask", "failing"), set("after", { code: "=steps.ask.error.code" })],
    [
      ["manual", "out", "ask"],
      ["ask", "error", "after"],
    ],
  );
  const mocks = {
    "ask/book": { output: null },
    "ask/push": { error: { code: "X_BROKEN", class: "connector" as const, retryable: false, message: "no" } },
  };
  for (const last of [
    { id: "end", type: "end", status: "failed" },
    { id: "push", type: "action", operation: "test.push" },
  ] as const) {
    const result = await run(caller, [failing(last)], { mocks });
    expect(result.steps.find(({ nodeId }) => nodeId === "after")?.output).toEqual({ code: "CALL_FAILED" });
    expect(result).toMatchObject({ status: "completed", compensated: ["ask/book"] });
  }
});

test("a call inline is out of time by its own limit or the called workflow's", async () => {
  const slow = (more: Partial<WorkflowDefinitionInput>) =>
    draw("slow", [{ id: "wait", type: "wait", for: "PT1H" }], [["manual", "out", "wait"]], more);
  const caller = (more: object) =>
    draw(
      "caller",
      [{ ...call("ask", "slow"), ...more }, set("after", { code: "=steps.ask.error.code" })],
      [
        ["manual", "out", "ask"],
        ["ask", "error", "after"],
      ],
    );
  for (const [own, its] of [
    [{ timeout: "PT5M" }, {}],
    [{}, { settings: { timeout: "PT5M" } }],
  ] as const) {
    const result = await run(caller(own), [slow(its)]);
    expect(result.steps.at(-1)?.output).toEqual({ code: "CALL_TIMED_OUT" });
    expect(result.endedAt).toBe("2026-03-02T00:05:00.000Z");
  }
});

test("a call that is mocked is not looked into", async () => {
  const caller = draw("caller", [call("twice", "double")], [["manual", "out", "twice"]]);
  const result = await run(caller, [double], { mocks: { twice: { output: { total: 3 } } } });
  expect(result.steps.map(({ stepId, output }) => [stepId, output])).toEqual([["twice", { total: 3 }]]);
});

test("circles, exit rules and workflows without a trigger are refused", async () => {
  const one = draw("one", [call("next", "two")], [["manual", "out", "next"]]);
  const two = draw("two", [call("back", "one")], [["manual", "out", "back"]]);
  await expect(run(one, [one, two])).rejects.toMatchObject({ code: "CALL_INLINE_CYCLE" });
  const inlinable =
    (definition: Definition, plan = compilePlan(definition)) =>
    () => ({
      key: definition.key,
      name: definition.name,
      version: 1,
      definition,
      plan,
    });
  // As publishing sees it: the other's published plan has a call back in it.
  const older = compilePlan(two, { called: inlinable(draw("one", [set("work", {})], [["manual", "out", "work"]])) });
  expect(() => compilePlan(one, { called: inlinable(two, older) })).toThrow(
    expect.objectContaining({ code: "CALL_INLINE_CYCLE" }),
  );
  const exits = draw("two", [], [], { settings: { exitWhen: [{ event: "lead.closed" }] } });
  expect(() => compilePlan(one, { called: inlinable(exits) })).toThrow(
    expect.objectContaining({ code: "CALL_INLINE_SETTING" }),
  );
  expect(() => compilePlan(one, { called: inlinable(draw("two", [], [], { triggers: [] })) })).toThrow(
    expect.objectContaining({ code: "CALL_WITHOUT_TRIGGER" }),
  );
});
