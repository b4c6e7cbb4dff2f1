import type { WorkflowDefinition } from "../workflow.ts";

/** A step or trigger that reads or sets a variable; `path` is the place in its configuration. */
export interface VariableUse {
  id: string;
  path: string;
  access: "reads" | "sets";
}

const inExpressions = (text: string) =>
  text.startsWith("=") ? text : [...text.matchAll(/\{\{([\s\S]*?)\}\}/g)].map((match) => match[1] ?? "").join(" ");

/** Where each variable is used, in the order of the definition: expressions, rules over `vars`, and steps that set it. */
export function variableUses({ nodes, triggers }: WorkflowDefinition, name: string): VariableUse[] {
  const reads = new RegExp(`\\bvars\\s*\\.\\s*${name}\\b`);
  const uses: VariableUse[] = [];
  const walk = (id: string, value: unknown, path: string) => {
    if (typeof value === "string") {
      if (reads.test(inExpressions(value))) uses.push({ id, path, access: "reads" });
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const { fact, path: factPath } = value as { fact?: unknown; path?: unknown };
    if (fact === "vars" && typeof factPath === "string" && factPath.split(".")[0] === name)
      uses.push({ id, path, access: "reads" });
    for (const [key, inner] of Object.entries(value)) walk(id, inner, path === "" ? key : `${path}.${key}`);
  };
  for (const item of [...triggers, ...nodes]) {
    if (item.type === "set" && Object.hasOwn(item.values, name))
      uses.push({ id: item.id, path: `values.${name}`, access: "sets" });
    walk(item.id, item, "");
  }
  return uses;
}
