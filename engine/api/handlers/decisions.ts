import { requireRecord } from "../../../activities/assignment/assign-record.ts";
import type { AskOrigin } from "../../../activities/rule-sets/ask-rule-set.ts";
import { runRuleSetTests } from "../../../activities/rule-sets/run-rule-set-tests.ts";
import { readScoringModel, scoreFields } from "../../../activities/scoring/score-record.ts";
import { trainModel } from "../../../activities/scoring/train-model.ts";
import type { decisionsRoutes } from "../../../definitions/api.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { conditionsByKey } from "../../../definitions/rule-sets/shared-condition.ts";
import { ApiError } from "../api-error.ts";
import type { Handlers } from "../api-request.ts";
import { originOutsideRuns } from "../origin-outside-runs.ts";
import { backTestRuleSet } from "./back-test-rule-set.ts";
import { checkRuleSetIn, readRulesContext } from "./check-resource.ts";
import { writeAudit } from "./write-audit.ts";

/** A question that comes by HTTP: no run stands behind it. */
function originOf(workspaceId: string, key: string, at: string | undefined): AskOrigin {
  const origin = originOutsideRuns(workspaceId, "api", key);
  return { ...origin, stepId: key, chain: [], now: at === undefined ? origin.now : new Date(at).toISOString() };
}

export const decisionsHandlers: Handlers<keyof typeof decisionsRoutes> = {
  async evaluateRuleSet({ principal, params, body }, { store, ruleSets }) {
    const workspaceId = principal.workspace.id;
    const ruleSet = await store.workspace(workspaceId).resources.get("rule-sets", params.key);
    const { input, facts: given = {}, at } = body;
    return ruleSets.ask({ ruleSet, input, given }, originOf(workspaceId, params.key, at));
  },

  async tryRuleSet({ principal, params, body }, services) {
    const workspaceId = principal.workspace.id;
    const { ruleSet, input, facts: given = {}, at } = body;
    const context = await readRulesContext(services, workspaceId);
    const issues = checkRuleSetIn(ruleSet, context);
    const nothing = { result: null, error: null, tests: [], rulesNeverHeld: [] };
    if (issues.length > 0) return { ...nothing, issues };
    const origin = originOf(workspaceId, params.key, at);
    const { results, rulesNeverHeld } = await runRuleSetTests(ruleSet, origin.now, context.conditions);
    const tried = { issues, tests: results, rulesNeverHeld };
    try {
      return { ...tried, result: await services.ruleSets.ask({ ruleSet, input, given }, origin), error: null };
    } catch (thrown) {
      const { code, message, details } = errorDataOf(thrown);
      return { ...tried, result: null, error: { code, message, details } };
    }
  },

  async backTestRuleSet({ principal, params, body }, services) {
    const { ruleSet, last } = body;
    if (ruleSet.key !== params.key)
      throw new ApiError("RESOURCE_KEY_MISMATCH", { given: ruleSet.key, key: params.key });
    const context = await readRulesContext(services, principal.workspace.id);
    const [first] = checkRuleSetIn(ruleSet, context);
    if (first !== undefined) throw userError(first.code, `${first.path ?? ""}: ${first.message}`, { ...first.details });
    const { conditions } = context;
    return backTestRuleSet(services, principal.workspace.id, { ruleSet, conditions, last });
  },

  async trainScoringModel({ principal, params }, services) {
    const workspaceId = principal.workspace.id;
    const now = new Date().toISOString();
    const summary = await trainModel(services.ports, { workspaceId, model: params.key, now, byUser: principal.id });
    await writeAudit(services, principal, "scoring-model.train", params.key, { accepted: summary.accepted });
    return summary;
  },

  async scoreRecord({ principal, params, body }, { ports }) {
    const workspaceId = principal.workspace.id;
    const stored = body.model === undefined ? await readScoringModel(ports, workspaceId, params.key) : null;
    const model = stored?.model ?? body.model;
    if (model === undefined || (body.id === undefined) === (body.record === undefined))
      throw new ApiError("REQUEST_INVALID", {}, [
        { path: "record", message: "give the record or its id", code: "one" },
      ]);
    const shared = stored === null ? await ports.resources.listConditions(workspaceId) : [];
    const conditions = stored?.conditions ?? conditionsByKey(shared);
    const now = body.at === undefined ? new Date().toISOString() : new Date(body.at).toISOString();
    const record =
      body.id === undefined ? (body.record ?? {}) : await requireRecord(ports, workspaceId, model.object, body.id);
    return scoreFields(model, record, now, conditions);
  },
};
