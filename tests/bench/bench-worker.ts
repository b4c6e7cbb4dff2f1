import { randomUUID } from "node:crypto";
import path from "node:path";
import { WorkflowClient } from "@temporalio/client";
import { NativeConnection, type Worker } from "@temporalio/worker";
import type { OperationCall } from "../../activities/operation-call.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import { compilePlan } from "../../engine/publish/compile-plan.ts";
import { planHash } from "../../engine/publish/content-hash.ts";
import { bundleWorkflows } from "../../engine/worker/bundle-workflows.ts";
import { createFlowrightWorker } from "../../engine/worker/create-worker.ts";
import { createWorkerDuties } from "../../engine/worker/worker-activities.ts";
import { INTERPRETER_VERSION, type RunInput, TASK_QUEUE, WORKFLOW_TYPE } from "../../engine/workflows/contract.ts";
import { BENCH_OPERATIONS, BENCH_RECORD, BENCH_TABLE } from "./definitions.ts";

/** Starts one run by id and waits for its end. */
export type RunOnce = (runId: string) => Promise<void>;

export interface BenchWorker {
  /** Starts a run and does not wait for it. */
  starter(definition: WorkflowDefinition, payload: () => JsonObject): RunOnce;
  interpreted(definition: WorkflowDefinition): RunOnce;
  handWritten(workflowType: "handWrittenLead" | "handWrittenThreeActivities"): RunOnce;
  countEvents(runOnce: RunOnce): Promise<number>;
  stop(): Promise<void>;
}

/** One worker that has the interpreter and the hand-written workflows, with the same activities that do nothing for both. */
export async function startBenchWorker(
  address: string,
  onUpdate: (call: OperationCall) => void = () => undefined,
): Promise<BenchWorker> {
  const connection = await NativeConnection.connect({ address });
  const workflowBundle = await bundleWorkflows({
    workflowsPath: `${import.meta.dirname}/workflows/index${path.extname(import.meta.filename)}`,
  });
  const worker = await createFlowrightWorker({
    connection,
    namespace: "default",
    workflows: { code: workflowBundle.code },
    ...createBenchDuties(onUpdate),
  });
  const running = worker.run();
  const client = new WorkflowClient({ connection });
  const execute = (workflowType: string, inputOf: (runId: string) => unknown): RunOnce => {
    return async (runId) => {
      const handle = await client.start(workflowType, {
        workflowId: runId,
        taskQueue: TASK_QUEUE,
        args: [inputOf(runId)],
        requestEagerStart: true,
      });
      await handle.result();
    };
  };
  return {
    starter: (definition, payload) => {
      const inputOf = interpretedInput(definition);
      return async (runId) => {
        const input = inputOf(runId);
        const args = [{ ...input, trigger: { ...input.trigger, payload: payload() } }];
        await client.start(WORKFLOW_TYPE, { workflowId: runId, taskQueue: TASK_QUEUE, args, requestEagerStart: true });
      };
    },
    interpreted: (definition) => execute(WORKFLOW_TYPE, interpretedInput(definition)),
    handWritten: (workflowType) => execute(workflowType, (runId) => ({ runId, record: BENCH_RECORD })),
    async countEvents(runOnce) {
      const runId = randomUUID();
      await runOnce(runId);
      const history = await client.getHandle(runId).fetchHistory();
      return history.events?.length ?? 0;
    },
    stop: async () => stopWorker(worker, running, connection),
  };
}

function createBenchDuties(onUpdate: (call: OperationCall) => void) {
  const owner = { id: "u1", name: "Ann", email: "ann@example.com" };
  return createWorkerDuties({
    store: {
      loadPlan: async () => Promise.reject(new Error("the plans of the bench travel by value")),
      saveProgress: async () => ({ events: [] }),
      emitEvent: async () => ({ id: "e1" }),
    },
    operations: {
      "crm.assign": async () => ({ owner }),
      "crm.update": async (call) => {
        onUpdate(call);
        return { written: true };
      },
      "smtp.send": async () => ({ messageId: "<bench@example.com>" }),
    },
  });
}

function interpretedInput(definition: WorkflowDefinition): (runId: string) => RunInput {
  const plan = compilePlan(definition, { tables: { [BENCH_TABLE.key]: BENCH_TABLE }, operations: BENCH_OPERATIONS });
  const hash = planHash(plan);
  return (runId) => ({
    interpreterVersion: INTERPRETER_VERSION,
    workspaceId: "bench",
    runId,
    workflowKey: definition.key,
    version: 1,
    planHash: hash,
    plan,
    trigger: { id: "created", type: "record", payload: {} },
    record: BENCH_RECORD,
    origin: { triggerId: "created", triggerType: "record", chain: [] },
    calendars: {},
  });
}

async function stopWorker(worker: Worker, running: Promise<void>, connection: NativeConnection): Promise<void> {
  worker.shutdown();
  await running;
  await connection.close();
}
