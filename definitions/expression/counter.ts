import { userError } from "../errors.ts";
import { limits } from "./limits.ts";

let used = 0;

/** Starts the count of an evaluation. Evaluations are synchronous and never within each other. */
export function resetCounter(): void {
  used = 0;
}

/** Counts what a macro is about to walk, or what a concatenation is about to copy; answers the value itself. Throws `EXPRESSION_LIMIT_EXCEEDED`. */
export function countIterations(value: unknown): unknown {
  if (Array.isArray(value)) used += value.length;
  else if (typeof value === "string") used += Math.ceil(value.length / 64);
  else if (typeof value === "object" && value !== null) used += Object.keys(value).length;
  if (used > limits.maxIterations) {
    throw userError("EXPRESSION_LIMIT_EXCEEDED", `the expression takes more than ${limits.maxIterations} turns`, {
      limit: limits.maxIterations,
    });
  }
  return value;
}
