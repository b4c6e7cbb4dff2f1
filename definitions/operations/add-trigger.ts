import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { connect } from "./connect.ts";
import { takenIds } from "./new-id.ts";
import type { OperationArguments } from "./operation.ts";

/** Adds a trigger and, with `target`, the edge from it. Throws NODE_ID_TAKEN and what `connect` throws. */
export function addTrigger(definition: WorkflowDefinition, args: OperationArguments["addTrigger"]): WorkflowDefinition {
  const { trigger, position, target } = args;
  if (takenIds(definition).has(trigger.id)) {
    throw userError("NODE_ID_TAKEN", `The id "${trigger.id}" is taken.`, { id: trigger.id });
  }
  const nodes =
    position === undefined
      ? definition.layout.nodes
      : { ...definition.layout.nodes, [trigger.id]: { x: position.x, y: position.y } };
  const added: WorkflowDefinition = {
    ...definition,
    triggers: [...definition.triggers, trigger],
    layout: { ...definition.layout, nodes },
  };
  return target === undefined ? added : connect(added, { source: trigger.id, sourcePort: "out", target });
}
