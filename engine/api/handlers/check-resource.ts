import { loadRules } from "../../../activities/rule-sets/load-rules.ts";
import { runRuleSetTests } from "../../../activities/rule-sets/run-rule-set-tests.ts";
import type { Issue } from "../../../definitions/api.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { RESOURCE_SCHEMAS, type ResourceKind } from "../../../definitions/resources.ts";
import {
  checkPointsModel,
  checkRuleSet,
  checkSharedCondition,
  type RulesContext,
} from "../../../definitions/rule-sets/check-rules.ts";
import type { RuleSet } from "../../../definitions/rule-sets/rule-set.ts";
import { conditionsByKey } from "../../../definitions/rule-sets/shared-condition.ts";
import { runPointsTests } from "../../../definitions/scoring/score-points.ts";
import type { ApiServices } from "../api-services.ts";

/** What the rules of a workspace may refer to. */
export async function readRulesContext({ store, registry }: ApiServices, workspaceId: string): Promise<RulesContext> {
  const [objects, shared] = await Promise.all([
    store.objects.list(workspaceId),
    store.workspace(workspaceId).resources.list("conditions"),
  ]);
  const conditions = conditionsByKey(shared);
  return { objects, conditions, connectors: registry.describe() };
}

/** What is wrong with a rule set; one without an issue loads in json-rules-engine. */
export function checkRuleSetIn(ruleSet: RuleSet, context: RulesContext): Issue[] {
  const issues = checkRuleSet(ruleSet, context);
  if (issues.length > 0) return issues;
  try {
    loadRules(ruleSet, context.conditions, new Date(0).toISOString());
    return [];
  } catch (thrown) {
    const { code, message, details } = errorDataOf(thrown);
    return [{ code, severity: "error", message, details }];
  }
}

const CODES = {
  conditions: "CONDITION_SHARED_INVALID",
  "rule-sets": "RULE_SET_INVALID",
  "scoring-models": "SCORE_MODEL_INVALID",
} as const;

/**
 * Refuses a resource whose rules cannot be used, or whose own tests fail; what its schema refuses is the store's business. Throws
 * `RULE_SET_INVALID`, `CONDITION_SHARED_INVALID`, `SCORE_MODEL_INVALID` with `issues`.
 */
export async function refuseUnusable(
  services: ApiServices,
  workspaceId: string,
  kind: ResourceKind,
  given: unknown,
): Promise<void> {
  if (kind !== "conditions" && kind !== "rule-sets" && kind !== "scoring-models") return;
  const context = await readRulesContext(services, workspaceId);
  const found = issuesOf(kind, given, context);
  const issues = found.length > 0 ? found : await failedTests(kind, given, context);
  const [first] = issues;
  if (first === undefined) return;
  const problem = `${first.path === undefined ? "" : `${first.path}: `}${first.message}`;
  throw userError(CODES[kind], `This cannot be used: ${problem}`, {
    problem,
    issues: issues.map(({ path = "", message, code }) => ({ path, message, code })),
  });
}

/** The stored tests of a rule set or points model that do not pass. */
async function failedTests(kind: keyof typeof CODES, given: unknown, { conditions }: RulesContext): Promise<Issue[]> {
  const now = new Date().toISOString();
  const points = kind === "scoring-models" ? RESOURCE_SCHEMAS[kind].safeParse(given).data : undefined;
  const set = kind === "rule-sets" ? RESOURCE_SCHEMAS[kind].safeParse(given).data : undefined;
  const results =
    set === undefined
      ? points?.type === "points"
        ? runPointsTests(points, now, conditions)
        : []
      : (await runRuleSetTests(set, now, conditions)).results;
  return results.flatMap(({ name, ok, expected, actual, error }, index) => {
    const got = error ?? JSON.stringify(actual);
    const message = `the test "${name}" fails: expected ${JSON.stringify(expected)}, got ${got}`;
    return ok ? [] : [{ code: CODES[kind], severity: "error" as const, path: `tests.${index}`, message }];
  });
}

function issuesOf(kind: keyof typeof CODES, given: unknown, context: RulesContext): Issue[] {
  if (kind === "conditions") {
    const { data } = RESOURCE_SCHEMAS.conditions.safeParse(given);
    return data === undefined ? [] : checkSharedCondition(data, context);
  }
  if (kind === "rule-sets") {
    const { data } = RESOURCE_SCHEMAS["rule-sets"].safeParse(given);
    return data === undefined ? [] : checkRuleSetIn(data, context);
  }
  const { data } = RESOURCE_SCHEMAS["scoring-models"].safeParse(given);
  return data?.type === "points" ? checkPointsModel(data, context) : [];
}
