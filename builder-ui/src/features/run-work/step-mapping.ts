import type { MigrationReport } from "../../../../definitions/api.ts";
import { type LocalizedText, type Language, textIn } from "../../../../definitions/text.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";

type Named = { id: string; name?: LocalizedText | undefined };

/** What a step is called in one of several versions, the first that knows it; its id where none names it. */
export function stepName(nodeId: string, versions: readonly WorkflowDefinition[], language: Language): string {
  for (const { nodes } of versions) {
    const node: Named | undefined = nodes.find(({ id }) => id === nodeId);
    const name = textIn(node?.name, language);
    if (name !== "") return name;
  }
  return nodeId;
}

export interface StepToMap {
  nodeId: string;
  name: string;
  /** Steps of the new version at which it may go on. */
  choices: { value: string; label: string }[];
  /** Somebody answers it by its id: it cannot become another. */
  mustStay: boolean;
}

/**
 * The steps under way that need a person's word, in order of appearance: those that a dry run found without a place, and
 * those that were mapped. Only steps of the same type may stand for them.
 */
export function stepsToMap(
  runs: MigrationReport["runs"],
  mapping: Readonly<Record<string, string>>,
  old: readonly WorkflowDefinition[],
  target: WorkflowDefinition,
  language: Language,
): StepToMap[] {
  const problems = runs.flatMap((run) => run.problems);
  const ids = new Set([...Object.keys(mapping), ...problems.map(({ nodeId }) => nodeId)]);
  return [...ids].toSorted().map((nodeId) => {
    const type = old.flatMap(({ nodes }) => nodes).find(({ id }) => id === nodeId)?.type;
    return {
      nodeId,
      name: stepName(nodeId, old, language),
      mustStay: problems.some((each) => each.nodeId === nodeId && each.reason === "task-renamed"),
      choices: target.nodes
        .filter((node) => node.type === type)
        .map((node) => ({ value: node.id, label: stepName(node.id, [target], language) })),
    };
  });
}
