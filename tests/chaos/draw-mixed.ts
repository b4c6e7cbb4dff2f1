import type { WorkflowDefinitionInput } from "../../definitions/workflow.ts";

export type Nodes = NonNullable<WorkflowDefinitionInput["nodes"]>;
type Way = [source: string, port: string, target: string];

/** What tells one webhook of the chaos from another. */
export const REF = "=trigger.body.ref";

/** A workflow of the mixed chaos: started by a webhook, once for each reference; ways are its edges. */
export function draw(
  name: string,
  nodes: Nodes,
  ways: readonly Way[],
  more: Partial<WorkflowDefinitionInput> = {},
): WorkflowDefinitionInput {
  return {
    schemaVersion: 1,
    key: `mix-${name}`,
    name: `Mixed: ${name}`,
    triggers: [{ id: "hook", type: "webhook", dedupeKey: REF }],
    settings: { onFailure: "incident" },
    nodes,
    edges: ways.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
    ...more,
  };
}
