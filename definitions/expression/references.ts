import type { ASTNode } from "@marcbachmann/cel-js";
import type { Json } from "../json.ts";
import { pathOf } from "./evaluate.ts";
import { parseMapped } from "./mapped.ts";
import { parseExpression } from "./parse.ts";
import { childrenOf, isListMacro } from "./prepare-tree.ts";

function collect(node: ASTNode, bound: ReadonlySet<string>, found: Set<string>): void {
  const path = pathOf(node);
  if (path !== null) {
    if (!bound.has(path.split(/[.[]/, 1)[0] ?? "")) found.add(path.replaceAll(/\[\d+\].*$/g, ""));
    return;
  }
  if (isListMacro(node) && node.op === "rcall") {
    const [, receiver, [variable, ...rest]] = node.args;
    collect(receiver, bound, found);
    const inner = variable?.op === "id" ? new Set([...bound, variable.args]) : bound;
    for (const child of rest) collect(child, inner, found);
    return;
  }
  for (const child of childrenOf(node)) collect(child, bound, found);
}

/** The dotted paths that an expression (without `=`) reads, sorted. Throws as parseExpression. */
function listExpressionReferences(source: string): string[] {
  const found = new Set<string>();
  collect(parseExpression(source).ast, new Set(["optional", "cel", "google"]), found);
  return [...found].toSorted();
}

/** The dotted paths that a mapped value reads at any depth, sorted, for example `steps.assign.output.owner`. Throws as parseMapped and parseExpression. */
export function listReferences(value: Json): string[] {
  const found = new Set<string>();
  const visit = (entry: Json): void => {
    if (typeof entry === "string") {
      const mapped = parseMapped(entry);
      if (mapped.kind === "expression") for (const path of listExpressionReferences(mapped.source)) found.add(path);
      if (mapped.kind === "text") {
        for (const part of mapped.parts)
          if ("source" in part) for (const path of listExpressionReferences(part.source)) found.add(path);
      }
    } else if (Array.isArray(entry)) entry.forEach(visit);
    else if (entry !== null && typeof entry === "object") Object.values(entry).forEach(visit);
  };
  visit(value);
  return [...found].toSorted();
}

/** The ids of the steps that an expression (without `=`) names; none for one that cannot be read. */
export function listStepIds(source: string): Set<string> {
  try {
    const paths = listExpressionReferences(source).filter((path) => path.startsWith("steps."));
    return new Set(paths.map((path) => path.split(".")[1] ?? ""));
  } catch {
    return new Set();
  }
}
