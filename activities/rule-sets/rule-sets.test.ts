import { describe, expect, it, vi } from "vitest";
import { userError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import { BUILT_IN_OBJECTS } from "../../definitions/records.ts";
import { checkRuleSet, checkSharedCondition } from "../../definitions/rule-sets/check-rules.ts";
import { type RuleSet, ruleSetSchema } from "../../definitions/rule-sets/rule-set.ts";
import { evaluateRuleSet } from "./evaluate-rule-set.ts";
import { createFactCache } from "./fact-cache.ts";
import type { FactSources } from "./fetch-facts.ts";
import { NO_SOURCES, runRuleSetTests } from "./run-rule-set-tests.ts";

const NOW = "2026-03-03T01:00:00Z";
const leaf = (fact: string, path: string, operator: string, value: unknown) => ({ fact, path, operator, value });
const DISCOUNT = {
  schemaVersion: 1,
  key: "discount",
  name: "Discount",
  inputs: [
    { name: "amount", type: "number", required: true },
    { name: "leadId", type: "string" },
  ],
  facts: [
    { id: "lead", type: "record", object: "lead", recordId: "=input.leadId" },
    { id: "credit", type: "operation", operation: "erp.credit", input: { company: "=facts.lead.company" } },
  ],
  conditions: { large: leaf("input", "amount", "greaterThanInclusive", 1_000) },
  rules: [
    {
      id: "gold",
      priority: 10,
      when: { all: [leaf("credit", "rating", "equal", "AAA"), { condition: "large" }] },
      event: { type: "discount", params: { percent: 20, to: { fact: "lead", path: "owner" } } },
    },
    { id: "large", when: { condition: "large" }, event: { type: "discount", params: { percent: 5 } } },
    { id: "small", when: { not: { condition: "large" } }, event: { type: "none" } },
  ],
};
const ruleSet = (change: object = {}): RuleSet => ruleSetSchema.parse({ ...DISCOUNT, ...change });
const lead = { id: "L1", company: "Acme", owner: "ann" };
function sources(more: Partial<FactSources> = {}) {
  return {
    readRecord: vi.fn<FactSources["readRecord"]>(async () => lead),
    runOperation: vi.fn<FactSources["runOperation"]>(async () => ({ rating: "AAA" })),
    askRuleSet: vi.fn<FactSources["askRuleSet"]>(async () => ({ events: [] })),
    ...more,
  };
}
const ask = async (set: RuleSet, input: Record<string, Json>, from: FactSources = sources(), more: object = {}) =>
  evaluateRuleSet(set, { input, now: NOW, sources: from, ...more });

describe("asking a rule set", () => {
  it("gives the events of all rules that hold, by priority, with values of facts, and says why", async () => {
    const from = sources();
    const result = await ask(ruleSet(), { amount: 1_500, leadId: "L1" }, from);
    expect(result.events).toEqual([
      { type: "discount", params: { percent: 20, to: "ann" }, rule: "gold" },
      { type: "discount", params: { percent: 5 }, rule: "large" },
    ]);
    expect(result.rules.map(({ id, status }) => [id, status])).toEqual([
      ["gold", "held"],
      ["large", "held"],
      ["small", "not-held"],
    ]);
    expect(result.rules[0]?.explanation).toMatchObject({
      kind: "all",
      held: true,
      children: [
        { kind: "leaf", held: true, fact: "credit", path: "rating", operator: "equal", expected: "AAA", actual: "AAA" },
        { kind: "all", id: "large", held: true, children: [{ actual: 1_500, expected: 1_000 }] },
      ],
    });
    expect(result.rules[2]?.explanation).toMatchObject({ kind: "not", held: false });
    expect(from.readRecord).toHaveBeenCalledExactlyOnceWith("lead", "L1");
    expect(from.runOperation).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: "credit" }), {
      company: "Acme",
    });
    expect(result.facts.map(({ id, from: where }) => [id, where])).toEqual([
      ["lead", "fetched"],
      ["credit", "fetched"],
    ]);
  });

  it("fetches nothing that no rule needs: what is there is asked first", async () => {
    const from = sources();
    const when = { all: [leaf("credit", "rating", "equal", "AAA"), leaf("input", "amount", "greaterThan", 1_000)] };
    const rules = [{ id: "gold", when, event: { type: "discount" } }];
    const result = await ask(ruleSet({ rules }), { amount: 5 }, from);
    expect(result.events).toEqual([]);
    expect(from.runOperation).not.toHaveBeenCalled();
    expect(from.readRecord).not.toHaveBeenCalled();
    expect(result.rules[0]?.explanation?.children).toEqual([expect.objectContaining({ fact: "input", held: false })]);
  });

  it("asks no further rule after the first that holds, in the mode first", async () => {
    const result = await ask(ruleSet({ mode: "first" }), { amount: 1_500, leadId: "L1" });
    expect(result.events.map(({ rule }) => rule)).toEqual(["gold"]);
    expect(result.rules.map(({ status }) => status)).toEqual(["held", "not-asked", "not-asked"]);
    const other = await ask(ruleSet({ mode: "first" }), { amount: 5, leadId: "L1" });
    expect(other.events.map(({ rule }) => rule)).toEqual(["small"]);
  });

  it("leaves out a rule that is switched off; a record that is not there is empty", async () => {
    const off = DISCOUNT.rules.map((rule) => (rule.id === "large" ? Object.assign({ disabled: true }, rule) : rule));
    const result = await ask(ruleSet({ rules: off }), { amount: 1_500, leadId: "L1" });
    expect(result.rules[1]).toEqual({ id: "large", status: "not-asked", explanation: null });
    const rules = [{ id: "nobody", when: leaf("lead", "company", "isEmpty", true), event: { type: "unknown" } }];
    const none = await ask(ruleSet({ rules }), { amount: 1 }, sources({ readRecord: async () => null }));
    expect(none.events).toHaveLength(1);
  });

  it("refuses input that is not declared, not given, or of another type", async () => {
    const codeOf = async (input: Record<string, Json>) =>
      ask(ruleSet(), input).then(
        () => null,
        (error: { code: string }) => error.code,
      );
    expect(await codeOf({ amount: 1, colour: "red" })).toBe("RULE_SET_INPUT_UNKNOWN");
    expect(await codeOf({ leadId: "L1" })).toBe("RULE_SET_INPUT_MISSING");
    expect(await codeOf({ amount: "much" })).toBe("RULE_SET_INPUT_TYPE");
  });

  it("a fact that fails or is late is an error with its name; one that nothing declares too", async () => {
    const failing = sources({ runOperation: async () => Promise.reject(userError("ERP_DOWN", "no answer")) });
    await expect(ask(ruleSet(), { amount: 1_500, leadId: "L1" }, failing)).rejects.toMatchObject({
      code: "RULE_SET_FACT_FAILED",
      details: { fact: "credit", code: "ERP_DOWN" },
    });
    const facts = [{ ...DISCOUNT.facts[0], timeoutSeconds: 0.1 }, DISCOUNT.facts[1]];
    const late = sources({ readRecord: async () => new Promise(() => {}) });
    await expect(ask(ruleSet({ facts }), { amount: 1_500, leadId: "L1" }, late)).rejects.toMatchObject({
      code: "RULE_SET_FACT_TIMEOUT",
      retryable: true,
    });
    const odd = sources({ runOperation: async () => ({ grade: 1 }) });
    await expect(ask(ruleSet(), { amount: 1_500, leadId: "L1" }, odd)).rejects.toMatchObject({
      code: "CONDITION_PATH_MISSING",
    });
    await expect(ask(ruleSet(), { amount: 1 }, sources(), { given: { debt: 1 } })).rejects.toMatchObject({
      code: "RULE_SET_FACT_UNKNOWN",
    });
  });

  it("keeps a fact for its time, apart for each question", async () => {
    const from = sources();
    const facts = [{ ...DISCOUNT.facts[0], cacheSeconds: 60 }];
    const rules = [{ id: "known", when: leaf("lead", "company", "equal", "Acme"), event: { type: "known" } }];
    const cache = { values: createFactCache(), prefix: "workspace" };
    const set = ruleSet({ facts, rules });
    await ask(set, { amount: 1, leadId: "L1" }, from, { cache });
    const again = await ask(set, { amount: 2, leadId: "L1" }, from, { cache });
    expect(again.facts[0]?.from).toBe("cached");
    await ask(set, { amount: 2, leadId: "L2" }, from, { cache });
    expect(from.readRecord).toHaveBeenCalledTimes(2);
    await ask(set, { amount: 1, leadId: "L1" }, from, { cache: { ...cache, prefix: "other workspace" } });
    expect(from.readRecord).toHaveBeenCalledTimes(3);
  });

  it("runs stored tests with their own facts and names rules that none made hold", async () => {
    const tests = [
      { name: "small", input: { amount: 1 }, facts: { credit: { rating: "B" } }, expect: { events: ["none"] } },
      { name: "wrong", input: { amount: 1 }, facts: { credit: { rating: "B" } }, expect: { rules: ["gold"] } },
      { name: "no facts", input: { amount: 2_000, leadId: "L1" }, expect: { events: [] } },
    ];
    const { results, rulesNeverHeld } = await runRuleSetTests(ruleSet({ tests }), NOW);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(results[2]?.error).toContain("give its value");
    expect(rulesNeverHeld).toEqual(["gold", "large"]);
    await expect(ask(ruleSet(), { amount: 2_000, leadId: "L1" }, NO_SOURCES)).rejects.toMatchObject({
      code: "RULE_SET_FACT_UNREACHABLE",
    });
  });
});

