import { userError } from "../../definitions/errors.ts";
import type { NodeType } from "../../definitions/nodes/index.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";

/** Node types that simulation knows and a durable run does not yet. */
export const UNSUPPORTED_NODE_TYPES: readonly NodeType[] = ["approval", "human-task", "call"];

/** Throws `PLAN_NODE_UNSUPPORTED` naming the first node that a durable run could not do. */
export function refuseUnsupported(definition: WorkflowDefinition): void {
  const node = definition.nodes.find(
    ({ type, disabled }) => disabled !== true && UNSUPPORTED_NODE_TYPES.includes(type),
  );
  if (node !== undefined)
    throw userError("PLAN_NODE_UNSUPPORTED", `The node ${node.id} (${node.type}) cannot be published yet.`, {
      node: node.id,
      type: node.type,
    });
}
