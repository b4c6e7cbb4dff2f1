import type { runsRoutes } from "../../../definitions/api.ts";
import { CLOSED_RUN_STATUSES } from "../../../definitions/run.ts";
import { FlowrightError } from "../../../definitions/errors.ts";
import type { Principal } from "../../auth/principal.ts";
import { type ExistingRun, emitNamedEvent } from "../../store/index.ts";
import { ApiError } from "../api-error.ts";
import type { Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { filterPages, textMatches } from "./find-in-list.ts";
import { writeAudit, writerOf } from "./write-audit.ts";

const OPERATIONS = ["pause", "resume", "cancel", "terminate"] as const;
type Operation = (typeof OPERATIONS)[number];

export const runsHandlers: Handlers<keyof typeof runsRoutes> = {
  async listRuns({ principal, query: { search, ...query } }, { store }) {
    const { runs } = store.workspace(principal.workspace.id);
    if (search === undefined) return runs.list(query);
    return filterPages(
      async (page) => runs.list({ ...query, ...page }),
      ({ id, workflowKey, workflowName, record }) =>
        textMatches(search, id, workflowKey, workflowName, record?.name, record?.id),
      query,
    );
  },

  async getRun({ principal, params, setHeader }, { runStates }) {
    const { run, source } = await runStates.read(principal.workspace.id, params.id);
    setHeader("Flowright-Run-Source", source);
    return run;
  },

  watchRun: async ({ principal, params, signal }, { runStates }) =>
    runStates.watch(principal.workspace.id, params.id, signal),

  async operateRun({ principal, params, body }, services) {
    const operation = OPERATIONS.find((name) => name === params.operation);
    if (operation === undefined) throw new ApiError("RUN_OPERATION_UNKNOWN", { operation: params.operation });
    await operate(services, principal, params.id, operation, body.reason);
    await writeAudit(
      services,
      principal,
      `run.${operation}`,
      params.id,
      body.reason === undefined ? {} : { reason: body.reason },
    );
    return { accepted: true };
  },

  async resolveIncident({ principal, params, body }, services) {
    const run = await requireOpen(services, principal, params.id);
    await services.runs.resolveIncident(run.temporalId, {
      stepId: params.stepId,
      resolution: body,
      byUser: principal.id,
    });
    await writeAudit(services, principal, "run.resolve", params.id, { stepId: params.stepId, action: body.action });
    return { accepted: true };
  },

  async emitEvent({ principal, body }, services) {
    const event = {
      name: body.name,
      payload: body.payload,
      ...(body.correlate === undefined ? {} : { correlate: body.correlate }),
      ...(body.id === undefined ? {} : { id: body.id }),
    };
    const { id } = await emitNamedEvent(services.store.context, writerOf(principal), event);
    await writeAudit(services, principal, "event.emit", id, { name: body.name });
    return { id };
  },
};

async function requireOpen(
  services: ApiServices,
  principal: Principal,
  id: string,
): Promise<ExistingRun & { temporalId: string }> {
  const run = await services.store.workspace(principal.workspace.id).runs.getHandle(id);
  if ((CLOSED_RUN_STATUSES as readonly string[]).includes(run.status)) throw new ApiError("RUN_CLOSED", { id });
  return run;
}

async function operate(
  services: ApiServices,
  principal: Principal,
  id: string,
  operation: Operation,
  reason: string | undefined,
): Promise<void> {
  const run = await requireOpen(services, principal, id);
  const { runs } = services.store.workspace(principal.workspace.id);
  if (operation !== "terminate" && !(operation === "cancel" && run.status === "queued")) {
    const why = reason === undefined ? {} : { reason };
    await services.runs.operate(run.temporalId, { operation, byUser: principal.id, ...why });
    return;
  }
  await services.runs.terminate(run.temporalId, reason ?? `${operation} by ${principal.id}`).catch((error: unknown) => {
    if (!(error instanceof FlowrightError) || !["RUN_NOT_STARTED", "RUN_CLOSED"].includes(error.code)) throw error;
  });
  // A terminated run writes no more progress itself, and a queued one never did.
  await runs.close(id, "cancelled", null);
}
