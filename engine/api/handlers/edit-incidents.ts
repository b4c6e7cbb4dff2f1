import type { BulkReport, BulkRequest } from "../../../definitions/api.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { RunSummary } from "../../../definitions/run.ts";
import { setField } from "../../../definitions/set-field.ts";
import type { Principal } from "../../auth/principal.ts";
import { ApiError } from "../api-error.ts";
import type { ApiServices } from "../api-services.ts";

type FieldChange = NonNullable<BulkRequest["set"]>;

/** The steps of a run that wait for an operator. */
export function incidentsOf({ waitingFor }: RunSummary): { nodeId: string; stepId: string }[] {
  return waitingFor.filter((wait) => wait.waitingFor.kind === "operator");
}

/** Throws INCIDENT_STEPS_DIFFER: one field is changed in the incidents of one step only. */
export function requireOneStep(runs: readonly RunSummary[]): void {
  const steps = new Set(runs.flatMap((run) => incidentsOf(run).map(({ nodeId }) => `${run.workflowKey}: ${nodeId}`)));
  if (steps.size > 1) throw new ApiError("INCIDENT_STEPS_DIFFER", { steps: [...steps].slice(0, 5).join(", ") });
}

/**
 * The input that an incident's step had, and with a change the one that it is tried with next. Throws
 * INCIDENT_INPUT_UNFIT where the change does not fit it.
 */
export async function readIncidentInput(
  { store }: ApiServices,
  principal: Principal,
  incident: { runId: string; stepId: string },
  change: FieldChange | undefined,
): Promise<{ input: JsonObject | null; changed: JsonObject | null }> {
  const { runId, stepId } = incident;
  const step = await store.workspace(principal.workspace.id).runs.findStep(runId, stepId);
  const given = step?.input;
  const input = typeof given === "object" && given !== null && !Array.isArray(given) ? given : null;
  if (change === undefined) return { input, changed: null };
  const changed = input === null ? null : setField(input, change.field, change.value);
  if (changed === null) throw new ApiError("INCIDENT_INPUT_UNFIT", { field: change.field });
  return { input, changed };
}

/** What a trial of a retry shows of its first incident; nothing where its step has no input. */
export async function previewIncident(
  services: ApiServices,
  principal: Principal,
  [run]: readonly RunSummary[],
  change: FieldChange | undefined,
): Promise<Pick<BulkReport, "preview">> {
  const stepId = run === undefined ? undefined : incidentsOf(run)[0]?.stepId;
  if (run === undefined || stepId === undefined) return {};
  const incident = { runId: run.id, stepId };
  // What does not fit is told among the failures.
  const read = await readIncidentInput(services, principal, incident, change).catch(async () =>
    readIncidentInput(services, principal, incident, undefined),
  );
  return read.input === null ? {} : { preview: { ...incident, input: read.input, changed: read.changed } };
}
