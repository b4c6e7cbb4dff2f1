import {
  type Client,
  isGrpcServiceError,
  QueryNotRegisteredError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from "@temporalio/client";
import { FlowrightError } from "../../definitions/errors.ts";
import type { RunDetail } from "../../definitions/run.ts";
import { ApiError } from "./api-error.ts";
import {
  type CompleteTaskArgs,
  type MigrateArgs,
  type OperateArgs,
  QUERY_STATE,
  type ResolveIncidentArgs,
  UPDATE_COMPLETE_TASK,
  UPDATE_MIGRATE,
  UPDATE_OPERATE,
  UPDATE_RESOLVE_INCIDENT,
} from "../workflows/contract.ts";
import { errorDataOfFailure } from "../workflows/failure-conversion.ts";

const QUERY_LIMIT_MS = 3_000;
const UPDATE_LIMIT_MS = 10_000;
const ATTEMPTS = 3;
/** gRPC's code: the run has the update, and has not done it in time. */
const DEADLINE_EXCEEDED = 4;

/** Open runs as Temporal holds them. Ids are Temporal's workflow ids. */
export interface RunGateway {
  /** The state of an open run by query; null when no worker answers in time or Temporal does not have it. */
  readState(workflowId: string): Promise<RunDetail | null>;
  /** These throw RUN_NOT_STARTED, RUN_CLOSED, TEMPORAL_UNAVAILABLE, and what the run itself refuses with (RUN_PAUSED, INCIDENT_UNKNOWN, …). */
  operate(workflowId: string, args: OperateArgs): Promise<void>;
  resolveIncident(workflowId: string, args: ResolveIncidentArgs): Promise<void>;
  completeTask(workflowId: string, args: CompleteTaskArgs): Promise<void>;
  /** Moves the run to another version: `pending` where a step under way has to end first. Throws MIGRATION_REFUSED. */
  migrate(workflowId: string, args: MigrateArgs): Promise<"moved" | "pending">;
  terminate(workflowId: string, reason: string): Promise<void>;
  /** Whether the server answers. */
  check(): Promise<void>;
}

/** The gateway over one client; the client may connect lazily. */
export function createRunGateway(client: Client, namespace: string): RunGateway {
  const within = async <T>(limitMs: number, work: () => Promise<T>): Promise<T> =>
    client.connection.withDeadline(Date.now() + limitMs, work);
  const update = async (workflowId: string, name: string, args: unknown): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await within(UPDATE_LIMIT_MS, async () =>
          client.workflow.getHandle(workflowId).executeUpdate(name, { args: [args] }),
        );
        return;
      } catch (error) {
        // Another execution has just taken the run over: it takes the update as well.
        const isRunning = error instanceof WorkflowNotFoundError && (await isOpen(client, workflowId));
        if (!isRunning || attempt === ATTEMPTS) throw await explain(client, workflowId, error);
      }
    }
  };
  return {
    async readState(workflowId) {
      try {
        return await within(QUERY_LIMIT_MS, async () =>
          client.workflow.getHandle(workflowId).query<RunDetail>(QUERY_STATE),
        );
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    operate: async (workflowId, args) => update(workflowId, UPDATE_OPERATE, args),
    resolveIncident: async (workflowId, args) => update(workflowId, UPDATE_RESOLVE_INCIDENT, args),
    completeTask: async (workflowId, args) => update(workflowId, UPDATE_COMPLETE_TASK, args),
    async migrate(workflowId, args) {
      try {
        await update(workflowId, UPDATE_MIGRATE, args);
        return "moved";
      } catch (error) {
        if (grpcCodeOf(error) === DEADLINE_EXCEEDED) return "pending";
        throw error;
      }
    },
    async terminate(workflowId, reason) {
      try {
        await within(UPDATE_LIMIT_MS, async () => client.workflow.getHandle(workflowId).terminate(reason));
      } catch (error) {
        throw await explain(client, workflowId, error);
      }
    },
    async check() {
      await within(QUERY_LIMIT_MS, async () => client.connection.workflowService.describeNamespace({ namespace }));
    },
  };
}

/** No worker, no such run, or a run from before the query existed: the stored progress answers instead. */
function isAbsent(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError || error instanceof QueryNotRegisteredError) return true;
  const grpc = grpcCodeOf(error);
  // CANCELLED, DEADLINE_EXCEEDED, FAILED_PRECONDITION, UNAVAILABLE
  return grpc === 1 || grpc === 4 || grpc === 9 || grpc === 14;
}

function grpcCodeOf(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (isGrpcServiceError(at)) return at.code;
  return undefined;
}

async function isOpen(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === "RUNNING";
  } catch {
    // Whatever it is, the first error tells more.
    return false;
  }
}

async function explain(client: Client, workflowId: string, error: unknown): Promise<unknown> {
  if (error instanceof WorkflowUpdateFailedError) {
    const data = errorDataOfFailure(error);
    if (data !== null) return new FlowrightError(data, { cause: error });
    const problem = (error.cause?.message ?? error.message).replace(/\.$/, "");
    return new ApiError("RUN_OPERATION_REFUSED", { problem });
  }
  if (!(error instanceof WorkflowNotFoundError)) return error;
  const exists = await client.workflow
    .getHandle(workflowId)
    .describe()
    .then(() => true)
    .catch(() => false);
  return new ApiError(exists ? "RUN_CLOSED" : "RUN_NOT_STARTED", { id: workflowId });
}
