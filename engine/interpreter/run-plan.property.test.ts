import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Step } from "../../definitions/run.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { compilePlan } from "../publish/compile-plan.ts";
import { expectSteps } from "./testing/oracle.ts";
import { driveRandomly } from "./testing/random-drive.ts";
import { drawnWorkflow, toDefinition } from "./testing/random-workflow.ts";

const chances = fc.record({ seed: fc.integer({ min: 1 }), truth: fc.nat() });

/** Mulberry32: numbers from 0 to 1. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function truthOf(bits: number): (nodeId: string) => boolean {
  return (nodeId) => ((bits >> (Number(nodeId.slice(1)) % 30)) & 1) === 1;
}

const CALLER = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "caller",
  name: "Caller",
  triggers: [{ id: "manual", type: "manual" }],
  nodes: [{ id: "call", type: "call", workflow: "called", mode: "inline" }],
  edges: [{ id: "e", source: "manual", sourcePort: "out", target: "call" }],
});

/** Steps that wait for all before them, yet began before one of those had ended. */
function startedTooEarly({ nodes, edges }: WorkflowDefinition, steps: readonly Step[]): string[] {
  const byId = new Map(steps.map((step) => [step.stepId, step]));
  const waitsForAll = new Set(
    nodes.flatMap(({ id, join }) => (typeof join === "object" && join.type === "all" ? [id] : [])),
  );
  return steps.flatMap(({ stepId, nodeId, status, startedAt }) => {
    if (status === "skipped" || !waitsForAll.has(nodeId)) return [];
    const before = edges.filter(({ target }) => target === nodeId);
    const sources = before.map(({ source }) => byId.get(stepId.replace(nodeId, source)));
    return sources.some((source) => source !== undefined && String(source.endedAt) > startedAt) ? [stepId] : [];
  });
}

test("whatever ends first, and however often another execution takes over, the run does what the oracle says", async () => {
  let carried = 0;
  await fc.assert(
    fc.asyncProperty(drawnWorkflow, chances, async (drawn, { seed, truth }) => {
      const definition = workflowDefinitionSchema.parse(toDefinition(drawn, true));
      const isTrue = truthOf(truth);
      const result = await driveRandomly(compilePlan(definition), {
        isTrue,
        next: createRandom(seed),
        carryChance: 0.2,
      });
      carried += result.carries;
      expect(result.status).toBe("completed");
      const done = result.steps.map(({ stepId, status, port }) => `${stepId} ${status} ${port ?? "-"}`);
      expect(done.sort()).toEqual(expectSteps(definition, isTrue));
      expect([...result.calls.values()].every((count) => count === 1)).toBe(true);
      expect(startedTooEarly(definition, result.steps)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
  expect(carried).toBeGreaterThan(100);
}, 120_000);

test("called inline, a workflow does within its caller's run what it does by itself", async () => {
  await fc.assert(
    fc.asyncProperty(drawnWorkflow, chances, async (drawn, { seed, truth }) => {
      const definition = workflowDefinitionSchema.parse(toDefinition(drawn, true));
      const isTrue = (nodeId: string) => nodeId !== "call" && truthOf(truth)(nodeId);
      const called = { key: "called", name: "Called", version: 1, definition, plan: compilePlan(definition) };
      const caller = compilePlan(CALLER, { called: () => called });
      const result = await driveRandomly(caller, { isTrue, next: createRandom(seed), carryChance: 0.2 });
      expect(result.status).toBe("completed");
      const done = result.steps.map(({ stepId, status, port }) => `${stepId} ${status} ${port ?? "-"}`);
      // Each is one turn deeper, in the call's only turn.
      const within = expectSteps(definition, isTrue).map((line) =>
        line.replace(/^(\w+)(?:\[(.*?)\])?/u, (_all, id: string, turns?: string) =>
          turns === undefined ? `call/${id}[0]` : `call/${id}[0.${turns}]`,
        ),
      );
      expect(done.sort()).toEqual(["call completed out", ...within].sort());
      expect([...result.calls.values()].every((count) => count === 1)).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 120_000);

test("a list goes through page by page, each item once and in its place, however often another execution takes over", async () => {
  let carried = 0;
  const definition = workflowDefinitionSchema.parse({
    ...CALLER,
    nodes: [
      {
        id: "call",
        type: "for-each",
        source: { operation: "erp.pages", input: {}, pageSize: 3 },
        concurrency: 2,
        collect: "=steps.n2.output.seen",
      },
      { id: "n1", type: "action", parent: "call", operation: "erp.work", input: {} },
      { id: "n2", type: "set", parent: "call", values: { seen: "=item" } },
      { id: "end", type: "end", output: "=steps.call.output" },
    ],
    edges: [
      ...CALLER.edges,
      { id: "e1", source: "n1", sourcePort: "out", target: "n2" },
      { id: "e2", source: "call", sourcePort: "out", target: "end" },
    ],
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 5 }), chances, async (sizes, { seed }) => {
      const pages = sizes.map((size, page) => Array.from({ length: size }, (_, index) => page * 10 + index));
      const result = await driveRandomly(compilePlan(definition), {
        isTrue: () => false,
        next: createRandom(seed),
        carryChance: 0.2,
        answer({ cursor }, operation) {
          if (operation !== "erp.pages") return null;
          const page = Number(cursor ?? 0);
          return { items: pages[page] ?? [], nextCursor: page + 1 < pages.length ? String(page + 1) : null };
        },
      });
      carried += result.carries;
      const items = pages.flat();
      const output = result.steps.find(({ nodeId }) => nodeId === "end")?.output;
      expect(output).toEqual({ items: items.length, failed: 0, pages: Math.max(1, pages.length), collected: items });
      expect([...result.calls.values()].every((count) => count === 1)).toBe(true);
      expect(result.calls.size).toBe(items.length + Math.max(1, pages.length));
    }),
    { numRuns: 300 },
  );
  expect(carried).toBeGreaterThan(50);
}, 120_000);

test("where joins stop what they do not need, no run is ever stuck and no step runs twice", async () => {
  await fc.assert(
    fc.asyncProperty(drawnWorkflow, chances, async (drawn, { seed, truth }) => {
      const definition = workflowDefinitionSchema.parse(toDefinition(drawn, false));
      const isTrue = truthOf(truth);
      const result = await driveRandomly(compilePlan(definition), {
        isTrue,
        next: createRandom(seed),
        carryChance: 0.2,
      });
      expect(result.status).toBe("completed");
      expect([...result.calls.values()].every((count) => count === 1)).toBe(true);
      expect(new Set(result.steps.map(({ stepId }) => stepId)).size).toBe(result.steps.length);
      expect(result.steps.every(({ endedAt }) => endedAt !== null)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);
