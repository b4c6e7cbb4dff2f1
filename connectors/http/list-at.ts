import { connectorError, type FlowrightError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import { valueAt } from "./value-at.ts";

/** The list at a dotted path of an answer. Throws `POLL_ANSWER_INVALID` where there is none. */
export function listAt(answer: Json, path: string): Json[] {
  const found = valueAt(answer, path);
  if (!Array.isArray(found)) throw unusableAnswer(`there is no list at "${path}"`);
  return found;
}

/** `POLL_ANSWER_INVALID`: the other system's answer has not the shape that the author described. */
export function unusableAnswer(problem: string): FlowrightError {
  return connectorError("POLL_ANSWER_INVALID", `The answer cannot be used: ${problem}.`, false, { problem });
}
