import { userError } from "../../definitions/errors.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";

/**
 * Fixes the versions of calls that say `published`, where versions are known. Throws `CALL_WORKFLOW_UNPUBLISHED` for a
 * call of a workflow that has none.
 */
export function pinCalls(
  definition: WorkflowDefinition,
  versions: ReadonlyMap<string, number> | undefined,
): WorkflowDefinition {
  if (versions === undefined) return definition;
  const nodes = definition.nodes.map((node) => {
    if (node.type !== "call" || node.version !== "published" || node.disabled === true) return node;
    const version = versions.get(node.workflow);
    if (version === undefined)
      throw userError("CALL_WORKFLOW_UNPUBLISHED", `${node.id} calls ${node.workflow}, which is not published.`, {
        node: node.id,
        workflow: node.workflow,
      });
    return { ...node, version };
  });
  return { ...definition, nodes };
}
