import type { RuleResult } from "json-rules-engine";
import type { Explanation } from "../../definitions/run.ts";
import { MISSING } from "../../definitions/rules/path.ts";

/** What json-rules-engine leaves in a rule's result. A part that did not matter any more has no `result`. */
interface PartResult {
  all?: PartResult[];
  any?: PartResult[];
  not?: PartResult;
  name?: string;
  fact?: string;
  path?: string;
  operator?: string;
  value?: unknown;
  factResult?: unknown;
  valueResult?: unknown;
  result?: boolean;
}

/** Why a rule held or not, as conditions of workflows are explained; what was not asked any more is left out. */
export function explainRule(result: RuleResult): Explanation {
  return explainPart(result.conditions, result.result === true);
}

function explainPart(part: PartResult, held = part.result === true): Explanation {
  const id = part.name === undefined ? {} : { id: part.name };
  const asked = (parts: readonly PartResult[]) =>
    parts.filter(({ result }) => result !== undefined).map((child) => explainPart(child));
  if (part.all !== undefined) return { kind: "all", held, ...id, children: asked(part.all) };
  if (part.any !== undefined) return { kind: "any", held, ...id, children: asked(part.any) };
  if (part.not !== undefined) return { kind: "not", held, ...id, children: asked([part.not]) };
  const { fact, path, operator, factResult } = part;
  const isEmpty = factResult === null || factResult === undefined || factResult === MISSING;
  return {
    kind: "leaf",
    held,
    ...id,
    ...(fact === undefined ? {} : { fact }),
    ...(path === undefined ? {} : { path }),
    ...(operator === undefined ? {} : { operator }),
    expected: part.valueResult ?? part.value ?? null,
    actual: isEmpty ? null : factResult,
    ...(isEmpty && !held ? { reason: "empty" } : {}),
  };
}
