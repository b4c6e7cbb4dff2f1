import type { Catalogue } from "../../../../definitions/catalogue.ts";
import { operationOf } from "../../../../definitions/describe/index.ts";
import type { Mocks } from "../../../../definitions/workflow-test.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { sampleOfSchema } from "./sample-of-schema.ts";

/** Steps that reach outside of a simulation, which therefore has to be told what they answer. */
export function stepsOutside(definition: WorkflowDefinition, catalogue: Catalogue): string[] {
  return definition.nodes.flatMap((node) => {
    if (node.type === "call") return node.mode === "inline" ? [] : [node.id];
    if (node.type !== "action") return [];
    const isOurs = node.operation.startsWith("crm.") || node.operation === "score.record";
    return isOurs || operationOf(catalogue, node.operation)?.internal === true ? [] : [node.id];
  });
}

/**
 * What is assumed of the steps that reach outside and whose answer nobody gave: what they answered in a run that was
 * chosen as input, else a sample of what their operation says it gives.
 */
export function assumedAnswers(
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  given: Mocks,
  borrowed: Mocks = {},
): Mocks {
  const operations = new Map(
    definition.nodes.flatMap((node) =>
      node.type === "action" ? [[node.id, operationOf(catalogue, node.operation)] as const] : [],
    ),
  );
  return Object.fromEntries(
    stepsOutside(definition, catalogue)
      .filter((id) => given[id] === undefined)
      .map((id) => [id, borrowed[id] ?? { output: sampleOfSchema(operations.get(id)?.output) }]),
  );
}
