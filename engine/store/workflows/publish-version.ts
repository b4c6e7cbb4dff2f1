import { userError } from "../../../definitions/errors.ts";
import type { Trigger } from "../../../definitions/triggers/index.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { Plan } from "../../interpreter/plan.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { VersionDocument } from "../documents.ts";
import { packJson, unpackJson } from "../json-text.ts";
import { changeCached, retryOnDuplicate } from "../transaction.ts";
import { toVersion, type StoredVersion } from "./version-store.ts";
import { completeAddresses, draftConflict } from "./trigger-addresses.ts";

export interface PublishRequest {
  /** The draft's revision that was compiled. */
  revision: number;
  /** Content hash of the draft. */
  hash: string;
  plan: Plan;
  planHash: string;
  /** Keys of the calendars that the plan names. */
  calendars: readonly string[];
  /** As they start runs; the draft's where absent. */
  triggers?: readonly Trigger[];
  note?: string | undefined;
  byUser: string | null;
}

/**
 * Makes the draft an immutable version: version, plan, trigger addresses and the workflow's pointer in one transaction.
 * Running runs are not touched. Throws `WORKFLOW_UNKNOWN`, `WORKFLOW_CONFLICT` when the draft moved on.
 */
export async function publishVersion(
  store: StoreContext,
  workspaceId: string,
  key: string,
  request: PublishRequest,
): Promise<StoredVersion> {
  const { workflows, versions, plans } = store.collections;
  const workflowId = keyedId(workspaceId, key);
  const planId = keyedId(workspaceId, request.planHash);
  const version = await retryOnDuplicate(() =>
    changeCached(store, "published", async (session) => {
      const workflow = await workflows.findOne({ _id: workflowId, workspaceId }, { session });
      if (workflow === null) throw userError("WORKFLOW_UNKNOWN", `There is no workflow ${key}`, { key });
      if (workflow.revision !== request.revision) throw draftConflict(key, workflow.revision);
      const definition = unpackJson<WorkflowDefinition>(workflow.draft);
      const number = await nextVersion(store, workspaceId, key);
      const version: VersionDocument = {
        _id: keyedId(workspaceId, key, String(number)),
        workspaceId,
        workflowKey: key,
        version: number,
        hash: request.hash,
        planHash: request.planHash,
        definition: workflow.draft,
        note: request.note ?? null,
        publishedAt: new Date(),
        publishedBy: request.byUser,
      };
      await versions.insertOne(version, { session });
      if ((await plans.findOne({ _id: planId }, { session, projection: { _id: 1 } })) === null)
        await plans.insertOne(
          { _id: planId, workspaceId, hash: request.planHash, plan: packJson(request.plan) },
          { session },
        );
      const published = {
        version: version.version,
        hash: request.hash,
        planHash: request.planHash,
        triggers: packJson(request.triggers ?? definition.triggers),
        settings: packJson(definition.settings),
        calendars: [...request.calendars],
      };
      const addresses = completeAddresses(store, workflow, definition);
      await workflows.updateOne(
        { _id: workflowId, workspaceId, revision: request.revision },
        { $set: { published, addresses, draftHash: request.hash, updatedAt: new Date(), updatedBy: request.byUser } },
        { session },
      );
      return version;
    }),
  );
  return toVersion(version);
}

/** One above the newest; a deleted workflow's numbers are not used again. */
async function nextVersion(store: StoreContext, workspaceId: string, key: string): Promise<number> {
  const [newest] = await store.collections.versions
    .find({ workspaceId, workflowKey: key }, { projection: { version: 1 } })
    .sort({ version: -1 })
    .limit(1)
    .toArray();
  return (newest?.version ?? 0) + 1;
}
