import type { WorkflowDefinition } from "../workflow.ts";
import { edgeOf } from "./graph.ts";
import type { OperationArguments } from "./operation.ts";

/** Removes edges by id. Throws EDGE_UNKNOWN. */
export function disconnect(definition: WorkflowDefinition, args: OperationArguments["disconnect"]): WorkflowDefinition {
  for (const id of args.edges) edgeOf(definition, id);
  const gone = new Set(args.edges);
  return { ...definition, edges: definition.edges.filter((edge) => !gone.has(edge.id)) };
}
