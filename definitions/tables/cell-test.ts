import type { JsonObject } from "../json.ts";
import type { CellTest } from "./cell-syntax.ts";
import { evaluateOutput } from "./output-expression.ts";
import { comparableOf, type Comparable } from "./values.ts";

/**
 * Whether a value passes a cell; null where an order was asked of nothing (FEEL's third truth value, no match). `input` is
 * the whole of the input, for cells that name other columns.
 */
export type CellFunction = (value: Comparable | null, input: JsonObject) => boolean | null;

function compareTest(sign: "<" | "<=" | ">" | ">=" | "!=", bound: Comparable): CellFunction {
  switch (sign) {
    case "<":
      return (value) => (value === null ? null : value < bound);
    case "<=":
      return (value) => (value === null ? null : value <= bound);
    case ">":
      return (value) => (value === null ? null : value > bound);
    case ">=":
      return (value) => (value === null ? null : value >= bound);
    case "!=":
      return (value) => value !== bound;
  }
}

function rangeTest(test: Extract<CellTest, { op: "range" }>): CellFunction {
  const { low, high, withLow, withHigh } = test;
  return (value) => {
    if (value === null) return null;
    if (low !== null && (withLow ? value < low : value <= low)) return false;
    return !(high !== null && (withHigh ? value > high : value >= high));
  };
}

function againstTest(test: Extract<CellTest, { op: "against" }>): CellFunction {
  const { sign, type, to } = test;
  return (value, input) => {
    const found = evaluateOutput(to, input);
    const bound = found === null ? null : comparableOf(found, type);
    if (sign === "=") return value === bound;
    if (sign === "!=") return value !== bound;
    return bound === null ? null : (compareTest(sign, bound)(value, input) ?? null);
  };
}

/** Three-valued: `wanted` where a part is it, else null where a part is that, else the opposite. */
function joinedTest(tests: readonly CellTest[], wanted: boolean): CellFunction {
  const parts = tests.map((part) => cellFunction(part));
  return (value, input) => {
    let isUnknown = false;
    for (const part of parts) {
      const held = part === null || part(value, input);
      if (held === wanted) return wanted;
      if (held === null) isUnknown = true;
    }
    return isUnknown ? null : !wanted;
  };
}

/** Whether a cell depends on other columns than its own. */
export function isComputed(test: CellTest): boolean {
  if (test.op === "against") return true;
  if (test.op === "not") return isComputed(test.test);
  return (test.op === "or" || test.op === "and") && test.tests.some(isComputed);
}

/** Makes a function of a compiled cell; null for a cell that lets everything through. */
export function cellFunction(test: CellTest): CellFunction | null {
  switch (test.op) {
    case "any":
      return null;
    case "equal": {
      const wanted = test.value;
      return (value) => value === wanted;
    }
    case "compare":
      return compareTest(test.sign, test.value);
    case "range":
      return rangeTest(test);
    case "in": {
      const values = new Set<Comparable | null>(test.values);
      return (value) => values.has(value);
    }
    case "or":
      return joinedTest(test.tests, true);
    case "and":
      return joinedTest(test.tests, false);
    case "against":
      return againstTest(test);
    case "not": {
      const inner = cellFunction(test.test);
      return (value, input) => {
        const held = inner === null || inner(value, input);
        return held === null ? null : !held;
      };
    }
  }
}
