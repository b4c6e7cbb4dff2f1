import type { Json, JsonObject } from "../json.ts";
import type { Explanation } from "../run.ts";

/** One rule in one evaluation. */
export interface RuleOutcome {
  id: string;
  /** `not-asked`: another rule came first, or the rule is switched off. */
  status: "held" | "not-held" | "not-asked";
  /** Every leaf that was asked, with its value; null where the rule was not asked. */
  explanation: Explanation | null;
}
/** A fact that was needed. */
export interface FactOutcome {
  id: string;
  from: "fetched" | "cached" | "given";
  value: Json;
  milliseconds: number;
}
/** What a rule set says, and why. */
export interface RuleSetResult {
  events: { type: string; params: JsonObject; rule: string }[];
  rules: RuleOutcome[];
  facts: FactOutcome[];
}
