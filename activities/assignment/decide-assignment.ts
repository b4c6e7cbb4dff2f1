import type { AssignmentPolicy } from "../../definitions/resources.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import { evaluateCondition } from "../../definitions/rules/index.ts";
import { type Candidate, isAvailable } from "./candidate.ts";
import { takeLeastOpen, takeTurn, takeWeightedTurn, type Turn, type TurnState } from "./turns.ts";

type Rule = AssignmentPolicy["rules"][number];

/** Whom a policy chose, and by which rule. `owner` null: nobody was available and no fallback helped. */
export interface AssignmentDecision {
  owner: string | null;
  queue: string | null;
  /** The rule's id, or `fallback`; null when no rule held and there is no fallback. */
  rule: string | null;
}

export interface AssignmentFacts {
  record: JsonObject;
  /** Candidates of the rule that decides, in the policy's order; for strategy `field`, the person whom the field names. */
  candidates: readonly Candidate[];
  fallbackUser: Candidate | null;
  today: string;
  excluded: ReadonlySet<string>;
}

/** The first rule whose condition holds (a rule without one always does); null when none does. */
export function findRule(policy: AssignmentPolicy, record: JsonObject, now: string): Rule | null {
  const facts = { record, run: { now } };
  return policy.rules.find((rule) => rule.when === undefined || evaluateCondition(rule.when, facts)) ?? null;
}

/**
 * Decides by the rule, else by the policy's fallback. Pure: `state` is the turns of all the policy's rules by rule id,
 * and the new one comes back with the decision.
 */
export function decideAssignment(
  policy: AssignmentPolicy,
  rule: Rule | null,
  facts: AssignmentFacts,
  state: Record<string, TurnState>,
): { decision: AssignmentDecision; state: Record<string, TurnState> } {
  if (rule !== null && rule.strategy === "queue") {
    return { decision: { owner: null, queue: rule.queue ?? null, rule: rule.id }, state };
  }
  const turn = rule === null ? null : takeTurnBy(rule, facts, state[rule.id] ?? null);
  if (rule !== null && turn !== null) {
    return {
      decision: { owner: turn.userId, queue: rule.queue ?? null, rule: rule.id },
      state: { ...state, [rule.id]: turn.state },
    };
  }
  return { decision: decideFallback(policy, rule, facts), state };
}

function takeTurnBy(rule: Rule, facts: AssignmentFacts, state: TurnState | null): Turn | null {
  const needed = [...(rule.candidates.skills ?? []), ...(rule.matchSkills === true ? skillsOf(facts.record) : [])];
  const limits = { today: facts.today, excluded: facts.excluded, skills: needed, maxOpen: rule.maxOpen };
  const available = new Set(
    facts.candidates.filter((candidate) => isAvailable(candidate, limits)).map(({ user }) => user.id),
  );
  const ids = facts.candidates.map(({ user }) => user.id);
  switch (rule.strategy) {
    case "round-robin":
      return takeTurn(state, ids, available);
    case "weighted":
      return takeWeightedTurn(state, facts.candidates, available);
    case "least-open":
      return takeLeastOpen(state, facts.candidates, available);
    case "field": {
      const named = rule.field === undefined ? null : facts.record[rule.field];
      return typeof named === "string" && available.has(named) ? { userId: named, state: { queue: [] } } : null;
    }
    case "queue":
      return null;
  }
}

function decideFallback(policy: AssignmentPolicy, rule: Rule | null, facts: AssignmentFacts): AssignmentDecision {
  const { fallback } = policy;
  const limits = { today: facts.today, excluded: facts.excluded, skills: [], maxOpen: undefined };
  const owner =
    facts.fallbackUser !== null && isAvailable(facts.fallbackUser, limits) ? facts.fallbackUser.user.id : null;
  const queue = fallback?.queue ?? rule?.queue ?? null;
  if (owner === null && fallback?.queue === undefined) {
    return { owner: null, queue, rule: rule?.id ?? null };
  }
  return { owner, queue, rule: "fallback" };
}

function skillsOf(record: JsonObject): string[] {
  const skills: Json = record["skills"] ?? null;
  return Array.isArray(skills) ? skills.filter((skill) => typeof skill === "string") : [];
}
