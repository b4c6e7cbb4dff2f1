import { userError } from "../../definitions/errors.ts";
import { acceptTriggerEvent, type Store, type TriggerAcceptance } from "../store/index.ts";

/**
 * Accepts a trigger's firing: one insert into the outbox, from which the dispatcher starts the run. The run's id is
 * answered at once; a repeat of the dedupe key answers the first one with `repeated`. Does not check that workflow and
 * trigger exist: callers have them at hand (`acceptManual` looks them up).
 */
export async function acceptTrigger(
  store: Store,
  given: TriggerAcceptance,
): Promise<{ runId: string; repeated: boolean }> {
  return acceptTriggerEvent(store.context, given);
}

/**
 * "Run now": the named trigger, or the published version's manual one, or its first. Throws `WORKFLOW_NOT_PUBLISHED`,
 * `TRIGGER_UNKNOWN`, `RECORD_UNKNOWN`.
 */
export async function acceptManual(
  store: Store,
  given: Omit<TriggerAcceptance, "triggerId"> & { triggerId?: string | undefined },
): Promise<{ runId: string; repeated: boolean }> {
  const { workspaceId, workflowKey } = given;
  const workflow = await store.published.getFresh(workspaceId, workflowKey);
  if (workflow === null)
    throw userError("WORKFLOW_NOT_PUBLISHED", `The workflow ${workflowKey} has no published version`, {
      key: workflowKey,
    });
  const trigger =
    given.triggerId === undefined
      ? (workflow.triggers.find(({ type }) => type === "manual") ?? workflow.triggers[0])
      : workflow.triggers.find(({ id }) => id === given.triggerId);
  if (trigger === undefined)
    throw userError("TRIGGER_UNKNOWN", `The published version has no trigger ${given.triggerId ?? ""}`, {
      key: workflowKey,
      trigger: given.triggerId ?? "",
    });
  const { record } = given;
  if (record !== undefined && (await store.records.get(workspaceId, record.object, record.id)) === null)
    throw userError("RECORD_UNKNOWN", `There is no ${record.object} ${record.id}`, { ...record });
  return acceptTriggerEvent(store.context, { ...given, triggerId: trigger.id });
}
