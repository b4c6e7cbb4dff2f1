import type { Condition, ConditionLeaf } from "../condition.ts";
import { userError } from "../errors.ts";
import type { Explanation } from "../run.ts";
import type { Calendar } from "../resources.ts";
import type { Operator, OperatorContext, ValueShape, Verdict } from "./define-operator.ts";
import { isGroup } from "./list-operators.ts";
import { findOperator } from "./operators.ts";
import { MISSING, resolvePath, splitPath, type PathSegments } from "./path.ts";

/**
 * The facts by name: `trigger`, `record`, `steps`, `vars`, `item`, `index`, `run`, `event`. Beside them may stand
 * `calendars` by key, for rules that count business time.
 */
export type Facts = Readonly<Record<string, unknown>>;

/** A condition as plain functions. Both throw `CONDITION_FACT_MISSING`, `CONDITION_PATH_MISSING`, `CONDITION_NOW_MISSING`. */
export interface CompiledCondition {
  evaluate(facts: Facts): boolean;
  /**
   * Every leaf, its value, and why it held or not. An undeclared path throws where `evaluate` throws; in a part that no
   * longer decides (`isDecided`) it is told as reason `missing`.
   */
  explain(facts: Facts, isDecided?: boolean): Explanation;
}

type Named = Readonly<Record<string, Condition>>;

interface Reference {
  fact: string;
  path: string | undefined;
  segments: PathSegments;
}

/** Reads a fact's value at a path; `MISSING` where nothing declares it. A step that did not run is empty, not undeclared. */
function readReference(facts: Facts, reference: Reference): unknown {
  const root = facts[reference.fact];
  if (root === undefined) {
    if (Object.hasOwn(facts, reference.fact)) return null;
    throw userError("CONDITION_FACT_MISSING", `there is no "${reference.fact}" here`, { fact: reference.fact });
  }
  const { segments } = reference;
  if (segments.length === 0) return root;
  if (reference.fact === "steps" && isAbsentStep(root, segments[0] ?? "")) return null;
  return resolvePath(root, segments);
}

function isAbsentStep(steps: unknown, stepId: string): boolean {
  return typeof steps === "object" && steps !== null && !Object.hasOwn(steps, stepId);
}

function missingPath(reference: Reference): Error {
  const path = reference.path === undefined ? reference.fact : `${reference.fact}.${reference.path}`;
  return userError("CONDITION_PATH_MISSING", `nothing declares "${path}"`, { path });
}

function isReference(value: unknown): value is { fact: string; path?: string } {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "fact");
}

function makeReference(fact: string, path: string | undefined): Reference {
  return { fact, path, segments: splitPath(path) };
}

/** Shapes of values whose operators look beyond fact and value. */
const CONTEXT_SHAPES: ReadonlySet<ValueShape> = new Set(["duration", "business-duration", "condition"]);
const NO_CONTEXT: OperatorContext = { now: undefined, calendars: undefined, holds: () => false };

/** The facts that a condition over an item of a list sees: the item and the run. */
function factsOfItem(facts: Facts, item: unknown): Facts {
  return { item, run: facts["run"] ?? {}, calendars: facts["calendars"] };
}

function contextOf(facts: Facts): OperatorContext {
  const { run, calendars } = facts as { run?: { now?: string }; calendars?: Record<string, Calendar> };
  return {
    now: run?.now,
    calendars,
    holds: (condition, item) => compileOnce(condition, undefined).evaluate(factsOfItem(facts, item)),
  };
}

/** The verdict of a leaf, with what was compared. */
interface LeafResult {
  verdict: Verdict | "missing";
  actual: unknown;
  expected: unknown;
}

