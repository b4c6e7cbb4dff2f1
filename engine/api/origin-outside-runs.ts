import { randomUUID } from "node:crypto";
import type { CallOrigin } from "../../connectors/sdk/operation-context.ts";

/** The origin of a call that no run stands behind: `purpose` takes the place of run and workflow, `about` of the step. */
export function originOutsideRuns(workspaceId: string, purpose: string, about: string): CallOrigin {
  return {
    workspaceId,
    runId: purpose,
    workflowKey: purpose,
    nodeId: about,
    idempotencyKey: `${purpose}/${about}/${randomUUID()}`,
    chain: [],
    now: new Date().toISOString(),
  };
}
