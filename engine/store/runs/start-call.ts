import { createHash } from "node:crypto";
import { MAXIMUM_CHAIN } from "../../triggers/contract.ts";
import { userError } from "../../../definitions/errors.ts";
import { RUN_CANCEL } from "../../../definitions/run-ended.ts";
import type { StartedCall } from "../../interpreter/ports.ts";
import type { CallStart } from "../../workflows/people-contract.ts";
import { acceptTriggerEvent } from "../events/accept-trigger-event.ts";
import type { RunDocument } from "./run-documents.ts";
import type { Store } from "../open-store.ts";
import { emitNamedEvent } from "../outbox.ts";
import { readRunEnded } from "./run-end.ts";

/**
 * Starts a called workflow, once for the call's key, by way of the outbox; answers the run's id, and its end where it
 * has ended already. Throws `CALL_LOOP`, `CALL_TOO_DEEP`, `WORKFLOW_NOT_PUBLISHED`, `WORKFLOW_DISABLED`,
 * `WORKFLOW_VERSION_UNKNOWN`, `CALL_WITHOUT_TRIGGER`.
 */
export async function startCall(store: Store, call: CallStart): Promise<StartedCall> {
  const { workspaceId, workflow: key, chain } = call;
  refuseChain(call);
  const workflow = await store.published.getFresh(workspaceId, key);
  if (workflow === null)
    throw userError("WORKFLOW_NOT_PUBLISHED", `The workflow ${key} has no published version`, { key });
  if (!workflow.enabled) throw userError("WORKFLOW_DISABLED", `The workflow ${key} is switched off`, { key });
  const version = typeof call.version === "number" ? call.version : workflow.version;
  const { definition } = await store.workspace(workspaceId).workflows.versions.get(key, version);
  const trigger = definition.triggers.find(({ type }) => type === "manual") ?? definition.triggers[0];
  if (trigger === undefined)
    throw userError("CALL_WITHOUT_TRIGGER", `The workflow ${key} has no trigger to begin at.`, { key });
  const record = await recordOfCaller(store, call, trigger.type === "manual" ? trigger.object : undefined);
  const { runId } = await acceptTriggerEvent(store.context, {
    workspaceId,
    workflowKey: key,
    triggerId: trigger.id,
    payload: call.input,
    dedupeKey: `call-${createHash("sha256").update(call.idempotencyKey).digest("base64url")}`,
    chain,
    ...(record === null ? {} : { record }),
    call: {
      version,
      parent: { runId: call.runId, stepId: call.stepId, workflow: call.caller, waits: call.wait },
    },
  });
  return { runId, ended: call.wait ? await readRunEnded(store.context, workspaceId, runId) : null };
}

/** Asks the dispatcher to cancel a called run, once for each key. */
export async function cancelCall(
  store: Store,
  args: { workspaceId: string; runId: string; calledRunId: string; idempotencyKey: string; chain: readonly string[] },
): Promise<void> {
  const { workspaceId, runId, calledRunId, idempotencyKey, chain } = args;
  await emitNamedEvent(
    store.context,
    { workspaceId, runId, idempotencyKey, chain },
    { name: RUN_CANCEL, correlate: calledRunId, payload: { runId: calledRunId } },
  );
}

function refuseChain({ workflow, chain }: CallStart): void {
  const way = [...chain, workflow].join(" → ");
  if (chain.includes(workflow)) throw userError("CALL_LOOP", `The calls form a loop: ${way}.`, { way });
  if (chain.length >= MAXIMUM_CHAIN)
    throw userError("CALL_TOO_DEEP", `Workflows call each other too deep: ${way}.`, { way, limit: MAXIMUM_CHAIN });
}

/** The caller's record goes along where the called workflow may be about such a one. */
async function recordOfCaller(
  store: Store,
  { workspaceId, runId }: CallStart,
  object: string | undefined,
): Promise<{ object: string; id: string } | null> {
  const run = await store.context.collections.runs.findOne<Pick<RunDocument, "recordRef">>(
    { _id: runId, workspaceId },
    { projection: { recordRef: 1 } },
  );
  const record = run?.recordRef ?? null;
  if (record === null || (object !== undefined && object !== record.object)) return null;
  return { object: record.object, id: record.id };
}
