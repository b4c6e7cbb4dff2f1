import type { CellTest } from "./cell-syntax.ts";
import type { Comparable } from "./values.ts";

/** Whether a value passes a cell; null where an order was asked of nothing (FEEL's third truth value, no match). */
export type CellFunction = (value: Comparable | null) => boolean | null;

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
    case "or": {
      const parts = test.tests.map((part) => cellFunction(part));
      return (value) => {
        let unknown = false;
        for (const part of parts) {
          const held = part === null || part(value);
          if (held === true) return true;
          if (held === null) unknown = true;
        }
        return unknown ? null : false;
      };
    }
    case "not": {
      const inner = cellFunction(test.test);
      return (value) => {
        const held = inner === null || inner(value);
        return held === null ? null : !held;
      };
    }
  }
}
