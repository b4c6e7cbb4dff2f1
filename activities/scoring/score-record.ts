import type { Condition } from "../../definitions/condition.ts";
import { userError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { conditionsByKey } from "../../definitions/rule-sets/shared-condition.ts";
import { scoreLearned } from "../../definitions/scoring/score-learned.ts";
import { compilePoints } from "../../definitions/scoring/score-points.ts";
import type { ScoreResult } from "../../definitions/scoring/score-result.ts";
import type { ScoringModel } from "../../definitions/scoring/scoring-model.ts";
import type { ActivityPorts } from "../ports.ts";

/** Scores a record's fields by a model of either kind. Throws `SCORE_MODEL_UNTRAINED`, `SCORE_FIELD_*` and what conditions throw. */
export function scoreFields(
  model: ScoringModel,
  record: JsonObject,
  now: string,
  conditions: Readonly<Record<string, Condition>>,
): ScoreResult {
  if (model.type === "points") return compilePoints(model, conditions).score(record, now);
  if (model.model === null)
    throw userError("SCORE_MODEL_UNTRAINED", `${model.key} has no trained model that may be used.`, {
      model: model.key,
    });
  return scoreLearned(model.model, record, model.grades);
}

/** A scoring model with the shared conditions that it may name. Throws `SCORE_MODEL_UNKNOWN`. */
export async function readScoringModel(
  ports: ActivityPorts,
  workspaceId: string,
  key: string,
): Promise<{ model: ScoringModel; conditions: Record<string, Condition> }> {
  const model = await requireScoringModel(ports, workspaceId, key);
  const shared = model.type === "points" ? await ports.resources.listConditions(workspaceId) : [];
  return { model, conditions: conditionsByKey(shared) };
}

/** A scoring model of either kind. Throws `SCORE_MODEL_UNKNOWN`. */
export async function requireScoringModel(
  ports: ActivityPorts,
  workspaceId: string,
  key: string,
): Promise<ScoringModel> {
  const found = await ports.resources.getScoringModel(workspaceId, key);
  if (found === null) throw userError("SCORE_MODEL_UNKNOWN", `There is no scoring model ${key}.`, { model: key });
  return found;
}
