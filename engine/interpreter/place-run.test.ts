import { setImmediate as turnOver } from "node:timers/promises";
import { expect, test } from "vitest";
import { workflowDefinitionSchema, type WorkflowDefinitionInput } from "../../definitions/workflow.ts";
import { compilePlan } from "../publish/compile-plan.ts";
import type { Plan } from "./plan.ts";
import { moveRun, placeRerun } from "./place-run.ts";
import type { RunPorts } from "./ports.ts";
import { startRun } from "./run-plan.ts";

function plan(nodes: WorkflowDefinitionInput["nodes"], ...edges: string[]): Plan {
  const drawn = edges.map((edge, index) => {
    const [source = "", target = ""] = edge.split(">");
    const [from = "", sourcePort = "out"] = source.split(".");
    return { id: `e${index}`, source: from, sourcePort, target };
  });
  const triggers = [{ id: "go", type: "manual" as const }];
  const definition = workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "w",
    name: "w",
    triggers,
    nodes,
    edges: drawn,
  });
  return compilePlan(definition, { called: () => WITHIN });
}
const within = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "within",
  name: "within",
  triggers: [{ id: "go", type: "manual" }],
  variables: [{ name: "seen", type: "string", initial: "no" }],
  nodes: [
    { id: "note", type: "set", values: { seen: "=trigger.word" } },
    { id: "hear", type: "wait-for-event", event: "heard" },
    { id: "end", type: "end", output: "=vars.seen + steps.hear.output.id" },
  ],
  edges: [
    { id: "e0", source: "go", sourcePort: "out", target: "note" },
    { id: "e1", source: "note", sourcePort: "out", target: "hear" },
    { id: "e2", source: "hear", sourcePort: "received", target: "end" },
  ],
});
const WITHIN = { key: "within", name: "within", version: 1, definition: within, plan: compilePlan(within) };
const input = {
  runId: "r",
  version: 1,
  trigger: { id: "go", type: "manual", payload: {} },
  record: null,
  origin: { triggerId: "go", triggerType: "manual", chain: [] },
  calendars: {},
};
const ports = {
  clock: { now: () => 0, sleepUntil: () => new Promise(() => undefined) },
  saveProgress: () => Promise.resolve([]),
  log: () => undefined,
} as Partial<RunPorts> as RunPorts;
const hear = (id: string, parent?: string) => ({
  id,
  type: "wait-for-event" as const,
  event: "heard",
  ...(parent === undefined ? {} : { parent }),
});
const heard = (id: string) => ({ id, name: "heard", payload: {}, at: "2026-01-01T00:00:00Z" });

/** Starts a run on one plan, and goes on with it on another. */
async function moveOnto(from: Plan, to: Plan, mapping: Record<string, string>) {
  const first = startRun(from, input, ports);
  first.carry();
  const carried = moveRun(JSON.parse(JSON.stringify((await first.end).carried)) as never, from, to, mapping);
  return startRun(to, { ...input, version: 2 }, ports, JSON.parse(JSON.stringify(carried)) as never);
}

test("a waiting step goes on at the node that it is mapped to, in a container too; what was inserted before it stays out", async () => {
  const inLoop = (id: string) => [
    {
      id: "rounds",
      type: "loop" as const,
      while: { fact: "run", path: "id", operator: "equal", value: "r" },
      maxIterations: 2,
    },
    hear(id, "rounds"),
  ];
  const from = plan([...inLoop("hear"), { id: "end", type: "end", output: "old" }], "go>rounds", "rounds>end");
  const to = plan(
    [{ id: "inserted", type: "set", values: {} }, ...inLoop("listen"), { id: "end", type: "end", output: "new" }],
    "go>inserted",
    "inserted>rounds",
    "rounds>end",
  );
  const handle = await moveOnto(from, to, { hear: "listen" });
  await Promise.resolve();
  expect(handle.detail()).toMatchObject({ status: "waiting", waitingFor: [{ nodeId: "listen" }] });
  handle.deliverEvent(heard("1"));
  await turnOver();
  handle.deliverEvent(heard("2"));
  expect((await handle.end).result).toMatchObject({ status: "completed", output: "new" });
  expect(handle.detail().steps.map(({ nodeId }) => nodeId)).toEqual(["rounds", "listen", "listen", "end"]);
});

