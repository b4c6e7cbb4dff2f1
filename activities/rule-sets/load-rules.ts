import { Engine, type RuleProperties, type TopLevelCondition } from "json-rules-engine";
import type { Condition } from "../../definitions/condition.ts";
import { userError } from "../../definitions/errors.ts";
import { pathResolver, registerOperators } from "../../definitions/rules/engine.ts";
import type { Rule, RuleSet } from "../../definitions/rule-sets/rule-set.ts";
import { isJsonObject } from "../../definitions/is-json-object.ts";

/** Facts that are there from the start are asked before those that must be fetched. */
export const GIVEN_PRIORITY = 100;
const CHEAP_GROUP_PRIORITY = 50;

type Named = Readonly<Record<string, Condition>>;

function isCheap(condition: Condition, fetched: ReadonlySet<string>): boolean {
  if ("all" in condition) return condition.all.every((part) => isCheap(part, fetched));
  if ("any" in condition) return condition.any.every((part) => isCheap(part, fetched));
  if ("not" in condition) return isCheap(condition.not, fetched);
  if ("condition" in condition) return false;
  const { value } = condition;
  const other = isJsonObject(value) ? value["fact"] : null;
  return !fetched.has(condition.fact) && (typeof other !== "string" || !fetched.has(other));
}

/** The condition as json-rules-engine takes it: parts that need no fetched fact come first. */
function toEngine(condition: Condition, fetched: ReadonlySet<string>): Record<string, unknown> {
  const priority = isCheap(condition, fetched) ? { priority: CHEAP_GROUP_PRIORITY } : {};
  if ("all" in condition)
    return { ...condition, all: condition.all.map((part) => toEngine(part, fetched)), ...priority };
  if ("any" in condition)
    return { ...condition, any: condition.any.map((part) => toEngine(part, fetched)), ...priority };
  if ("not" in condition) return { ...condition, not: toEngine(condition.not, fetched), ...priority };
  return { ...condition };
}

/** json-rules-engine wants a group at the top of a rule and of a named condition. */
function toTopLevel(condition: Condition, fetched: ReadonlySet<string>, name?: string): TopLevelCondition {
  const isGroup = "all" in condition || "any" in condition || "not" in condition;
  const part = toEngine(condition, fetched);
  const top = isGroup && name === undefined ? part : { all: [part], ...(name === undefined ? {} : { name }) };
  return top as unknown as TopLevelCondition;
}

function toRule(rule: Rule, priority: number, fetched: ReadonlySet<string>): RuleProperties {
  return {
    name: rule.id,
    priority,
    conditions: toTopLevel(rule.when, fetched),
    event: { type: rule.event.type, ...(rule.event.params === undefined ? {} : { params: { ...rule.event.params } }) },
  };
}

/** The rules that are asked, highest priority first, those of one priority in their order. */
export function rulesInOrder({ rules }: RuleSet): Rule[] {
  return rules.filter(({ disabled }) => disabled !== true).toSorted((a, b) => b.priority - a.priority);
}

/**
 * A rule set as a json-rules-engine engine with our operators, still without facts. In the mode `first` every rule has a
 * priority of its own, so that the engine asks one after the other and can be stopped by the first that holds. Throws
 * `RULE_SET_INVALID` with what the engine says.
 */
export function loadRules(ruleSet: RuleSet, shared: Named, now: string): Engine {
  const fetched = new Set(ruleSet.facts.map(({ id }) => id));
  try {
    const engine = new Engine([], {
      pathResolver,
      allowUndefinedConditions: false,
      allowUndefinedFacts: false,
      replaceFactsInEventParams: true,
    });
    registerOperators(engine, now);
    for (const [name, condition] of Object.entries({ ...shared, ...ruleSet.conditions }))
      engine.setCondition(name, toTopLevel(condition, fetched, name));
    const ordered = rulesInOrder(ruleSet);
    ordered.forEach((rule, index) => {
      engine.addRule(toRule(rule, ruleSet.mode === "first" ? ordered.length - index : rule.priority, fetched));
    });
    return engine;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw userError("RULE_SET_INVALID", `json-rules-engine refuses the rule set ${ruleSet.key}: ${problem}`, {
      ruleSet: ruleSet.key,
      problem,
    });
  }
}
