import { mainPortOf, nodeOf, type Place } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";

/** Where "add after the selection" puts a step: behind its first free exit, else behind its first one. */
export function placeAfter(definition: WorkflowDefinition, id: string | undefined): Place {
  if (id === undefined) return { kind: "free" };
  const port = mainPortOf(definition, id);
  if (port === null) {
    const { parent } = nodeOf(definition, id);
    return parent === undefined ? { kind: "free" } : { kind: "inside", container: parent };
  }
  return { kind: "after", source: id, sourcePort: port };
}
