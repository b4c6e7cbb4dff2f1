import { FlowrightError } from "../../../definitions/errors.ts";
import { CLOSED_RUN_STATUSES, type IncidentResolution } from "../../../definitions/run.ts";
import type { Principal } from "../../auth/principal.ts";
import type { ExistingRun } from "../../store/index.ts";
import { ApiError } from "../api-error.ts";
import type { ApiServices } from "../api-services.ts";

export const RUN_OPERATIONS = ["pause", "resume", "cancel", "terminate"] as const;
type RunOperation = (typeof RUN_OPERATIONS)[number];

/** Resolves a step's incident. Throws RUN_UNKNOWN, RUN_CLOSED, INCIDENT_UNKNOWN. */
export async function resolveOne(
  services: ApiServices,
  principal: Principal,
  id: string,
  stepId: string,
  resolution: IncidentResolution,
): Promise<void> {
  const run = await requireOpen(services, principal, id);
  await services.runs.resolveIncident(run.temporalId, { stepId, resolution, byUser: principal.id });
}

async function requireOpen(
  services: ApiServices,
  principal: Principal,
  id: string,
): Promise<ExistingRun & { temporalId: string }> {
  const run = await services.store.workspace(principal.workspace.id).runs.getHandle(id);
  if ((CLOSED_RUN_STATUSES as readonly string[]).includes(run.status)) throw new ApiError("RUN_CLOSED", { id });
  return run;
}

/** Pauses, resumes, cancels or terminates a run. Throws RUN_UNKNOWN, RUN_CLOSED, and what the run refuses with. */
export async function operateOne(
  services: ApiServices,
  principal: Principal,
  id: string,
  operation: RunOperation,
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
