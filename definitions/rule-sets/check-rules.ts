import type { Issue } from "../api.ts";
import type { Catalogue } from "../catalogue.ts";
import type { Condition } from "../condition.ts";
import { FlowrightError } from "../errors.ts";
import { listReferences } from "../expression/index.ts";
import { ANY, objectOf, type ValueType } from "../expression/types.ts";
import { fillText } from "../error-texts/fill-text.ts";
import { RuleSetTexts } from "../error-texts/rule-sets.ts";
import type { PointsModel } from "../scoring/points-model.ts";
import { checkCondition, checkNamedConditions } from "../validate/check-condition.ts";
import { makeIssue } from "../validate/issue.ts";
import { fieldType, RUN_TYPE, typeOfObject } from "../validate/source-types.ts";
import { factCircle, mappedInputOf } from "./fact-order.ts";
import type { RuleFact, RuleSet } from "./rule-set.ts";
import type { SharedCondition } from "./shared-condition.ts";

/** What rules may refer to: the workspace's kinds of record and shared conditions. */
export interface RulesContext {
  objects: Catalogue["objects"];
  conditions: Readonly<Record<string, Condition>>;
  /** Absent where operations are not known: they are not checked then. */
  connectors?: Catalogue["connectors"] | undefined;
}

function checkIn(
  condition: Condition,
  path: string,
  names: Readonly<Record<string, ValueType>>,
  known: Readonly<Record<string, Condition>>,
): Issue[] {
  return checkCondition(
    condition,
    { path },
    { namedConditions: new Map(Object.entries(known)), scopeFor: () => ({ names }), explainPath: () => null },
  );
}

function recordType(object: string | undefined, { objects }: RulesContext): ValueType {
  const found = objects.find(({ name }) => name === object);
  return found === undefined ? ANY : typeOfObject(found);
}

function issueOf(code: keyof typeof RuleSetTexts, path: string, details: Record<string, unknown>): Issue {
  return { code, severity: "error", path, message: fillText(RuleSetTexts[code].en, details), details };
}

/** Checks a points model's conditions: operators, fields, types, shared conditions. */
export function checkPointsModel(model: PointsModel, context: RulesContext): Issue[] {
  const names = { record: recordType(model.object, context), run: RUN_TYPE };
  return model.rules.flatMap((rule, index) => checkIn(rule.when, `rules.${index}.when`, names, context.conditions));
}

/** Checks a shared condition as it would be beside the others: its leaves, and circles among them. */
export function checkSharedCondition(shared: SharedCondition, context: RulesContext): Issue[] {
  const all = { ...context.conditions, [shared.key]: shared.when };
  const names: Record<string, ValueType> = {
    record: recordType(shared.object, context),
    run: RUN_TYPE,
    trigger: ANY,
    vars: ANY,
    steps: ANY,
    item: ANY,
    index: ANY,
    event: ANY,
    input: ANY,
  };
  const circles = checkNamedConditions(all);
  return circles.length > 0 ? circles : checkIn(shared.when, "when", names, all);
}

function factType(fact: RuleFact, context: RulesContext): ValueType {
  return fact.type === "record" ? recordType(fact.object, context) : ANY;
}

function checkFact(fact: RuleFact, index: number, ruleSet: RuleSet, { connectors }: RulesContext): Issue[] {
  const path = `facts.${index}`;
  const issues: Issue[] = [];
  let references: string[] = [];
  try {
    references = listReferences(mappedInputOf(fact));
  } catch (error) {
    if (!(error instanceof FlowrightError)) throw error;
    issues.push(issueOf("RULE_SET_INVALID", path, { problem: error.message }));
  }
  for (const reference of references) {
    const [root, name = ""] = reference.split(".");
    if (root === "input" && ruleSet.inputs.every((input) => input.name !== name))
      issues.push(issueOf("RULE_SET_INPUT_UNKNOWN", path, { ruleSet: ruleSet.key, name }));
    else if (root === "facts" && ruleSet.facts.every(({ id }) => id !== name))
      issues.push(issueOf("RULE_SET_FACT_UNKNOWN", path, { fact: name }));
    else if (root !== "input" && root !== "facts" && root !== "run")
      issues.push(
        issueOf("RULE_SET_INVALID", path, { problem: `${fact.id} may use input, facts and run, not ${root}` }),
      );
  }
  if (fact.type !== "operation" || connectors === undefined) return issues;
  return [...issues, ...checkOperation(fact, path, connectors)];
}

/** The operation of a fact must be there, only read, and have the connection that its connector cannot do without. */
function checkOperation(
  { operation: name, connection }: Extract<RuleFact, { type: "operation" }>,
  path: string,
  connectors: Catalogue["connectors"],
): Issue[] {
  const connector = connectors.find(({ operations }) => operations.some((operation) => operation.name === name));
  const operation = connector?.operations.find((one) => one.name === name);
  if (connector === undefined || operation === undefined)
    return [issueOf("RULE_SET_INVALID", path, { problem: `no connector has the operation ${name}` })];
  if (operation.sideEffect || operation.kind !== "action")
    return [issueOf("RULE_SET_FACT_WRITES", path, { operation: name })];
  return connector.auth === undefined || connector.authOptional === true || connection !== undefined
    ? []
    : [makeIssue("CONNECTION_MISSING", { path: `${path}.connection` }, { connector: connector.id })];
}

/** Checks a rule set: conditions against its inputs and facts, facts' inputs, circles. Empty where it can be used. */
export function checkRuleSet(ruleSet: RuleSet, context: RulesContext): Issue[] {
  const circle = factCircle(ruleSet.facts);
  if (circle !== null) return [issueOf("RULE_SET_FACT_CYCLE", "facts", { facts: circle.join(" → ") })];
  const inputs = Object.fromEntries(
    ruleSet.inputs.map((input) => [input.name, fieldType({ ...input, title: input.title ?? input.name })]),
  );
  const names: Record<string, ValueType> = { input: objectOf(inputs), run: objectOf({ now: { kind: "instant" } }) };
  for (const fact of ruleSet.facts) names[fact.id] = factType(fact, context);
  const named = { ...context.conditions, ...ruleSet.conditions };
  const circles = checkNamedConditions(named);
  if (circles.length > 0) return circles;
  return [
    ...ruleSet.facts.flatMap((fact, index) => checkFact(fact, index, ruleSet, context)),
    ...Object.entries(ruleSet.conditions).flatMap(([key, when]) => checkIn(when, `conditions.${key}`, names, named)),
    ...ruleSet.rules.flatMap((rule, index) => checkIn(rule.when, `rules.${index}.when`, names, named)),
  ];
}
