import { userError } from "../../definitions/errors.ts";
import type { IncidentResolution } from "../../definitions/run.ts";

/** Open incidents of a run, each waiting for an operator. */
export interface IncidentDesk {
  open(stepId: string, resolve: (resolution: IncidentResolution) => void): () => void;
  /** Throws `INCIDENT_UNKNOWN` where the step has no open incident. */
  check(stepId: string): void;
  resolve(stepId: string, resolution: IncidentResolution): void;
  count(): number;
}

export function createIncidentDesk(): IncidentDesk {
  const open = new Map<string, (resolution: IncidentResolution) => void>();
  const find = (stepId: string) => {
    const resolve = open.get(stepId);
    if (resolve === undefined)
      throw userError("INCIDENT_UNKNOWN", `Step ${stepId} has no open incident.`, { step: stepId });
    return resolve;
  };
  return {
    open(stepId, resolve) {
      open.set(stepId, resolve);
      return () => open.delete(stepId);
    },
    check: (stepId) => void find(stepId),
    resolve(stepId, resolution) {
      const resolve = find(stepId);
      open.delete(stepId);
      resolve(resolution);
    },
    count: () => open.size,
  };
}
