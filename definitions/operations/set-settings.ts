import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import type { OperationArguments } from "./operation.ts";

/** Replaces the workflow's settings. */
export function setSettings(
  definition: WorkflowDefinition,
  args: OperationArguments["setSettings"],
): WorkflowDefinition {
  return { ...definition, settings: args.settings };
}

/** Replaces the workflow's variables. Throws VARIABLE_NAME_TAKEN when a name comes twice. */
export function setVariables(
  definition: WorkflowDefinition,
  args: OperationArguments["setVariables"],
): WorkflowDefinition {
  const names = new Set<string>();
  for (const { name } of args.variables) {
    if (names.has(name)) throw userError("VARIABLE_NAME_TAKEN", `The name "${name}" is used twice.`, { name });
    names.add(name);
  }
  return { ...definition, variables: args.variables };
}

/** Changes the workflow's name and, where given, its description. */
export function setName(definition: WorkflowDefinition, args: OperationArguments["setName"]): WorkflowDefinition {
  return {
    ...definition,
    name: args.name,
    ...(args.description === undefined ? {} : { description: args.description }),
  };
}
