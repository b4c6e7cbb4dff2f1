import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import type { NodeGroup, OperationArguments } from "./operation.ts";

const groupsOf = (definition: WorkflowDefinition): NodeGroup[] => definition.layout.groups ?? [];

function withGroups(definition: WorkflowDefinition, groups: NodeGroup[]): WorkflowDefinition {
  const { groups: _, ...layout } = definition.layout;
  return { ...definition, layout: groups.length === 0 ? layout : { ...layout, groups } };
}

function vetoUnknownGroup(definition: WorkflowDefinition, id: string): void {
  if (!groupsOf(definition).some((group) => group.id === id)) {
    throw userError("GROUP_UNKNOWN", `There is no group "${id}".`, { id });
  }
}

/** Draws a group's frame. Throws NODE_ID_TAKEN. */
export function addGroup(definition: WorkflowDefinition, args: OperationArguments["addGroup"]): WorkflowDefinition {
  if (groupsOf(definition).some((group) => group.id === args.group.id)) {
    throw userError("NODE_ID_TAKEN", `The id "${args.group.id}" is taken.`, { id: args.group.id });
  }
  return withGroups(definition, [...groupsOf(definition), args.group]);
}

/** Changes a group's name, place, size or colour. Throws GROUP_UNKNOWN. */
export function updateGroup(
  definition: WorkflowDefinition,
  args: OperationArguments["updateGroup"],
): WorkflowDefinition {
  vetoUnknownGroup(definition, args.id);
  return withGroups(
    definition,
    groupsOf(definition).map((group) => (group.id === args.id ? Object.assign({}, group, args.change) : group)),
  );
}

/** Takes a group's frame away. Throws GROUP_UNKNOWN. */
export function removeGroup(
  definition: WorkflowDefinition,
  args: OperationArguments["removeGroup"],
): WorkflowDefinition {
  vetoUnknownGroup(definition, args.id);
  return withGroups(
    definition,
    groupsOf(definition).filter((group) => group.id !== args.id),
  );
}
