import type { Condition } from "../../definitions/condition.ts";
import { errorDataOf, userError } from "../../definitions/errors.ts";
import type { RuleSet } from "../../definitions/rule-sets/rule-set.ts";
import { evaluateRuleSet } from "./evaluate-rule-set.ts";
import type { FactSources } from "./fetch-facts.ts";

/** Sources where nothing can be fetched: a question must bring its facts. */
export const NO_SOURCES: FactSources = {
  readRecord: async (object) => refuse(`a ${object}`),
  runOperation: async (fact) => refuse(fact.id),
  askRuleSet: async (key) => refuse(key),
};
function refuse(fact: string): never {
  throw userError("RULE_SET_FACT_UNREACHABLE", `${fact} cannot be fetched here: give its value.`, { fact });
}

/** One stored test's outcome. */
export interface RuleSetTestResult {
  name: string;
  ok: boolean;
  expected: RuleSet["tests"][number]["expect"];
  actual: { events: string[]; rules: string[] } | null;
  error?: string;
}

/** Runs the tests that are stored with a rule set: facts come from the tests alone. `now` where a test names no time. */
export async function runRuleSetTests(
  ruleSet: RuleSet,
  now: string,
  conditions: Readonly<Record<string, Condition>> = {},
): Promise<{ results: RuleSetTestResult[]; rulesNeverHeld: string[] }> {
  const held = new Set<string>();
  const results: RuleSetTestResult[] = [];
  for (const test of ruleSet.tests) {
    const given = test.facts ?? {};
    const question = { input: test.input, now: test.now ?? now, sources: NO_SOURCES, conditions, given };
    try {
      const result = await evaluateRuleSet(ruleSet, question);
      const events = result.events.map(({ type }) => type);
      const rules = result.rules.filter(({ status }) => status === "held").map(({ id }) => id);
      for (const id of rules) held.add(id);
      const { expect } = test;
      const ok =
        (expect.events === undefined || expect.events.join("\n") === events.join("\n")) &&
        (expect.rules === undefined || expect.rules.toSorted().join() === rules.toSorted().join());
      results.push({ name: test.name, ok, expected: expect, actual: { events, rules } });
    } catch (thrown) {
      results.push({
        name: test.name,
        ok: false,
        expected: test.expect,
        actual: null,
        error: errorDataOf(thrown).message,
      });
    }
  }
  const rulesNeverHeld = ruleSet.rules
    .filter(({ id, disabled }) => disabled !== true && !held.has(id))
    .map(({ id }) => id);
  return { results, rulesNeverHeld };
}
