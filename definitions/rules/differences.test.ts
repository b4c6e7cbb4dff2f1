import { Engine } from "json-rules-engine";
import { describe, expect, it } from "vitest";
import { conditionSchema, type Condition } from "../condition.ts";
import { FlowrightError } from "../errors.ts";
import { compileCondition } from "./compile.ts";
import { pathResolver, prepareFacts, registerOperators } from "./engine.ts";

const leaf = (path: string, operator: string, value: unknown) =>
  ({ fact: "record", path, operator, value }) as Condition;

/** The engine as it ships, with nothing of ours but dotted paths that give `undefined` where there is nothing. */
async function askShipped(condition: unknown, facts: Record<string, unknown>): Promise<boolean | string> {
  const dotted = (value: object, path: string): unknown =>
    path.split(".").reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null)?.[name], value);
  return run(new Engine([], { pathResolver: dotted }), condition, facts);
}
/** The engine as rule sets run it. */
async function askPrepared(condition: unknown, facts: Record<string, unknown>): Promise<boolean | string> {
  const engine = new Engine([], { pathResolver });
  registerOperators(engine, "2026-03-03T00:00:00Z");
  return run(engine, condition, prepareFacts(facts));
}
async function run(engine: Engine, condition: unknown, facts: Record<string, unknown>): Promise<boolean | string> {
  try {
    engine.addRule({ conditions: { all: [condition] } as never, event: { type: "held" } });
    return (await engine.run(facts)).events.length > 0;
  } catch (thrown) {
    return thrown instanceof FlowrightError ? thrown.code : "error";
  }
}
function askOurs(condition: unknown, facts: Record<string, unknown>): boolean | string {
  try {
    return compileCondition(condition as Condition).evaluate(facts);
  } catch (thrown) {
    if (thrown instanceof FlowrightError) return thrown.code;
    throw thrown;
  }
}

const record = {
  text: "10",
  grade: "B",
  number: 5,
  limit: null,
  at: "2026-03-02T09:00:00+08:00",
  country: "DE",
  unset: undefined,
};

describe("deliberate differences (differences.decision.md)", () => {
  it.each<[string, Condition, boolean | string, boolean | string]>([
    ["D1 a text below a number", leaf("text", "lessThan", 20), true, false],
    ["D1 a number below a text", leaf("number", "lessThan", "10"), true, false],
    ["D2 order of texts", leaf("grade", "greaterThanInclusive", "A"), false, true],
    ["D3 order of instants", leaf("at", "lessThan", "2026-03-02T02:00:00Z"), false, true],
    ["D4 a number above nothing", leaf("number", "greaterThan", null), true, false],
    ["D5 in a text", leaf("country", "in", "DECEMBER"), true, false],
    ["D5 not in a text", leaf("country", "notIn", "FRANCE"), true, false],
    ["D6 a missing path", leaf("contry", "notEqual", "DE"), true, "CONDITION_PATH_MISSING"],
    [
      "D7 a reference to a missing path",
      leaf("country", "notEqual", { fact: "record", path: "contry" }),
      true,
      "CONDITION_PATH_MISSING",
    ],
    ["D8 undefined and null", leaf("unset", "equal", null), false, true],
  ])("%s", async (_, condition, shipped, ours) => {
    expect(await askShipped(condition, { record })).toBe(shipped);
    expect(askOurs(condition, { record })).toBe(ours);
    expect(await askPrepared(condition, { record })).toBe(ours);
  });

  it("D9 a step that did not run is empty", async () => {
    const condition = { fact: "steps", path: "assign.output.owner", operator: "equal", value: null };
    const facts = () => ({ steps: { score: { output: {} } } });
    expect(await askShipped(condition, facts())).toBe(false);
    expect(askOurs(condition, facts())).toBe(true);
    expect(await askPrepared(condition, facts())).toBe(true);
  });
  it("D10 an empty group of alternatives", async () => {
    expect(await askShipped({ any: [] }, { record })).toBe(true);
    expect(askOurs({ any: [] }, { record })).toBe("CONDITION_GROUP_EMPTY");
  });
  it("D11 unknown operators and names fail before anything is asked", async () => {
    const first = leaf("country", "equal", "FR");
    for (const [unknown, code] of [
      [leaf("country", "like", "D"), "CONDITION_OPERATOR_UNKNOWN"],
      [{ condition: "nobody" }, "CONDITION_UNKNOWN"],
    ] as const) {
      expect(await askShipped(unknown, { record })).toBe("error");
      expect(() => compileCondition({ all: [first, unknown] })).toThrow(expect.objectContaining({ code }));
    }
  });
  it("D12 circles of named conditions are refused", () => {
    const named = { a: { not: { condition: "b" } }, b: { all: [{ condition: "a" }] } };
    expect(() => compileCondition({ condition: "a" }, named)).toThrow(
      expect.objectContaining({ code: "CONDITION_CYCLE", details: { names: ["a", "b", "a"] } }),
    );
  });
  it("D13 a group is asked in row order until it is decided", async () => {
    const guarded = { all: [leaf("limit", "isNotEmpty", true), leaf("nope", "equal", 1)] };
    expect(askOurs(guarded, { record })).toBe(false);
    expect(await askPrepared(guarded, { record })).toBe("CONDITION_PATH_MISSING");
  });
  it("D14 decorated operators are unknown", async () => {
    const decorated = leaf("country", "not:equal", "FR");
    expect(await askShipped(decorated, { record })).toBe(true);
    expect(askOurs(decorated, { record })).toBe("CONDITION_OPERATOR_UNKNOWN");
    expect(askOurs({ not: leaf("country", "equal", "FR") }, { record })).toBe(true);
  });
  it("D15 params and priority are refused by the schema", () => {
    const plain = { fact: "record", path: "country", operator: "equal", value: "DE" };
    expect(conditionSchema.safeParse(plain).success).toBe(true);
    expect(conditionSchema.safeParse({ ...plain, params: { of: 1 } }).success).toBe(false);
    expect(conditionSchema.safeParse({ all: [plain], priority: 3 }).success).toBe(false);
  });
});
