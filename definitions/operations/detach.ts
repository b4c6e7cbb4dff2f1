import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { takenIds } from "./new-id.ts";
import type { OperationArguments } from "./operation.ts";
import { heal } from "./remove-nodes.ts";

/**
 * Takes nodes out of the flow: their edges go, and what led to one leads on to what followed its first port. A selection
 * keeps the edges among its own nodes. Throws NODE_UNKNOWN.
 */
export function detach(definition: WorkflowDefinition, args: OperationArguments["detach"]): WorkflowDefinition {
  const known = takenIds(definition);
  const ids = new Set(args.ids);
  for (const id of ids) {
    if (!known.has(id)) throw userError("NODE_UNKNOWN", `There is no step "${id}".`, { id });
  }
  const own = definition.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
  let result = definition;
  for (const id of ids) result = heal(result, id);
  const taken = new Set(own.map((edge) => edge.id));
  return { ...result, edges: [...result.edges.filter((edge) => !taken.has(edge.id)), ...own] };
}
