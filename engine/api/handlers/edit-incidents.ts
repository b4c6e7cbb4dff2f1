import type { BulkReport, BulkRequest } from "../../../definitions/api.ts";
import { isJsonObject } from "../../../definitions/is-json-object.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { RunSummary } from "../../../definitions/run.ts";
import { setField } from "../../../definitions/field-path.ts";
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

/** The input that an incident's step had; null where it has none. */
async function readInput(
  { store }: ApiServices,
  principal: Principal,
  { runId, stepId }: { runId: string; stepId: string },
): Promise<JsonObject | null> {
  const step = await store.workspace(principal.workspace.id).runs.findStep(runId, stepId);
  return isJsonObject(step?.input) ? step.input : null;
}

/** The input that an incident's step is tried with next. Throws INCIDENT_INPUT_UNFIT. */
export async function changeIncidentInput(
  services: ApiServices,
  principal: Principal,
  incident: { runId: string; stepId: string },
  change: FieldChange,
): Promise<JsonObject> {
  const input = await readInput(services, principal, incident);
  const changed = input === null ? null : setField(input, change.field, change.value);
  if (changed === null) throw new ApiError("INCIDENT_INPUT_UNFIT", { field: change.field });
  return changed;
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
  const input = await readInput(services, principal, incident);
  if (input === null) return {};
  // What does not fit is told among the failures.
  const changed = change === undefined ? null : setField(input, change.field, change.value);
  return { preview: { ...incident, input, changed } };
}
