import { createBuiltInRegistry } from "../../activities/built-in-registry.ts";
import { createActivities } from "../../activities/create-activities.ts";
import type { RecordFields } from "../../activities/ports.ts";
import { createInMemoryPorts } from "../../activities/testing/in-memory-ports.ts";
import { addDuration } from "../../definitions/calendar/index.ts";
import type { ObjectDescription } from "../../definitions/catalogue.ts";
import type { ErrorData } from "../../definitions/error-data.ts";
import { errorDataOf, userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { AssignmentPolicy, Team, User } from "../../definitions/resources.ts";
import type { SharedCondition } from "../../definitions/rule-sets/shared-condition.ts";
import type { ScoringModel } from "../../definitions/scoring/scoring-model.ts";
import type { CancelToken } from "../interpreter/cancel-token.ts";
import { OperationFailed, type OperationRequest } from "../interpreter/ports.ts";
import type { Mock } from "../../definitions/workflow-test.ts";
import type { MockDesk } from "./mocks.ts";
import type { VirtualClock } from "./virtual-clock.ts";

const WORKSPACE = "simulation";
const TIMED_OUT: ErrorData = {
  code: "OPERATION_TIMED_OUT",
  class: "connector",
  retryable: true,
  message: "The operation was not done in time.",
};

/** The built-in CRM's content in a simulation. */
export interface SimulatedCrm {
  records?: readonly JsonObject[];
  users?: readonly User[];
  teams?: readonly Team[];
  policies?: readonly AssignmentPolicy[];
  scoringModels?: readonly ScoringModel[];
  conditions?: readonly SharedCondition[];
  /** The built-in ones where absent. */
  objects?: readonly ObjectDescription[];
}

export type CallOnce = (request: OperationRequest) => Promise<Json>;

/** The built-in CRM's operations on records in memory. Others throw `SIMULATION_MOCK_MISSING`. */
export function createSimulatedCrm(
  crm: SimulatedCrm,
  about: { runId: string; workflowKey: string; clock: VirtualClock },
): CallOnce {
  const now = () => new Date(about.clock.now()).toISOString();
  const ports = createInMemoryPorts({ now, ...(crm.objects === undefined ? {} : { objects: crm.objects }) });
  const workspace = ports.workspace(WORKSPACE);
  for (const record of crm.records ?? []) {
    const { id, object } = record;
    if (typeof id !== "string" || typeof object !== "string")
      throw userError("SIMULATION_RECORD_INVALID", "A record of a simulation needs id and object.");
    workspace.records.set(`${object}/${id}`, record as RecordFields);
  }
  workspace.users.push(...(crm.users ?? []));
  workspace.teams.push(...(crm.teams ?? []));
  workspace.policies.push(...(crm.policies ?? []));
  workspace.scoringModels.push(...(crm.scoringModels ?? []));
  workspace.conditions.push(...(crm.conditions ?? []));
  const activities = createActivities({ ports, registry: createBuiltInRegistry() });
  return async (request) => {
    const isOnRecords = request.operation.startsWith("crm.") || request.operation === "score.record";
    const activity = isOnRecords ? activities[request.operation] : undefined;
    if (activity === undefined) throw missingMock(request.nodeId, request.operation);
    return activity({
      workspaceId: WORKSPACE,
      runId: about.runId,
      workflowKey: about.workflowKey,
      nodeId: request.nodeId,
      stepId: request.stepId,
      idempotencyKey: request.idempotencyKey,
      operation: request.operation,
      input: request.input,
      chain: [about.workflowKey],
      now: now(),
    });
  };
}

export function missingMock(nodeId: string, what: string) {
  return userError("SIMULATION_MOCK_MISSING", `The node ${nodeId} reaches outside (${what}) and has no mock.`, {
    node: nodeId,
    operation: what,
  });
}

/** Calls an operation in virtual time: attempts, time limit and retries as the node's policy says. */
export async function callInVirtualTime(
  request: OperationRequest,
  token: CancelToken,
  world: { clock: VirtualClock; mocks: MockDesk; callOnce: CallOnce },
): Promise<{ output: Json; attempts: number }> {
  const { clock } = world;
  const { retry } = request;
  for (let attempts = 1; ; attempts += 1) {
    const answer = await attemptOnce(request, token, world);
    if ("output" in answer) return { output: answer.output, attempts };
    const { error } = answer;
    const waitMs = Math.min(
      retry.maximumIntervalMs,
      retry.initialIntervalMs * retry.backoffCoefficient ** (attempts - 1),
    );
    const untilMs = clock.now() + waitMs;
    const isSpent = retry.maximumAttempts !== 0 && attempts >= retry.maximumAttempts;
    const isLate = request.deadlineMs !== null && untilMs > request.deadlineMs;
    if (!error.retryable || isSpent || isLate) throw new OperationFailed(error, attempts);
    request.onRetry(attempts, error, untilMs);
    await clock.sleepUntil(untilMs, token);
  }
}

async function attemptOnce(
  request: OperationRequest,
  token: CancelToken,
  { clock, mocks, callOnce }: { clock: VirtualClock; mocks: MockDesk; callOnce: CallOnce },
): Promise<{ output: Json } | { error: ErrorData }> {
  if (request.compensation && mocks.has(request.nodeId)) return { output: null };
  const mock: Mock | null = mocks.take(request.nodeId, request.items);
  if (mock === null) {
    try {
      return { output: await callOnce(request) };
    } catch (thrown) {
      const error = errorDataOf(thrown);
      if (error.code === "SIMULATION_MOCK_MISSING") throw thrown;
      return { error };
    }
  }
  const nowIso = new Date(clock.now()).toISOString();
  const takesMs = mock.takes === undefined ? 0 : Date.parse(addDuration(nowIso, mock.takes, "UTC")) - clock.now();
  if (takesMs > 0) await clock.sleepUntil(clock.now() + Math.min(takesMs, request.timeoutMs), token);
  if (takesMs > request.timeoutMs) return { error: TIMED_OUT };
  return "output" in mock ? { output: mock.output } : { error: mock.error };
}
