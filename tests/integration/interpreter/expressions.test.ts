import { expect, test } from "vitest";
import { EXPRESSION_FUNCTIONS, evaluateExpression, type Scope } from "../../../definitions/expression/index.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import { startHarness } from "./run-harness.ts";

/** A literal, and a path to a value, of each kind of argument. */
const LITERALS: Record<string, string> = {
  string: '"12"',
  number: "2.5",
  list: "[1, 2, 3]",
  object: '{"a": 1}',
  instant: 'timestamp("2026-03-02T09:30:00Z")',
  date: '"2026-03-01"',
  boolean: "true",
  any: '"12"',
  duration: 'duration("1h")',
};
/** Calls that need arguments of a certain content. */
const CALLS: Record<string, string[]> = {
  timestamp: ['timestamp("2026-03-02T09:30:00Z") == timestamp("2026-03-02T09:30:00Z")'],
  duration: ['duration("1h") == duration("60m")'],
  hasValue: ["record.?name.hasValue()"],
  value: ["record.?name.value()"],
  min: ["min([2, 1])", "min(2, 1)", "min(2.5, 1.5)"],
  max: ["max([2, 1])", "max(2, 1)", "max(2.5, 1.5)"],
  join: ['join(["a", "b"], "-")'],
  formatDate: ['formatDate("2026-03-02T09:30:00Z", "yyyy-MM-dd")'],
};

function callsOf({ name, on, args, required }: (typeof EXPRESSION_FUNCTIONS)[number]): string[] {
  const known = CALLS[name];
  if (known !== undefined) return known;
  const literal = (kinds: readonly string[]) => LITERALS[kinds[0] ?? "any"] ?? "null";
  const receivers = on === undefined ? [""] : on.map((kind) => `${LITERALS[kind] ?? "null"}.`);
  const given = args
    .slice(0, required ?? args.length)
    .map(literal)
    .join(", ");
  return receivers.map((receiver) => `${receiver}${name}(${given})`);
}

const record = { name: "Li Wei", score: 10.4, tags: ["a", "b"], at: "2026-03-02T09:30:00Z" };
const OTHERS = [
  "size(record.tags) + 1",
  "size(record.name)",
  "record.tags.map(t, upper(t))",
  "record.score > 3 && record.name.startsWith('Li')",
  "7 % 2 + 0.5",
  "floor(record.score) + ceil(2.2) + abs(-1.5) + round(2.345, 2)",
  "timestamp(record.at) + duration('1h') > timestamp('2026-03-02T10:00:00Z')",
  "daysBetween('2026-03-01', '2026-03-05')",
];

const run = { id: "r", workflow: "w", version: 1, startedAt: "2026-03-02T00:00:00Z", now: "2026-03-02T00:00:00Z" };
const scope: Scope = { record, trigger: {}, steps: {}, vars: {}, run };

function evaluate(source: string): Json {
  try {
    return evaluateExpression(source, scope);
  } catch (thrown) {
    return String((thrown as { code?: unknown }).code);
  }
}

test("every function gives in the workflow's sandbox what it gives outside", async () => {
  const sources = [...new Set([...EXPRESSION_FUNCTIONS.flatMap(callsOf), ...OTHERS])];
  const expected = new Map(sources.map((source) => [source, evaluate(source)]));
  const works = sources.filter((source) => !/^"[A-Z]+_[A-Z_]+"$/u.test(JSON.stringify(expected.get(source))));
  const tried = new Set(
    works.flatMap((source) =>
      EXPRESSION_FUNCTIONS.filter(({ name }) => source.includes(`${name}(`)).map(({ name }) => name),
    ),
  );
  expect([...new Set(EXPRESSION_FUNCTIONS.map(({ name }) => name))].filter((name) => !tried.has(name))).toEqual([]);
  const harness = await startHarness();
  try {
    const handle = await harness.start({
      definition: {
        schemaVersion: 1,
        key: "functions",
        name: "functions",
        triggers: [{ id: "manual", type: "manual" }],
        nodes: works.map((source, index) => ({
          id: `n${index}`,
          type: "set" as const,
          values: { value: `=${source}` },
        })),
        edges: works.map((_, index) => ({ id: `e${index}`, source: "manual", sourcePort: "out", target: `n${index}` })),
        settings: { onFailure: "fail" },
      },
      record,
    });
    await handle.result();
    const { steps } = await harness.state(handle);
    const got = steps.map(({ nodeId, output, error }) => {
      const source = works[Number(nodeId.slice(1))] ?? "";
      return { source, value: (output as JsonObject | undefined)?.["value"] ?? error?.message };
    });
    expect(got).toEqual(works.map((source) => ({ source, value: expected.get(source) })));
  } finally {
    await harness.stop();
  }
});