describe("checking at save", () => {
  const context = { objects: [...BUILT_IN_OBJECTS], conditions: {} };
  const codes = (change: object, more: object = {}) =>
    checkRuleSet(ruleSet(change), { ...context, ...more }).map(({ code, path }) => `${code} ${path}`);
  const rule = (when: object) => ({ rules: [{ id: "a", when, event: { type: "x" } }] });

  it("accepts the example and names what is wrong where it is", () => {
    expect(codes({})).toEqual([]);
    expect(codes(rule(leaf("input", "colour", "equal", "red")))).toEqual(["CONDITION_PATH_MISSING rules.0.when.path"]);
    expect(codes(rule(leaf("lead", "nope", "equal", "x")))).toEqual(["CONDITION_PATH_MISSING rules.0.when.path"]);
    expect(codes(rule(leaf("input", "amount", "greaterThan", "10")))).toEqual([
      "CONDITION_TYPE_MISMATCH rules.0.when.value",
    ]);
    expect(codes(rule(leaf("account", "tier", "equal", "gold")))).toEqual(["CONDITION_FACT_MISSING rules.0.when.path"]);
    expect(codes(rule(leaf("input", "amount", "resembles", 1)))).toEqual([
      "CONDITION_OPERATOR_UNKNOWN rules.0.when.operator",
    ]);
    expect(codes(rule({ any: [] }))).toEqual(["CONDITION_GROUP_EMPTY rules.0.when.any"]);
    expect(codes(rule({ condition: "nobody" }))).toEqual(["CONDITION_NAME_UNKNOWN rules.0.when.condition"]);
  });

  it("checks a shared condition where it is used, and circles", () => {
    const shared = { vip: leaf("record", "tier", "equal", "gold") } as never;
    expect(codes(rule({ condition: "vip" }), { conditions: shared })).toEqual([
      "CONDITION_FACT_MISSING rules.0.when.condition.path",
    ]);
    expect(codes({ conditions: { a: { condition: "b" }, b: { condition: "a" } } })[0]).toContain("CONDITION_CYCLE");
    const one = { key: "a", name: "A", when: { condition: "b" } };
    const issues = checkSharedCondition(one, { ...context, conditions: { b: { condition: "a" } } });
    expect(issues.map(({ code }) => code)).toEqual(["CONDITION_CYCLE"]);
    const typed = { key: "a", name: "A", object: "lead", when: leaf("record", "visits", "equal", "many") as never };
    expect(checkSharedCondition(typed, context).map(({ code }) => code)).toEqual(["CONDITION_TYPE_MISMATCH"]);
  });

  it("facts may read each other, not in a circle; operations that write are refused", () => {
    const fact = (id: string, recordId: string) => ({ id, type: "record", object: "lead", recordId });
    const circle = [fact("a", "=facts.b.id"), fact("b", "=facts.a.id")];
    expect(codes({ facts: circle, ...rule(leaf("input", "amount", "equal", 1)) })).toEqual([
      "RULE_SET_FACT_CYCLE facts",
    ]);
    expect(codes({ facts: [fact("a", "=input.nope")], ...rule(leaf("input", "amount", "equal", 1)) })).toEqual([
      "RULE_SET_INPUT_UNKNOWN facts.0",
    ]);
    const operation = { name: "erp.credit", kind: "action", sideEffect: true };
    expect(codes({}, { connectors: [{ operations: [operation] }] })).toEqual(["RULE_SET_FACT_WRITES facts.1"]);
    expect(codes({}, { connectors: [] })).toEqual(["RULE_SET_INVALID facts.1"]);
  });

  it("a fact's operation needs a connection where its connector cannot do without", () => {
    const connector = {
      id: "erp",
      auth: { type: "object" },
      operations: [{ name: "erp.credit", kind: "action", sideEffect: false }],
    };
    expect(codes({}, { connectors: [connector] })).toEqual(["CONNECTION_MISSING facts.1.connection"]);
    expect(codes({}, { connectors: [{ ...connector, authOptional: true }] })).toEqual([]);
    const facts = DISCOUNT.facts.map((fact) => (fact.type === "operation" ? { ...fact, connection: "main" } : fact));
    expect(codes({ facts }, { connectors: [connector] })).toEqual([]);
  });

  it("refuses repeated ids and reserved names", () => {
    const problem = (change: object) => ruleSetSchema.safeParse({ ...DISCOUNT, ...change }).error?.issues[0]?.message;
    expect(problem({ rules: [DISCOUNT.rules[0], DISCOUNT.rules[0]] })).toBe("gold is there twice");
    expect(problem({ facts: [{ ...DISCOUNT.facts[0], id: "input" }] })).toBe("no fact may be called input");
  });
});