function compileLeaf(leaf: ConditionLeaf): CompiledCondition {
  const operator: Operator = findOperator(leaf.operator);
  const left = makeReference(leaf.fact, leaf.path);
  const right = isReference(leaf.value) ? makeReference(leaf.value.fact, leaf.value.path) : null;
  const literal: unknown = leaf.value;
  const asksContext = CONTEXT_SHAPES.has(operator.value);
  // Compiled here, so that what is wrong in it is found before the first item is asked.
  const ofItems = operator.value === "condition" && isGroup(leaf.value) ? compileOnce(leaf.value, undefined) : null;
  const test = (actual: unknown, expected: unknown, facts: Facts): Verdict =>
    operator.test(actual, expected, asksContext ? contextOf(facts) : NO_CONTEXT);

  const evaluate = (facts: Facts): boolean => {
    let actual = readReference(facts, left);
    const expected = right === null ? literal : readReference(facts, right);
    if (actual === MISSING) {
      if (operator.acceptsMissing !== true) throw missingPath(left);
      actual = null;
    }
    if (expected === MISSING && right !== null) throw missingPath(right);
    return test(actual, expected, facts) === true;
  };
  const run = (facts: Facts): LeafResult => {
    const actual = readReference(facts, left);
    const expected = right === null ? literal : readReference(facts, right);
    const isMissing = (actual === MISSING && operator.acceptsMissing !== true) || expected === MISSING;
    if (isMissing) return { verdict: "missing", actual: null, expected: expected === MISSING ? null : expected };
    const value = actual === MISSING ? null : actual;
    return { verdict: test(value, expected, facts), actual: value, expected };
  };
  const explain = (facts: Facts, isDecided = false): Explanation => {
    const { verdict, actual, expected } = run(facts);
    if (verdict === "missing" && !isDecided) evaluate(facts);
    return {
      kind: "leaf",
      held: verdict === true,
      fact: leaf.fact,
      ...(leaf.path === undefined ? {} : { path: leaf.path }),
      operator: leaf.operator,
      expected,
      actual,
      ...(typeof verdict === "string" ? { reason: verdict } : {}),
      ...(leaf.name === undefined ? {} : { id: leaf.name }),
      ...(ofItems === null || !Array.isArray(actual) ? {} : { children: explainItems(ofItems, actual, facts) }),
    };
  };
  return { evaluate, explain };
}

/** Items of a list whose explanation is given, at most. */
const MAX_EXPLAINED_ITEMS = 20;

/** Why each item meets a condition or not; `id` is its place in the list. An item that lacks a field is told as `missing`. */
function explainItems(condition: CompiledCondition, items: readonly unknown[], facts: Facts): Explanation[] {
  return items.slice(0, MAX_EXPLAINED_ITEMS).map((item, index) => {
    const explained = condition.explain(factsOfItem(facts, item), true);
    explained.id = String(index);
    return explained;
  });
}

function compileGroup(kind: "all" | "any", parts: CompiledCondition[], name: string | undefined): CompiledCondition {
  const wanted = kind === "any";
  return {
    evaluate(facts) {
      for (const part of parts) if (part.evaluate(facts) === wanted) return wanted;
      return !wanted;
    },
    explain(facts, isDecided = false) {
      let decided = isDecided;
      const children = parts.map((part) => {
        const child = part.explain(facts, decided);
        if (child.held === wanted) decided = true;
        return child;
      });
      const held = kind === "all" ? children.every((child) => child.held) : children.some((child) => child.held);
      return { kind, held, children, ...(name === undefined ? {} : { id: name }) };
    },
  };
}

function compileNot(part: CompiledCondition, name: string | undefined): CompiledCondition {
  return {
    evaluate: (facts) => !part.evaluate(facts),
    explain(facts, isDecided) {
      const child = part.explain(facts, isDecided);
      return { kind: "not", held: !child.held, children: [child], ...(name === undefined ? {} : { id: name }) };
    },
  };
}

/** Leaves of a condition with all its named ones put in, at most; and how deep groups nest. */
const MAX_LEAVES = 10_000;
const MAX_DEPTH = 100;

/** What one compilation knows: the named conditions, compiled once each, and how much the whole has grown to. */
interface Compilation {
  named: Named;
  made: Map<string, Sized>;
}
interface Sized {
  part: CompiledCondition;
  leaves: number;
}

