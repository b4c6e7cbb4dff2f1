import type { Engine } from "json-rules-engine";
import { userError } from "../errors.ts";
import { evaluateCondition } from "./compile.ts";
import type { OperatorContext } from "./define-operator.ts";
import { OPERATORS } from "./operators.ts";
import { MISSING, resolvePath, splitPath, type PathSegments } from "./path.ts";

const sparse = new WeakSet<object>();
const segments = new Map<string, PathSegments>();

function split(path: string): PathSegments {
  let known = segments.get(path);
  if (known === undefined) {
    known = splitPath(path);
    if (segments.size > 5_000) segments.clear();
    segments.set(path, known);
  }
  return known;
}

/** The `pathResolver` of json-rules-engine's options: dotted paths, an undeclared name is `MISSING`, an absent step is null. */
export function pathResolver(value: object, path: string): unknown {
  const parts = split(path);
  if (sparse.has(value) && !Object.hasOwn(value, parts[0] ?? "")) return null;
  return resolvePath(value, parts);
}

/** Facts as json-rules-engine should get them: steps that did not run count as empty. */
export function prepareFacts(facts: Record<string, unknown>): Record<string, unknown> {
  const { steps } = facts;
  if (typeof steps === "object" && steps !== null) sparse.add(steps);
  return facts;
}

/**
 * Gives a json-rules-engine engine our operators, its own ones included, so that the same JSON means the same there
 * (engine.decision.md). Create it with `{ pathResolver }`; `now` is the run's own time, `calendars` those that rules name.
 */
export function registerOperators(engine: Engine, now?: string, calendars?: OperatorContext["calendars"]): void {
  const context: OperatorContext = {
    now,
    calendars,
    holds: (condition, item) => evaluateCondition(condition, { item, run: { now }, calendars }),
  };
  for (const operator of OPERATORS) {
    engine.addOperator(operator.name, (fact: unknown, value: unknown) => {
      const isRefused = value === MISSING || (fact === MISSING && operator.acceptsMissing !== true);
      if (isRefused)
        throw userError("CONDITION_PATH_MISSING", "nothing declares a path of this rule", { operator: operator.name });
      return operator.test(fact === MISSING ? null : fact, value, context) === true;
    });
  }
}
