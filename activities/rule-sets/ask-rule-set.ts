import { userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { RuleSet } from "../../definitions/rule-sets/rule-set.ts";
import type { RuleSetResult } from "../../definitions/rule-sets/rule-set-result.ts";
import { conditionsByKey } from "../../definitions/rule-sets/shared-condition.ts";
import type { OperationCall } from "../operation-call.ts";
import type { ActivityPorts } from "../ports.ts";
import { evaluateRuleSet } from "./evaluate-rule-set.ts";
import { createFactCache } from "./fact-cache.ts";
import type { FactSources } from "./fetch-facts.ts";

/** On whose behalf a rule set is asked: what its facts' operations are called with. */
export type AskOrigin = Pick<
  OperationCall,
  "workspaceId" | "runId" | "workflowKey" | "nodeId" | "stepId" | "idempotencyKey" | "chain" | "now"
>;
export interface AskRequest {
  /** A stored one by its key, or one that is not saved yet. */
  ruleSet: string | RuleSet;
  input: JsonObject;
  /** Facts that the caller has. */
  given?: JsonObject;
}
/** Asks rule sets with facts from records, operations that only read, and other rule sets. */
export interface RuleSetAsker {
  /** Throws `RULE_SET_UNKNOWN`, `RULE_SET_CYCLE`, `RULE_SET_TOO_DEEP` and what evaluateRuleSet throws. */
  ask(request: AskRequest, origin: AskOrigin): Promise<RuleSetResult>;
}

const MAX_DEPTH = 4;
// Kept values outlive one request: the cache belongs to the process.
const cache = createFactCache();

/** The asker over the workspace's store. `runOperation` refuses operations that write. */
export function askerOfRuleSets(about: {
  ports: ActivityPorts;
  runOperation: (call: OperationCall) => Promise<Json>;
}): RuleSetAsker {
  const { ports } = about;
  const ask = async (request: AskRequest, origin: AskOrigin, trail: readonly string[]): Promise<RuleSetResult> => {
    const { workspaceId, now } = origin;
    const ruleSet =
      typeof request.ruleSet === "string" ? await find(ports, workspaceId, request.ruleSet) : request.ruleSet;
    if (trail.includes(ruleSet.key)) {
      const ruleSets = [...trail, ruleSet.key].join(" → ");
      throw userError("RULE_SET_CYCLE", `The rule sets ask each other in a circle: ${ruleSets}.`, { ruleSets });
    }
    if (trail.length >= MAX_DEPTH)
      throw userError("RULE_SET_TOO_DEEP", `Rule sets ask each other more than ${MAX_DEPTH} deep.`, {
        limit: MAX_DEPTH,
      });
    const shared = await ports.resources.listConditions(workspaceId);
    const conditions = conditionsByKey(shared);
    const sources: FactSources = {
      readRecord: async (object, id) => ports.records.get(workspaceId, object, id),
      runOperation: async (fact, input) =>
        about.runOperation({
          ...origin,
          idempotencyKey: `${origin.idempotencyKey}/${ruleSet.key}/${fact.id}`,
          operation: fact.operation,
          ...(fact.connection === undefined ? {} : { connection: fact.connection }),
          input,
        }),
      askRuleSet: async (key, input) => {
        const { events } = await ask({ ruleSet: key, input }, origin, [...trail, ruleSet.key]);
        return { events, types: events.map(({ type }) => type) };
      },
    };
    return evaluateRuleSet(ruleSet, {
      input: request.input,
      given: request.given ?? {},
      now,
      sources,
      conditions,
      cache: { values: cache, prefix: workspaceId },
    });
  };
  return { ask: async (request, origin) => ask(request, origin, []) };
}

async function find(ports: ActivityPorts, workspaceId: string, key: string): Promise<RuleSet> {
  const found = await ports.resources.getRuleSet(workspaceId, key);
  if (found === null) throw userError("RULE_SET_UNKNOWN", `There is no rule set ${key}.`, { ruleSet: key });
  return found;
}
