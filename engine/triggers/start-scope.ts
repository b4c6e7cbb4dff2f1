import type { Scope } from "../../definitions/expression/index.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { PublishedWorkflow } from "../store/index.ts";

/** The names that a trigger's own expressions and rules see: before the first step, so no steps and no variables. */
export function startScope(
  workflow: Pick<PublishedWorkflow, "key" | "version">,
  about: { trigger: JsonObject; record: JsonObject | null; runId: string; now?: string },
): Scope {
  const now = about.now ?? new Date().toISOString();
  return {
    trigger: about.trigger,
    record: about.record,
    steps: {},
    vars: {},
    run: { id: about.runId, workflow: workflow.key, version: workflow.version, startedAt: now, now },
  };
}
