import { Environment } from "@marcbachmann/cel-js";
import { compilePattern } from "./pattern.ts";
import { userError } from "../errors.ts";
import { countIterations } from "./counter.ts";
import { limits } from "./limits.ts";
import { registerTime } from "./time-functions.ts";

function invalidValue(message: string, details?: Record<string, unknown>): Error {
  return userError("EXPRESSION_VALUE_INVALID", message, details);
}

function joinText(items: readonly unknown[], separator: string): string {
  let length = 0;
  const parts = items.map((item) => {
    const isPlain =
      typeof item === "string" || typeof item === "number" || typeof item === "boolean" || typeof item === "bigint";
    if (!isPlain) throw invalidValue("join takes a list of texts and numbers");
    const part = String(item);
    length += part.length + separator.length;
    if (length > limits.maxTextLength) throw invalidValue(`the text is longer than ${limits.maxTextLength} characters`);
    return part;
  });
  return parts.join(separator);
}

function roundTo(value: number, digits: number): number {
  if (!Number.isInteger(digits) || digits < 0 || digits > 15) throw invalidValue("round takes 0 to 15 digits");
  const scaled = Number(`${Math.abs(value)}e${digits}`);
  if (!Number.isFinite(scaled)) return Math.sign(value) * Math.round(Math.abs(value));
  return Math.sign(value) * Number(`${Math.round(scaled)}e-${digits}`);
}

function extreme(items: readonly unknown[], pick: (a: number, b: number) => number): number {
  const numbers = items.map((item) => {
    if (typeof item === "bigint") return Number(item);
    if (typeof item !== "number") throw invalidValue("min and max take numbers");
    return item;
  });
  const [first, ...rest] = numbers;
  if (first === undefined) throw invalidValue("min and max need at least one number");
  return rest.reduce(pick, first);
}

function registerNumbers(env: Environment): void {
  const operations: Record<string, (a: number, b: number) => number> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "%": (a, b) => a % b,
  };
  for (const [name, apply] of Object.entries(operations)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    env.registerOperator(`int ${name} double: double`, mixed);
    env.registerOperator(`double ${name} int: double`, mixed);
  }
  env.registerOperator("double % double: double", (a: number, b: number) => a % b);
  // CEL hangs a handle on each function: never a built-in or an exported one, which the workflow sandbox freezes.
  env.registerFunction("_number(int): double", (a: bigint) => Number(a));
  env.registerFunction("_number(double): double", (a: number) => a);
  env.registerFunction("round(double): double", (a: number) => roundTo(a, 0));
  env.registerFunction("round(double, double): double", (a: number, digits: number) => roundTo(a, digits));
  env.registerFunction("floor(double): double", (a: number) => Math.floor(a));
  env.registerFunction("ceil(double): double", (a: number) => Math.ceil(a));
  env.registerFunction("abs(double): double", (a: number) => Math.abs(a));
  env.registerFunction("min(list): double", (a: unknown[]) => extreme(a, Math.min));
  env.registerFunction("max(list): double", (a: unknown[]) => extreme(a, Math.max));
  env.registerFunction("min(double, double): double", (a: number, b: number) => Math.min(a, b));
  env.registerFunction("max(double, double): double", (a: number, b: number) => Math.max(a, b));
  env.registerFunction("sum(list): double", (a: unknown[]) => (a.length === 0 ? 0 : extreme(a, (x, y) => x + y)));
}

function registerTexts(env: Environment): void {
  env.registerFunction("lower(string): string", (a: string) => a.toLowerCase());
  env.registerFunction("upper(string): string", (a: string) => a.toUpperCase());
  env.registerFunction("trim(string): string", (a: string) => a.trim());
  env.registerFunction("join(list, string): string", joinText);
  env.registerFunction("split(string, string): list<string>", (a: string, separator: string) => a.split(separator));
  env.registerFunction("matchesRe2(string, string): bool", (text: string, source: string) =>
    compilePattern(source).matcher(text).find(),
  );
  env.registerFunction("string.indexOf(string, double): int", (a: string, part: string, from: number) =>
    BigInt(a.indexOf(part, from)),
  );
  env.registerFunction("string.substring(double): string", (a: string, from: number) => a.substring(from));
  env.registerFunction("string.substring(double, double): string", (a: string, from: number, to: number) =>
    a.substring(from, to),
  );
  env.registerFunction("escapeHtml(string): string", (text: string) =>
    text.replaceAll(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`),
  );
  env.registerFunction("replace(string, string, string): string", (a: string, from: string, to: string) => {
    const parts = a.split(from);
    if (a.length + parts.length * to.length > limits.maxTextLength) {
      throw invalidValue(`the text is longer than ${limits.maxTextLength} characters`);
    }
    return parts.join(to);
  });
}

/** The one CEL environment that all expressions run in: every name is dynamic, types are checked apart (check.ts). */
export function createEnvironment(names: readonly string[]): Environment {
  const env = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: {
      maxAstNodes: limits.maxAstNodes,
      maxDepth: limits.maxDepth,
      maxListElements: limits.maxListElements,
      maxMapEntries: limits.maxMapEntries,
      maxCallArguments: limits.maxCallArguments,
    },
  });
  for (const name of names) env.registerVariable(name, "dyn");
  registerNumbers(env);
  registerTexts(env);
  registerTime(env);
  env.registerFunction("default(dyn, dyn): dyn", (a: unknown, b: unknown) => a ?? b);
  env.registerFunction("_counted(dyn): dyn", (value: unknown) => countIterations(value));
  return env;
}
