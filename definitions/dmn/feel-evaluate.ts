import { Temporal } from "temporal-polyfill";
import { userError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { comparableOf, type Comparable } from "../tables/values.ts";
import { FEEL_FUNCTIONS } from "./feel-functions.ts";
import type { FeelNode, FeelSign } from "./feel-parser.ts";

const TIME_TYPES = ["date", "dateTime", "duration"] as const;
const SHAPES = {
  date: /^\d{4}-\d{2}-\d{2}$/u,
  dateTime: /^\d{4}-\d{2}-\d{2}T/u,
  duration: /^-?P(?=[\dT])/u,
} as const;

function timeTypeOf(value: Json): (typeof TIME_TYPES)[number] | null {
  if (typeof value !== "string") return null;
  return TIME_TYPES.find((type) => SHAPES[type].test(value) && comparableOf(value, type) !== null) ?? null;
}

/** Two values in a form that has an order; null where they are of different types (FEEL: then a comparison is null). */
function comparablePair(left: Json, right: Json): [Comparable, Comparable] | null {
  const time = timeTypeOf(left);
  if (time !== null && time === timeTypeOf(right))
    return [comparableOf(left, time) as Comparable, comparableOf(right, time) as Comparable];
  if (typeof left !== typeof right || left === null || right === null) return null;
  return typeof left === "number" || typeof left === "string" ? [left, right as Comparable] : null;
}

function isEqual(left: Json, right: Json): boolean | null {
  if (left === null || right === null) return left === right;
  const pair = comparablePair(left, right);
  if (pair !== null) return pair[0] === pair[1];
  return typeof left === typeof right ? JSON.stringify(left) === JSON.stringify(right) : null;
}

function compare(sign: FeelSign, left: Json, right: Json): boolean | null {
  if (sign === "=") return isEqual(left, right);
  if (sign === "!=") {
    const equal = isEqual(left, right);
    return equal === null ? null : !equal;
  }
  const pair = comparablePair(left, right);
  if (pair === null) return null;
  const [a, b] = pair;
  if (sign === "<") return a < b;
  if (sign === "<=") return a <= b;
  return sign === ">" ? a > b : a >= b;
}

/** Dates and durations: date ± duration, duration ± duration, date − date (DMN 1.3 §10.3.2.3, table 54). */
function calculateTime(sign: FeelSign, left: string, right: string): Json {
  const types = [timeTypeOf(left), timeTypeOf(right)] as const;
  if (sign !== "+" && sign !== "-") return null;
  if (types[0] === "duration" && types[1] === "duration") {
    const [a, b] = [Temporal.Duration.from(left), Temporal.Duration.from(right)];
    return a[sign === "+" ? "add" : "subtract"](b).toString();
  }
  if (types[0] === "date" && types[1] === "duration")
    return Temporal.PlainDate.from(left)[sign === "+" ? "add" : "subtract"](right).toString();
  if (types[0] === "dateTime" && types[1] === "duration" && !/(?:Z|[+-]\d{2}:?\d{2})$/u.test(left))
    return Temporal.PlainDateTime.from(left)[sign === "+" ? "add" : "subtract"](right).toString();
  if (sign === "-" && types[0] === "date" && types[1] === "date")
    return Temporal.PlainDate.from(left).since(right, { largestUnit: "days" }).toString();
  return null;
}

function calculate(sign: FeelSign, left: Json, right: Json): Json {
  if (typeof left === "string" && typeof right === "string") {
    if (timeTypeOf(left) !== null && timeTypeOf(right) !== null) {
      try {
        return calculateTime(sign, left, right);
      } catch {
        return null;
      }
    }
    return sign === "+" ? left + right : null;
  }
  if (typeof left !== "number" || typeof right !== "number") return null;
  const result = computeNumbers(sign, left, right);
  return Number.isFinite(result) ? result : null;
}

function computeNumbers(sign: FeelSign, left: number, right: number): number {
  if (sign === "+") return left + right;
  if (sign === "-") return left - right;
  if (sign === "*") return left * right;
  return sign === "/" ? left / right : left ** right;
}

/** FEEL's three truth values (DMN 1.3 §10.3.2.6, table 46). */
function join(op: "and" | "or", left: Json, right: Json): Json {
  const decides = op === "or";
  if (left === decides || right === decides) return decides;
  return left === !decides && right === !decides ? !decides : null;
}

function readMember(of: Json, member: string, names: JsonObject): Json {
  if (of === null) return null;
  if (typeof of === "object" && !Array.isArray(of) && Object.hasOwn(of, member)) return of[member] ?? null;
  throw userError("DECISION_NAME_UNKNOWN", `there is no ${member} in this value`, {
    name: member,
    known: Object.keys(typeof of === "object" && !Array.isArray(of) ? of : names).join(", "),
  });
}

function call(name: string, args: Json[]): Json {
  if (name === "date" || name === "date and time" || name === "duration") {
    const type = name === "date and time" ? "dateTime" : name;
    const [text] = args;
    if (typeof text !== "string") return null;
    return comparableOf(text, type) === null ? null : name === "date" ? text.slice(0, 10) : text;
  }
  const result = FEEL_FUNCTIONS[name]?.(...args) ?? null;
  return typeof result === "number" && !Number.isFinite(result) ? null : result;
}

/**
 * The value of an expression over named values. As the standard says, arithmetic and comparison with null or with values
 * that do not fit give null. Throws `DECISION_NAME_UNKNOWN` for a name or member that is not there.
 */
export function evaluateFeel(node: FeelNode, names: JsonObject): Json {
  const valueOf = (part: FeelNode) => evaluateFeel(part, names);
  switch (node.op) {
    case "value":
      return node.value;
    case "name":
      if (Object.hasOwn(names, node.name)) return names[node.name] ?? null;
      throw userError("DECISION_NAME_UNKNOWN", `there is no ${node.name} here`, {
        name: node.name,
        known: Object.keys(names).join(", "),
      });
    case "path":
      return readMember(valueOf(node.of), node.member, names);
    case "negate": {
      const value = valueOf(node.of);
      return typeof value === "number" ? -value : null;
    }
    case "list":
      return node.of.map(valueOf);
    case "call":
      return call(node.name, node.of.map(valueOf));
    case "if":
      return valueOf(valueOf(node.test) === true ? node.yes : node.no);
    case "and":
    case "or":
      return join(node.op, valueOf(node.left), valueOf(node.right));
    case "between": {
      const value = valueOf(node.of);
      return join("and", compare(">=", value, valueOf(node.low)), compare("<=", value, valueOf(node.high)));
    }
    case "in": {
      const value = valueOf(node.of);
      return node.list.map(valueOf).some((entry) => isEqual(value, entry) === true);
    }
    case "binary": {
      const [left, right] = [valueOf(node.left), valueOf(node.right)];
      return ["+", "-", "*", "/", "**"].includes(node.sign)
        ? calculate(node.sign, left, right)
        : compare(node.sign, left, right);
    }
  }
}