function tooLarge(): Error {
  const details = { limit: MAX_LEAVES };
  return userError("CONDITION_TOO_LARGE", `the condition has more than ${MAX_LEAVES} comparisons`, details);
}

function compileNamed(name: string, compilation: Compilation, open: readonly string[], depth: number): Sized {
  if (open.includes(name)) {
    const names = [...open.slice(open.indexOf(name)), name];
    throw userError("CONDITION_CYCLE", `the named conditions go in a circle: ${names.join(" → ")}`, { names });
  }
  const known = compilation.made.get(name);
  if (known !== undefined) return known;
  const { named } = compilation;
  const condition = Object.hasOwn(named, name) ? named[name] : undefined;
  if (condition === undefined) throw userError("CONDITION_UNKNOWN", `there is no condition "${name}"`, { name });
  const { part, leaves } = compile(condition, compilation, [...open, name], depth + 1);
  const made: Sized = {
    leaves,
    part: {
      evaluate: (facts) => part.evaluate(facts),
      explain(facts, isDecided) {
        const child = part.explain(facts, isDecided);
        return { kind: "named", held: child.held, id: name, children: [child] };
      },
    },
  };
  compilation.made.set(name, made);
  return made;
}

function compile(condition: Condition, compilation: Compilation, open: readonly string[], depth: number): Sized {
  if (depth > MAX_DEPTH) {
    const details = { limit: MAX_DEPTH };
    throw userError("CONDITION_TOO_DEEP", `the condition nests more than ${MAX_DEPTH} groups`, details);
  }
  if ("all" in condition || "any" in condition) {
    const kind = "all" in condition ? "all" : "any";
    const conditions = "all" in condition ? condition.all : condition.any;
    if (kind === "any" && conditions.length === 0) {
      throw userError("CONDITION_GROUP_EMPTY", "an empty group of alternatives can never be meant", {});
    }
    let leaves = 0;
    const parts = conditions.map((entry) => {
      const sized = compile(entry, compilation, open, depth + 1);
      leaves += sized.leaves;
      if (leaves > MAX_LEAVES) throw tooLarge();
      return sized.part;
    });
    return { part: compileGroup(kind, parts, condition.name), leaves };
  }
  if ("not" in condition) {
    const { part, leaves } = compile(condition.not, compilation, open, depth + 1);
    return { part: compileNot(part, condition.name), leaves };
  }
  if ("condition" in condition) return compileNamed(condition.condition, compilation, open, depth);
  return { part: compileLeaf(condition), leaves: 1 };
}

/**
 * Compiles a condition in the json-rules-engine format to plain functions, its paths split once; `named` are the
 * conditions that it may refer to. Throws `CONDITION_OPERATOR_UNKNOWN`, `CONDITION_UNKNOWN`, `CONDITION_CYCLE`,
 * `CONDITION_GROUP_EMPTY`, `CONDITION_PATH_INVALID`, `CONDITION_TOO_LARGE`, `CONDITION_TOO_DEEP`.
 */
export function compileCondition(condition: Condition, named: Named = {}): CompiledCondition {
  return compile(condition, { named, made: new Map() }, [], 0).part;
}

const kept = new WeakMap<Condition, CompiledCondition>();
const NO_NAMES: Named = {};

function compileOnce(condition: Condition, named: Named | undefined): CompiledCondition {
  if (named !== undefined && named !== NO_NAMES) return compileCondition(condition, named);
  let compiled = kept.get(condition);
  if (compiled === undefined) {
    compiled = compileCondition(condition);
    kept.set(condition, compiled);
  }
  return compiled;
}

/** Whether a condition holds. Throws as compileCondition and CompiledCondition. */
export function evaluateCondition(condition: Condition, facts: Facts, named?: Named): boolean {
  return compileOnce(condition, named).evaluate(facts);
}

/** Why a condition holds or not: groups nest, each leaf with its value. Throws as compileCondition and CompiledCondition. */
export function explainCondition(condition: Condition, facts: Facts, named?: Named): Explanation {
  return compileOnce(condition, named).explain(facts);
}
