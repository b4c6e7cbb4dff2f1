import type { Json, JsonObject } from "../../definitions/json.ts";
import type { CancelToken } from "../interpreter/cancel-token.ts";
import type { OperationRequest, RunPorts } from "../interpreter/ports.ts";
import type { MockDesk } from "./mocks.ts";
import { callInVirtualTime, createSimulatedCrm, missingMock, type SimulatedCrm } from "./simulated-operations.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface SimulatedWorld {
  ports: RunPorts;
  mails: JsonObject[];
  emitted: { name: string; correlate: Json | null; payload: JsonObject; at: string }[];
  /** Steps that opened a task, by node. */
  taskSteps: Map<string, string[]>;
  /** What makes the whole simulation worthless: a mock that is missing. */
  aborted(): Error | null;
}

/** The interpreter's ports on virtual time, mocks and records in memory. */
export function createSimulatedPorts(options: {
  clock: VirtualClock;
  mocks: MockDesk;
  crm: SimulatedCrm;
  runId: string;
  workflowKey: string;
}): SimulatedWorld {
  const { clock, mocks } = options;
  const callOnce = createSimulatedCrm(options.crm, options);
  const world: Omit<SimulatedWorld, "ports"> & { problem: Error | null } = {
    mails: [],
    emitted: [],
    taskSteps: new Map(),
    problem: null,
    aborted: () => world.problem,
  };
  const call = async (request: OperationRequest, token: CancelToken) => {
    try {
      return await callInVirtualTime(request, token, { clock, mocks, callOnce });
    } catch (thrown) {
      if ((thrown as { code?: unknown }).code === "SIMULATION_MOCK_MISSING") world.problem = thrown as Error;
      throw thrown;
    }
  };
  const nowIso = () => new Date(clock.now()).toISOString();
  const ports: RunPorts = {
    clock: { now: () => clock.now(), sleepUntil: (atMs, token) => clock.sleepUntil(atMs, token) },
    async callOperation(request, token) {
      const answer = await call(request, token);
      if (request.operation === "smtp.send")
        world.mails.push({ nodeId: request.nodeId, at: nowIso(), ...request.input });
      return answer;
    },
    saveProgress: async () => [],
    async emitEvent({ name, correlate, payload }) {
      world.emitted.push({ name, correlate, payload, at: nowIso() });
      return { id: `emitted-${world.emitted.length}` };
    },
    ...createTaskPorts(world.taskSteps, nowIso),
    async callWorkflow(request, token) {
      if (!mocks.has(request.nodeId)) {
        world.problem = missingMock(request.nodeId, `workflow ${request.workflow}`);
        throw world.problem;
      }
      const { output } = await call(asOperation(request), token);
      return { output };
    },
    cancelCall: async () => undefined,
    log: () => undefined,
  };
  return { ...world, aborted: () => world.problem, ports };
}

/** Tasks are answered by what happens in the test; nobody is told of them. */
function createTaskPorts(
  taskSteps: Map<string, string[]>,
  nowIso: () => string,
): Pick<RunPorts, "openTask" | "remindTask" | "escalateTask" | "closeTask"> {
  return {
    async openTask({ nodeId, stepId, assignees, users, dueAt }) {
      taskSteps.set(nodeId, [...(taskSteps.get(nodeId) ?? []), stepId]);
      const people = users ?? ("users" in assignees ? assignees.users : null);
      const asked = people ?? describeAssignees(assignees);
      const eligible = people?.length ?? null;
      return { taskId: stepId, assignees: asked, eligible, openedAt: nowIso(), dueAt, answers: [] };
    },
    remindTask: async () => undefined,
    escalateTask: async (_key, { assignees, users }) => ({
      assignees: users ?? describeAssignees(assignees),
      eligible: null,
    }),
    closeTask: async () => null,
  };
}

function describeAssignees(assignees: object): string[] {
  if ("users" in assignees) return assignees.users as string[];
  return Object.entries(assignees).map(([kind, name]) => `${kind}:${String(name)}`);
}

/** A called workflow is mocked like an operation that is tried once. */
function asOperation(request: Parameters<RunPorts["callWorkflow"]>[0]): OperationRequest {
  return {
    nodeId: request.nodeId,
    stepId: request.stepId,
    iteration: 0,
    items: [],
    idempotencyKey: request.idempotencyKey,
    operation: `workflow.${request.workflow}`,
    connection: null,
    input: request.input,
    internal: false,
    retry: { maximumAttempts: 1, initialIntervalMs: 1, backoffCoefficient: 1, maximumIntervalMs: 1 },
    timeoutMs: Number.MAX_SAFE_INTEGER,
    deadlineMs: null,
    compensation: false,
    onRetry: () => undefined,
  };
}
