import { loadRules } from "../../../activities/rule-sets/load-rules.ts";
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
import type { ApiServices } from "../api-services.ts";

/** What the rules of a workspace may refer to. */
export async function readRulesContext({ store, registry }: ApiServices, workspaceId: string): Promise<RulesContext> {
  const [objects, shared] = await Promise.all([
    store.objects.list(workspaceId),
    store.workspace(workspaceId).resources.list("conditions"),
  ]);
  const conditions = Object.fromEntries(shared.map(({ key, when }) => [key, when]));
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
 * Refuses a resource whose rules cannot be used; what its schema refuses is the store's business. Throws
 * `RULE_SET_INVALID`, `CONDITION_SHARED_INVALID`, `SCORE_MODEL_INVALID` with `issues`.
 */
export async function refuseUnusable(
  services: ApiServices,
  workspaceId: string,
  kind: ResourceKind,
  given: unknown,
): Promise<void> {
  if (kind !== "conditions" && kind !== "rule-sets" && kind !== "scoring-models") return;
  const issues = issuesOf(kind, given, await readRulesContext(services, workspaceId));
  const [first] = issues;
  if (first === undefined) return;
  const problem = `${first.path === undefined ? "" : `${first.path}: `}${first.message}`;
  throw userError(CODES[kind], `This cannot be used: ${problem}`, {
    problem,
    issues: issues.map(({ path = "", message, code }) => ({ path, message, code })),
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
