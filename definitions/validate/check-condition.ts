import type { Issue } from "../api.ts";
import type { Condition, ConditionLeaf } from "../condition.ts";
import { FlowrightError } from "../errors.ts";
import { isJsonObject } from "../is-json-object.ts";
import type { Json } from "../json.ts";
import { compilePattern } from "../expression/pattern.ts";
import { ANY, describeType, type ScopeTypes, type ValueType } from "../expression/types.ts";
import { isGroup } from "../rules/list-operators.ts";
import { OPERATORS_BY_NAME, type Operator } from "../rules/operators.ts";
import { splitPath } from "../rules/path.ts";
import type { MappedContext } from "./check-mapped.ts";
import { makeIssue, placeIn, type Place } from "./issue.ts";
import { kindOf, shapeProblem } from "./literal-shape.ts";

/** What a condition may refer to beyond its scope. */
export interface ConditionContext extends MappedContext {
  /** The shared conditions by name; undefined for one whose content is not known here. */
  namedConditions: ReadonlyMap<string, Condition | undefined>;
  /** Keys of the calendars that a rule may count business time in; absent where rules are asked without calendars. */
  calendars?: ReadonlySet<string>;
}

function stepIdOf(fact: string, path: string | undefined): Set<string> {
  const first = fact === "steps" ? (path ?? "").split(/[.[]/, 1)[0] : undefined;
  return new Set(first === undefined || first === "" ? [] : [first]);
}

/** The type at a fact's path; issues where nothing declares it. */
function referenceType(
  reference: { fact: string; path?: string | undefined },
  place: Place,
  context: MappedContext,
  acceptsMissing: boolean,
): { type: ValueType; issues: Issue[] } {
  const { fact, path } = reference;
  const scope: ScopeTypes = context.scopeFor(stepIdOf(fact, path));
  const root = Object.hasOwn(scope.names, fact) ? scope.names[fact] : undefined;
  if (root === undefined) return { type: ANY, issues: [makeIssue("CONDITION_FACT_MISSING", place, { fact })] };
  let segments: readonly string[];
  try {
    segments = splitPath(path);
  } catch {
    return { type: ANY, issues: [makeIssue("CONDITION_PATH_INVALID", place, { path })] };
  }
  let type: ValueType = root;
  let walked = fact;
  for (const segment of segments) {
    walked = `${walked}.${segment}`;
    if (type.kind === "any") return { type: ANY, issues: [] };
    if (type.kind === "list" && /^\d+$/.test(segment)) {
      type = type.item;
      continue;
    }
    const found: ValueType | undefined =
      type.kind === "object" && Object.hasOwn(type.fields, segment) ? type.fields[segment] : undefined;
    if (found === undefined) {
      if (type.kind === "object" && (type.open || (acceptsMissing && fact !== "steps")))
        return { type: ANY, issues: [] };
      const whole = `${fact}.${segments.join(".")}`;
      return {
        type: ANY,
        issues: [context.explainPath(whole, place) ?? makeIssue("CONDITION_PATH_MISSING", place, { path: walked })],
      };
    }
    type = found;
  }
  return { type, issues: [] };
}

function isReference(value: unknown): value is { fact: string; path?: string } {
  return typeof value === "object" && value !== null && "fact" in value && typeof value.fact === "string";
}

/** The kind of literal that a type compares with. */
function comparableKind(type: ValueType): string | null {
  switch (type.kind) {
    case "string":
    case "instant":
    case "date":
    case "duration":
      return "string";
    case "number":
    case "boolean":
      return type.kind;
    case "list":
    case "object":
    case "any":
    case "null":
    case "optional":
      return null;
  }
}

function isFitting(operator: Operator, type: ValueType): boolean {
  if (type.kind === "any" || type.kind === "null" || type.kind === "optional") return true;
  if (operator.appliesTo.includes(type.kind === "duration" ? "string" : type.kind)) return true;
  const isOrder = operator.standard && operator.value === "same";
  return isOrder && (type.kind === "instant" || type.kind === "date" || type.kind === "string");
}

/** Shapes whose values are not of the field's own type. */
const WITHOUT_TYPE = new Set(["duration", "business-duration", "condition", "none", "moment"]);

/** Checks the condition that `some` and `every` ask of each item: it sees the item and the run, and no shared conditions. */
function checkItems(leaf: ConditionLeaf, type: ValueType, place: Place, context: ConditionContext): Issue[] {
  const item = type.kind === "list" ? type.item : ANY;
  const inner: ConditionContext = {
    ...context,
    namedConditions: new Map(),
    scopeFor: (steps) => {
      const scope = context.scopeFor(steps);
      const { run = ANY } = scope.names;
      return { ...scope, names: { run, item } };
    },
  };
  return checkCondition(leaf.value as unknown as Condition, placeIn(place, "value"), inner);
}

/** The calendar of a business duration must exist, and rules that are asked without calendars can name none. */
function calendarIssues(value: Json, place: Place, { calendars }: ConditionContext): Issue[] {
  if (!isJsonObject(value)) return [];
  const { calendar } = value;
  if (calendars === undefined) return [makeIssue("CONDITION_CALENDAR_UNAVAILABLE", place, { calendar })];
  return typeof calendar === "string" && calendars.has(calendar)
    ? []
    : [makeIssue("CALENDAR_KEY_UNKNOWN", placeIn(place, "calendar"), { calendar })];
}

function literalIssues(
  leaf: ConditionLeaf,
  operator: Operator,
  type: ValueType,
  place: Place,
  context: ConditionContext,
): Issue[] {
  const at = placeIn(place, "value");
  const problem = shapeProblem(operator, leaf.value);
  if (problem !== null)
    return [makeIssue("CONDITION_VALUE_INVALID", at, { operator: operator.name, expected: problem })];
  if (operator.value === "business-duration") return calendarIssues(leaf.value, at, context);
  if (operator.value === "pattern") {
    try {
      compilePattern(typeof leaf.value === "string" ? leaf.value : "");
    } catch (thrown) {
      if (!(thrown instanceof FlowrightError)) throw thrown;
      return [makeIssue("CONDITION_PATTERN_INVALID", at, { pattern: leaf.value })];
    }
  }
  const wanted = comparableKind(type);
  if (wanted === null || WITHOUT_TYPE.has(operator.value)) return [];
  const values: unknown[] = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
  const mixed = values.find((value) => value !== null && kindOf(value) !== wanted);
  if (mixed !== undefined) return [mixedIssue(leaf, operator, type, mixed, at)];
  const isOrder = operator.name.startsWith("less") || operator.name.startsWith("greater");
  return isOrder && leaf.value === null ? [mixedIssue(leaf, operator, type, null, at)] : [];
}

function mixedIssue(leaf: ConditionLeaf, operator: Operator, type: ValueType, value: unknown, place: Place): Issue {
  return makeIssue("CONDITION_TYPE_MISMATCH", place, {
    path: leaf.path === undefined ? leaf.fact : `${leaf.fact}.${leaf.path}`,
    type: describeType(type),
    operator: operator.name,
    value: typeof value === "string" ? value : JSON.stringify(value),
  });
}

function checkLeaf(leaf: ConditionLeaf, place: Place, context: ConditionContext): Issue[] {
  const operator = OPERATORS_BY_NAME.get(leaf.operator);
  if (operator === undefined)
    return [makeIssue("CONDITION_OPERATOR_UNKNOWN", placeIn(place, "operator"), { operator: leaf.operator })];
  const left = referenceType(
    leaf,
    placeIn(place, leaf.path === undefined ? "fact" : "path"),
    context,
    operator.acceptsMissing === true,
  );
  const issues = [...left.issues];
  if (!isFitting(operator, left.type)) {
    const path = leaf.path === undefined ? leaf.fact : `${leaf.fact}.${leaf.path}`;
    issues.push(
      makeIssue("CONDITION_OPERATOR_UNFIT", placeIn(place, "operator"), {
        operator: operator.name,
        path,
        type: describeType(left.type),
      }),
    );
    return issues;
  }
  if (operator.value === "condition" && isGroup(leaf.value))
    return [...issues, ...checkItems(leaf, left.type, place, context)];
  if (!isReference(leaf.value)) return [...issues, ...literalIssues(leaf, operator, left.type, place, context)];
  const right = referenceType(leaf.value, placeIn(place, "value"), context, false);
  issues.push(...right.issues);
  const kinds = [comparableKind(left.type), comparableKind(right.type)];
  const isScalar = operator.value === "same" || operator.value === "text" || operator.value === "moment";
  if (isScalar && kinds[0] !== null && kinds[1] !== null && kinds[0] !== kinds[1]) {
    issues.push(mixedIssue(leaf, operator, left.type, describeType(right.type), placeIn(place, "value")));
  }
  return issues;
}

/** Checks a condition: operators, facts and paths, value shapes, mixed types, empty groups, named conditions. */
export function checkCondition(condition: Condition, place: Place, context: ConditionContext): Issue[] {
  return checkPart(condition, place, context, new Set());
}

/** `seen`: shared conditions whose content was checked here already, so that each is looked at once. */
function checkPart(condition: Condition, place: Place, context: ConditionContext, seen: Set<string>): Issue[] {
  for (const key of ["all", "any"] as const) {
    if (!(key in condition)) continue;
    const parts = (condition as Record<typeof key, Condition[]>)[key];
    const at = placeIn(place, key);
    if (parts.length === 0) return [makeIssue("CONDITION_GROUP_EMPTY", at)];
    return parts.flatMap((part, index) => checkPart(part, placeIn(at, index), context, seen));
  }
  if ("not" in condition) return checkPart(condition.not, placeIn(place, "not"), context, seen);
  if ("condition" in condition) {
    return checkNamed(condition.condition, placeIn(place, "condition"), context, seen);
  }
  return checkLeaf(condition as ConditionLeaf, place, context);
}

/** A shared condition must exist, and its content must fit where it is used; circles are refused when it is saved. */
function checkNamed(name: string, place: Place, context: ConditionContext, seen: Set<string>): Issue[] {
  if (!context.namedConditions.has(name)) return [makeIssue("CONDITION_NAME_UNKNOWN", place, { name })];
  const content = context.namedConditions.get(name);
  if (content === undefined || seen.has(name)) return [];
  seen.add(name);
  return checkPart(content, place, context, seen);
}

/** Names of conditions that a condition refers to. */
function namesIn(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(namesIn);
  if ("any" in condition) return condition.any.flatMap(namesIn);
  if ("not" in condition) return namesIn(condition.not);
  return "condition" in condition ? [condition.condition] : [];
}

/** Checks that shared conditions do not refer to each other in a circle, and only to ones that exist. */
export function checkNamedConditions(named: Readonly<Record<string, Condition>>): Issue[] {
  const issues: Issue[] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name)) {
      const names = [...trail.slice(trail.indexOf(name)), name];
      issues.push(makeIssue("CONDITION_CYCLE", { path: `conditions.${name}` }, { names }));
      return;
    }
    const condition = Object.hasOwn(named, name) ? named[name] : undefined;
    if (condition === undefined) {
      issues.push(makeIssue("CONDITION_NAME_UNKNOWN", { path: `conditions.${trail.at(-1) ?? name}` }, { name }));
      return;
    }
    if (done.has(name)) return;
    for (const next of namesIn(condition)) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of Object.keys(named)) visit(name, []);
  return issues;
}
