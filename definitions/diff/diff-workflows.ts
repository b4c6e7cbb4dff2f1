import type { LocalizedText } from "../text.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { diffValues, type FieldChange } from "./diff-values.ts";

export type DiffPart = "workflow" | "trigger" | "variable" | "node" | "edge";

/** One thing that was added, removed or changed; `fields` are its changed fields, empty for what came or went. */
export interface WorkflowChange {
  part: DiffPart;
  change: "added" | "removed" | "changed" | "reordered";
  /** The id of a node or trigger, a variable's name, `source.port → target` of an edge, `workflow` for the rest. */
  id: string;
  name?: LocalizedText;
  type?: string;
  fields: FieldChange[];
}

/**
 * What differs between two definitions of a workflow, layout ignored. An edge is what it connects, whatever its id;
 * the order of nodes counts, since nodes that are ready together start in it.
 */
export function diffWorkflows(before: WorkflowDefinition, after: WorkflowDefinition): WorkflowChange[] {
  return [
    ...diffWhole(before, after),
    ...diffParts("trigger", before.triggers, after.triggers, ({ id }) => id),
    ...diffParts("variable", before.variables, after.variables, ({ name }) => name),
    ...diffParts("node", before.nodes, after.nodes, ({ id }) => id),
    ...diffParts("edge", before.edges.map(withoutId), after.edges.map(withoutId), edgeId),
  ];
}

function diffWhole(before: WorkflowDefinition, after: WorkflowDefinition): WorkflowChange[] {
  const fields = diffValues(wholeOf(before), wholeOf(after));
  return fields.length === 0 ? [] : [{ part: "workflow", change: "changed", id: "workflow", fields }];
}

function wholeOf({ key, name, description, inputs, settings, schemaVersion }: WorkflowDefinition) {
  return { schemaVersion, key, name, description, inputs, settings };
}

function diffParts<T extends object>(
  part: DiffPart,
  before: readonly T[],
  after: readonly T[],
  idOf: (entry: T) => string,
): WorkflowChange[] {
  const old = new Map(before.map((entry) => [idOf(entry), entry]));
  const now = new Map(after.map((entry) => [idOf(entry), entry]));
  const changes: WorkflowChange[] = [];
  for (const [id, entry] of old)
    if (!now.has(id)) changes.push({ part, change: "removed", ...titleOf(id, entry), fields: [] });
  for (const [id, entry] of now) {
    const was = old.get(id);
    if (was === undefined) changes.push({ part, change: "added", ...titleOf(id, entry), fields: [] });
    else {
      const fields = diffValues(was, entry);
      if (fields.length > 0) changes.push({ part, change: "changed", ...titleOf(id, entry), fields });
    }
  }
  const kept = [...old.keys()].filter((id) => now.has(id));
  const keptNow = [...now.keys()].filter((id) => old.has(id));
  const moved = kept.find((id, index) => keptNow[index] !== id);
  if (moved !== undefined && part !== "edge" && part !== "variable")
    changes.push({ part, change: "reordered", ...titleOf(moved, now.get(moved) ?? {}), fields: [] });
  return changes;
}

/** An edge without its id: what it connects is what it is. */
function withoutId({ source, sourcePort, target }: WorkflowDefinition["edges"][number]) {
  return { source, sourcePort, target };
}

function edgeId({ source, sourcePort, target }: ReturnType<typeof withoutId>): string {
  return `${source}.${sourcePort} → ${target}`;
}

function titleOf(id: string, entry: object): Pick<WorkflowChange, "id" | "name" | "type"> {
  const { name, type } = entry as { name?: LocalizedText; type?: unknown };
  return {
    id,
    ...(name === undefined || name === id ? {} : { name }),
    ...(typeof type === "string" ? { type } : {}),
  };
}
