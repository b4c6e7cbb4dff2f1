import { userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { AssignmentPolicy, User } from "../../definitions/resources.ts";
import type { ActivityPorts, RecordFields, WriteContext } from "../ports.ts";
import { type Candidate, dateIn } from "./candidate.ts";
import { type AssignmentDecision, decideAssignment, findRule } from "./decide-assignment.ts";
import type { TurnState } from "./turns.ts";

export interface AssignmentRequest {
  object: string;
  id: string;
  policy: string;
  /** People who are not to get it. */
  exclude: readonly string[];
  /** Take it from its owner: the owner of now is left out, and an owned record is assigned anew. */
  isReassignment: boolean;
  now: string;
  timeZone: string;
}
export interface AssignmentResult {
  owner: { id: string; name: string; email: string; language: string } | null;
  queue: string | null;
  policy: string;
  rule: string | null;
  /** Somebody else had it, or got it meanwhile; `owner` is that person and nothing was written. */
  alreadyAssigned: boolean;
}
/** What is kept under the step's key, so that a repeat gives the first answer. */
interface StoredPick extends Record<string, Json> {
  owner: string | null;
  queue: string | null;
  rule: string | null;
  ownerBefore: string | null;
  alreadyAssigned: boolean;
}

/**
 * Assigns a record by a policy: decides once for each idempotency key, then compare-and-sets the owner, so that an
 * assignment made by somebody else meanwhile stands. Throws RECORD_UNKNOWN, POLICY_UNKNOWN, POLICY_OBJECT_MISMATCH.
 */
export async function assignRecord(
  ports: ActivityPorts,
  request: AssignmentRequest,
  context: WriteContext & { idempotencyKey: string },
): Promise<AssignmentResult> {
  const { workspaceId } = context;
  const record = await requireRecord(ports, workspaceId, request.object, request.id);
  const policy = await requirePolicy(ports, workspaceId, request);
  const pick = await pickOwner(ports, policy, record, request, context);
  if (pick.alreadyAssigned) return answer(ports, workspaceId, request.policy, pick);
  const changes: JsonObject = {
    ...(pick.owner === null ? {} : { owner: pick.owner }),
    ...(pick.queue !== null && "queue" in record ? { queue: pick.queue } : {}),
  };
  if (Object.keys(changes).length === 0) return answer(ports, workspaceId, request.policy, pick);
  const { written, record: after } = await ports.records.update(request.object, request.id, changes, context, {
    owner: pick.ownerBefore,
  });
  if (written) return answer(ports, workspaceId, request.policy, pick);
  const owner = ownerOf(after);
  return answer(ports, workspaceId, request.policy, { ...pick, owner, queue: null, rule: null, alreadyAssigned: true });
}

async function pickOwner(
  ports: ActivityPorts,
  policy: AssignmentPolicy,
  record: RecordFields,
  request: AssignmentRequest,
  context: WriteContext & { idempotencyKey: string },
): Promise<StoredPick> {
  const ownerBefore = ownerOf(record);
  const isTaken = ownerBefore !== null && !request.isReassignment;
  const rule = isTaken ? null : findRule(policy, record, request.now);
  const excluded = new Set(request.exclude);
  if (request.isReassignment && ownerBefore !== null) excluded.add(ownerBefore);
  const facts = {
    record,
    candidates: isTaken ? [] : await loadCandidates(ports, context.workspaceId, record, rule),
    fallbackUser: isTaken ? null : await loadFallback(ports, context.workspaceId, policy),
    today: dateIn(request.timeZone, request.now),
    excluded,
  };
  const { pick } = await ports.cursors.pickOnce<StoredPick, Record<string, TurnState> & Json>(
    context.workspaceId,
    `assignment/${policy.key}`,
    context.idempotencyKey,
    (state) => {
      if (isTaken) {
        const kept: StoredPick = { owner: ownerBefore, queue: null, rule: null, ownerBefore, alreadyAssigned: true };
        return { pick: kept, state: state ?? {} };
      }
      const decided = decideAssignment(policy, rule, facts, state ?? {});
      const pick: StoredPick = { ...decided.decision, ownerBefore, alreadyAssigned: false };
      return { pick, state: decided.state as Record<string, TurnState> & Json };
    },
  );
  return pick;
}

async function loadCandidates(
  ports: ActivityPorts,
  workspaceId: string,
  record: RecordFields,
  rule: AssignmentPolicy["rules"][number] | null,
): Promise<Candidate[]> {
  if (rule === null || rule.strategy === "queue") return [];
  const weights = new Map((rule.candidates.users ?? []).map(({ id, weight }) => [id, weight ?? 1]));
  if (rule.candidates.team !== undefined) {
    const team = await ports.people.getTeam(workspaceId, rule.candidates.team);
    if (team === null) {
      throw userError("TEAM_UNKNOWN", `There is no team ${rule.candidates.team}.`, { team: rule.candidates.team });
    }
    for (const id of team.members) if (!weights.has(id)) weights.set(id, 1);
  }
  const named = rule.strategy === "field" && rule.field !== undefined ? record[rule.field] : undefined;
  if (weights.size === 0 && typeof named === "string") weights.set(named, 1);
  const ids = [...weights.keys()];
  const users = new Map((await ports.people.getUsers(workspaceId, ids)).map((user) => [user.id, user]));
  const needsOpen = rule.strategy === "least-open" || rule.maxOpen !== undefined;
  const open = needsOpen
    ? await ports.records.countOpenByOwner(workspaceId, record.object, ids)
    : new Map<string, number>();
  return ids.flatMap((id) => {
    const user = users.get(id);
    return user === undefined ? [] : [{ user, weight: weights.get(id) ?? 1, open: open.get(id) ?? 0 }];
  });
}

async function loadFallback(
  ports: ActivityPorts,
  workspaceId: string,
  policy: AssignmentPolicy,
): Promise<Candidate | null> {
  const id = policy.fallback?.user;
  const user = id === undefined ? null : await ports.people.getUser(workspaceId, id);
  return user === null ? null : { user, weight: 1, open: 0 };
}

async function answer(
  ports: ActivityPorts,
  workspaceId: string,
  policy: string,
  pick: AssignmentDecision & { alreadyAssigned: boolean },
): Promise<AssignmentResult> {
  const user: User | null = pick.owner === null ? null : await ports.people.getUser(workspaceId, pick.owner);
  return {
    owner: user === null ? null : { id: user.id, name: user.name, email: user.email, language: user.language },
    queue: pick.queue,
    policy,
    rule: pick.rule,
    alreadyAssigned: pick.alreadyAssigned,
  };
}

/** Throws RECORD_UNKNOWN. */
export async function requireRecord(
  ports: ActivityPorts,
  workspaceId: string,
  object: string,
  id: string,
): Promise<RecordFields> {
  const record = await ports.records.get(workspaceId, object, id);
  if (record === null) throw userError("RECORD_UNKNOWN", `There is no ${object} ${id}.`, { object, id });
  return record;
}

async function requirePolicy(
  ports: ActivityPorts,
  workspaceId: string,
  request: AssignmentRequest,
): Promise<AssignmentPolicy> {
  const policy = await ports.resources.getPolicy(workspaceId, request.policy);
  if (policy === null) {
    throw userError("POLICY_UNKNOWN", `There is no assignment policy ${request.policy}.`, { policy: request.policy });
  }
  if (policy.object !== undefined && policy.object !== request.object) {
    throw userError(
      "POLICY_OBJECT_MISMATCH",
      `The policy ${request.policy} is for ${policy.object} records, not for ${request.object}.`,
      { policy: request.policy, expected: policy.object, object: request.object },
    );
  }
  return policy;
}

function ownerOf(record: RecordFields): string | null {
  const owner = record["owner"];
  return typeof owner === "string" && owner !== "" ? owner : null;
}
