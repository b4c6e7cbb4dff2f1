import type { Engine, RuleResult } from "json-rules-engine";
import type { Condition } from "../../definitions/condition.ts";
import { FlowrightError, userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import { MISSING } from "../../definitions/rules/path.ts";
import type { RuleSet } from "../../definitions/rule-sets/rule-set.ts";
import type { RuleOutcome, RuleSetResult } from "../../definitions/rule-sets/rule-set-result.ts";
import { explainRule } from "./explain-rule.ts";
import type { FactCache } from "./fact-cache.ts";
import { createFactReader, type FactReader, type FactSources } from "./fetch-facts.ts";
import { GIVEN_PRIORITY, loadRules, rulesInOrder } from "./load-rules.ts";
import { readInput } from "./read-input.ts";

export interface RuleSetQuestion {
  input: JsonObject;
  /** ISO 8601: what conditions relative to the present go by. */
  now: string;
  sources: FactSources;
  /** Shared conditions by key. */
  conditions?: Readonly<Record<string, Condition>>;
  /** Facts that the caller has; they are not fetched. */
  given?: JsonObject;
  cache?: { values: FactCache; prefix: string };
}

/**
 * Asks a rule set: which rules hold, the events they give, and why. Facts are fetched only when a rule needs them, each
 * once. Throws `RULE_SET_INPUT_*`, `RULE_SET_FACT_*`, `RULE_SET_INVALID`, and what conditions throw.
 */
export async function evaluateRuleSet(ruleSet: RuleSet, question: RuleSetQuestion): Promise<RuleSetResult> {
  const { now, sources, conditions = {}, given = {}, cache } = question;
  const input = readInput(ruleSet, question.input);
  const reader = createFactReader({
    facts: ruleSet.facts,
    input,
    given,
    now,
    sources,
    ...(cache === undefined ? {} : { cache }),
  });
  const engine = loadRules(ruleSet, conditions, now);
  engine.addFact("input", input, { priority: GIVEN_PRIORITY });
  engine.addFact("run", { now }, { priority: GIVEN_PRIORITY });
  for (const { id } of ruleSet.facts) engine.addFact(id, () => reader.read(id));
  const { held, notHeld } = await runEngine(engine, ruleSet);
  return resultOf(ruleSet, held, notHeld, reader);
}

async function runEngine(engine: Engine, ruleSet: RuleSet): Promise<{ held: RuleResult[]; notHeld: RuleResult[] }> {
  if (ruleSet.mode === "first") engine.on("success", () => engine.stop());
  try {
    const { results, failureResults } = await engine.run();
    return { held: results, notHeld: failureResults };
  } catch (error) {
    if (error instanceof FlowrightError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw userError("RULE_SET_INVALID", `The rule set ${ruleSet.key} cannot be asked: ${problem}`, {
      ruleSet: ruleSet.key,
      problem,
    });
  }
}

function resultOf(ruleSet: RuleSet, held: RuleResult[], notHeld: RuleResult[], reader: FactReader): RuleSetResult {
  const byName = (results: RuleResult[]) => new Map(results.map((result) => [result.name, result]));
  const holding = byName(held);
  const failing = byName(notHeld);
  const rules = ruleSet.rules.map(({ id }): RuleOutcome => {
    const result = holding.get(id) ?? failing.get(id);
    if (result === undefined) return { id, status: "not-asked", explanation: null };
    return { id, status: holding.has(id) ? "held" : "not-held", explanation: explainRule(result) };
  });
  const events = rulesInOrder(ruleSet).flatMap(({ id }) => {
    const event = holding.get(id)?.event;
    return event === undefined ? [] : [{ type: event.type, params: paramsOf(id, event.params ?? {}), rule: id }];
  });
  return { events, rules, facts: reader.outcomes() };
}

/** Throws `CONDITION_PATH_MISSING` for a parameter whose path nothing declares. */
function paramsOf(rule: string, params: Record<string, unknown>): JsonObject {
  for (const [name, value] of Object.entries(params))
    if (value === MISSING || value === undefined)
      throw userError("CONDITION_PATH_MISSING", `nothing declares the parameter ${name} of the rule ${rule}`, {
        path: `${rule}.${name}`,
      });
  return structuredClone(params) as Record<string, Json>;
}