test.each([
  ["node-missing", [{ id: "other", type: "set" as const, values: {} }], ["go>other"]],
  ["type-differs", [{ id: "hear", type: "set" as const, values: {} }], ["go>hear"]],
  ["container-differs", [{ id: "box", type: "scope" as const }, hear("hear", "box")], ["go>box"]],
])("a step under way without a counterpart refuses the move: %s", async (reason, nodes, edges) => {
  const from = plan([hear("hear")], "go>hear");
  await expect(moveOnto(from, plan(nodes, ...edges), {})).rejects.toMatchObject({
    code: "MIGRATION_REFUSED",
    details: { problems: [{ stepId: "hear", reason }] },
  });
});

test("a re-run keeps nothing whose way there is done again", () => {
  const done = (nodeId: string, status: "completed" | "compensated", output: number) => ({
    nodeId,
    stepId: nodeId,
    iteration: 0,
    status,
    port: "out",
    startedAt: "2026-01-01T00:00:00Z",
    endedAt: "2026-01-01T00:00:00Z",
    attempts: 1,
    output,
  });
  const set = (id: string) => ({ id, type: "set" as const, values: {} });
  const drawn = plan(
    [set("undone"), set("behind"), set("aside"), set("last")],
    "go>undone",
    "undone>behind",
    "go>aside",
    "behind>last",
  );
  const steps = [
    done("undone", "compensated", 1),
    done("behind", "completed", 2),
    done("aside", "completed", 3),
    done("last", "completed", 4),
  ];
  const { kept, carried } = placeRerun(drawn, "last", steps);
  expect(kept.map(({ nodeId }) => nodeId)).toEqual(["aside"]);
  expect(carried.root).toMatchObject({ settled: { aside: "out" }, own: { aside: { output: 3 } } });
});

test("a run that waits within a call moves with what the call has; a call that is one of its own there refuses it", async () => {
  const calls = (mode: "inline" | "child") => [
    { id: "ask", type: "call" as const, workflow: "within", mode, input: { word: "hi " } },
    { id: "end", type: "end" as const, output: "=steps.ask.output" },
  ];
  const from = plan(calls("inline"), "go>ask", "ask>end");
  const to = plan([...calls("inline"), { id: "more", type: "set", values: {} }], "go>ask", "ask>end");
  const moved = await moveOnto(from, to, {});
  moved.deliverEvent(heard("e1"));
  expect(await moved.end).toMatchObject({ result: { status: "completed", output: "hi e1" } });
  await expect(moveOnto(from, plan(calls("child"), "go>ask", "ask>end"), {})).rejects.toMatchObject({
    code: "MIGRATION_REFUSED",
    details: {
      problems: [
        { stepId: "ask", reason: "type-differs" },
        { stepId: "ask/hear[0]", reason: "node-missing" },
      ],
    },
  });
});

test("a run begun again after a call keeps the call's output, not the names of what ran within it", () => {
  const nodes = [
    { id: "ask", type: "call" as const, workflow: "within", mode: "inline" as const, input: {} },
    { id: "after", type: "end" as const },
  ];
  const step = (nodeId: string, stepId: string, output: string) => ({
    nodeId,
    stepId,
    iteration: 0,
    status: "completed" as const,
    port: "out",
    startedAt: "2026-01-01T00:00:00Z",
    endedAt: "2026-01-01T00:00:01Z",
    attempts: 1,
    output,
  });
  const steps = [step("ask", "ask", "done"), step("ask/note", "ask/note[0]", "inner")];
  const { carried, kept } = placeRerun(plan(nodes, "go>ask", "ask>after"), "after", steps);
  expect(carried.root.own).toEqual({ ask: { output: "done" } });
  expect(kept).toHaveLength(2);
});
