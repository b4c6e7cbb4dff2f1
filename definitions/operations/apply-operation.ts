import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { addNode } from "./add-node.ts";
import { addTrigger } from "./add-trigger.ts";
import { connect } from "./connect.ts";
import { detach } from "./detach.ts";
import { disconnect } from "./disconnect.ts";
import { withChange } from "./graph.ts";
import { align, moveInto, moveNodes, resizeNode, tidy } from "./move-nodes.ts";
import { addGroup, removeGroup, updateGroup } from "./groups.ts";
import { addNote, removeNote, updateNote } from "./notes.ts";
import type { Operation, OperationArguments, OperationResult, OperationType } from "./operation.ts";
import { duplicate, paste } from "./paste.ts";
import { removeNodes } from "./remove-nodes.ts";
import { setName, setSettings, setVariables } from "./set-settings.ts";
import { disable, renameNode, updateNode, updateTrigger } from "./update-node.ts";

type Edit<T extends OperationType> = (
  definition: WorkflowDefinition,
  args: OperationArguments[T],
) => WorkflowDefinition;

const EDITS: { [T in OperationType]: Edit<T> } = {
  addNode,
  removeNodes,
  connect,
  disconnect,
  moveNodes,
  moveInto,
  resizeNode,
  updateNode,
  renameNode,
  addTrigger,
  updateTrigger,
  duplicate,
  paste,
  disable,
  setSettings,
  setVariables,
  setName,
  tidy,
  align,
  detach,
  addNote,
  updateNote,
  removeNote,
  addGroup,
  updateGroup,
  removeGroup,
  batch: (definition, args) => args.operations.reduce(edit, definition),
  restore: (definition, args) => withChange(definition, args.parts),
};

function edit(definition: WorkflowDefinition, operation: Operation): WorkflowDefinition {
  if (!Object.hasOwn(EDITS, operation.type)) {
    throw userError("OPERATION_UNKNOWN", `There is no edit "${operation.type}".`, { type: operation.type });
  }
  return (EDITS[operation.type] as Edit<OperationType>)(definition, operation);
}

/**
 * Applies one named edit. The definition that goes in is never changed; a vetoed edit throws a FlowrightError
 * and nothing has happened. `inverse`, applied to the result, gives the definition that went in.
 */
export function applyOperation(definition: WorkflowDefinition, operation: Operation): OperationResult {
  const result = edit(definition, operation);
  const keys = new Set([...Object.keys(definition), ...Object.keys(result)]) as Set<keyof WorkflowDefinition>;
  const parts: Partial<Record<keyof WorkflowDefinition, unknown>> = {};
  for (const key of keys) if (definition[key] !== result[key]) parts[key] = definition[key];
  const of = operation.type === "restore" ? operation.of : operation;
  return { definition: result, inverse: { type: "restore", parts, of } };
}
