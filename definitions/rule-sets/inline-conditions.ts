import type { Condition } from "../condition.ts";
import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";

type Named = Readonly<Record<string, Condition>>;

/** Comparisons of one condition with all its named ones put in, at most. */
const MAX_LEAVES = 10_000;

function inline(condition: Condition, named: Named, open: readonly string[], size = { leaves: 0 }): Condition {
  if ("all" in condition) return { ...condition, all: condition.all.map((part) => inline(part, named, open, size)) };
  if ("any" in condition) return { ...condition, any: condition.any.map((part) => inline(part, named, open, size)) };
  if ("not" in condition) return { ...condition, not: inline(condition.not, named, open, size) };
  size.leaves += 1;
  if (size.leaves > MAX_LEAVES) {
    const details = { limit: MAX_LEAVES };
    throw userError("CONDITION_TOO_LARGE", `the condition has more than ${MAX_LEAVES} comparisons`, details);
  }
  if (!("condition" in condition)) return condition;
  const name = condition.condition;
  if (open.includes(name)) {
    const names = [...open.slice(open.indexOf(name)), name];
    throw userError("CONDITION_CYCLE", `the named conditions go in a circle: ${names.join(" → ")}`, { names });
  }
  const content = Object.hasOwn(named, name) ? named[name] : undefined;
  if (content === undefined) throw userError("CONDITION_UNKNOWN", `there is no condition "${name}"`, { name });
  return { all: [inline(content, named, [...open, name], size)], name };
}

/** Every condition of a workflow, through `change`; the rest is as it was. */
function mapConditions(definition: WorkflowDefinition, change: (condition: Condition) => Condition) {
  const whenOf = <T extends object>(part: T): T =>
    "when" in part && part.when !== undefined ? { ...part, when: change(part.when as Condition) } : part;
  return {
    ...definition,
    triggers: definition.triggers.map(whenOf),
    nodes: definition.nodes.map((node) => {
      if (node.type === "condition") return { ...node, branches: node.branches.map(whenOf) };
      if (node.type === "loop") return { ...node, while: change(node.while) };
      return whenOf(node);
    }),
    settings:
      definition.settings.exitWhen === undefined
        ? definition.settings
        : { ...definition.settings, exitWhen: definition.settings.exitWhen.map(whenOf) },
  };
}

/**
 * Puts the content of shared conditions in the place of their names, so that a version keeps them as they were when it
 * was published. The name stays with the content, for explanations. Throws `CONDITION_UNKNOWN`, `CONDITION_CYCLE`.
 */
export function inlineConditions(definition: WorkflowDefinition, named: Named): WorkflowDefinition {
  return conditionNamesIn(definition).length === 0
    ? definition
    : mapConditions(definition, (condition) => inline(condition, named, []));
}

function namesIn(condition: Condition, found: Set<string>): void {
  if ("all" in condition) for (const part of condition.all) namesIn(part, found);
  else if ("any" in condition) for (const part of condition.any) namesIn(part, found);
  else if ("not" in condition) namesIn(condition.not, found);
  else if ("condition" in condition) found.add(condition.condition);
}

/** Names of the shared conditions that a workflow refers to. */
export function conditionNamesIn(definition: WorkflowDefinition): string[] {
  const found = new Set<string>();
  mapConditions(definition, (condition) => {
    namesIn(condition, found);
    return condition;
  });
  return [...found];
}

/** Names of the shared conditions that these conditions refer to. */
export function namesInConditions(conditions: readonly Condition[]): string[] {
  const found = new Set<string>();
  for (const condition of conditions) namesIn(condition, found);
  return [...found];
}
