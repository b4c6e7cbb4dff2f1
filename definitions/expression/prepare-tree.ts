import { parse, type ASTNode } from "@marcbachmann/cel-js";
import type { SourceRange } from "./parse.ts";
import { limits } from "./limits.ts";

/** A node as the library builds it: its checks and its macro hang on `meta`, which its types do not show. */
interface TreeNode {
  op: string;
  args: unknown;
  range: SourceRange;
  meta: { check: unknown; evaluate: unknown; alternate?: TreeNode; macro?: unknown; label?: unknown };
  clone(operation: { name: string; check: unknown; evaluate: unknown }, args: unknown): TreeNode;
  setMeta(key: string, value: unknown): TreeNode;
}

const LIST_MACROS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);
const RETURNS_INTEGER: ReadonlySet<string> = new Set([
  "size",
  "indexOf",
  "lastIndexOf",
  "getDate",
  "getDayOfMonth",
  "getDayOfWeek",
  "getDayOfYear",
  "getFullYear",
  "getHours",
  "getMilliseconds",
  "getMinutes",
  "getMonth",
  "getSeconds",
]);
const ORDER_OPERATORS: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);
const RENAMED: Readonly<Record<string, string>> = { timestamp: "_timestamp", duration: "_duration" };

/** The nodes below a node, as the author wrote them. */
export function childrenOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "list":
      return node.args;
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return [...node.args];
  }
}

/** Whether the node is a macro that walks a list. */
export function isListMacro(node: ASTNode): boolean {
  return node.op === "rcall" && LIST_MACROS.has(node.args[0]);
}

interface Forbidden {
  code: string;
  message: string;
  details: Record<string, unknown>;
  range: SourceRange;
}

/** Finds what no expression may hold: the built-in `matches` (not linear), `cel.bind`, internal names, macros too deep. */
export function forbiddenUse(ast: ASTNode, macroDepth = 0): Forbidden | null {
  const range = { start: ast.range.start, end: ast.range.end };
  if (ast.op === "rcall" || ast.op === "call") {
    const [name] = ast.args;
    if (name === "matches" || name === "bind" || name.startsWith("_")) {
      const instead = name === "matches" ? "; use matchesRe2(text, pattern)" : "";
      return {
        code: "EXPRESSION_FUNCTION_REFUSED",
        message: `${name} may not be used${instead}`,
        details: { name },
        range,
      };
    }
  }
  const depth = isListMacro(ast) ? macroDepth + 1 : macroDepth;
  if (depth > limits.maxMacroNesting) {
    return {
      code: "EXPRESSION_LIMIT_EXCEEDED",
      message: `macros over lists may stand ${limits.maxMacroNesting} deep`,
      details: { limit: limits.maxMacroNesting },
      range,
    };
  }
  const receiver = ast.op === "rcall" ? ast.args[1] : undefined;
  for (const child of childrenOf(ast)) {
    const found = forbiddenUse(child, child === receiver ? macroDepth : depth);
    if (found !== null) return found;
  }
  return null;
}

/** Puts a call of one of our own functions around a node, in place: the tree holds the node by reference. */
function wrapInCall(node: TreeNode, name: string): void {
  let inner: TreeNode;
  if (node.meta.alternate !== undefined) inner = node.meta.alternate;
  else {
    inner = node.clone({ name: node.op, check: node.meta.check, evaluate: node.meta.evaluate }, node.args);
    if (node.meta.macro !== undefined) inner.setMeta("macro", node.meta.macro);
  }
  node.setMeta("alternate", node.clone(CALL, [name, [inner]]));
}

/**
 * Gives the tree the numbers and instants of JSON (DESIGN §6), in place: integer literals become doubles except as a
 * list index, integer results become doubles, texts that are instants are ordered as instants, and macros are counted.
 */
export function prepareTree(ast: ASTNode): void {
  const visit = (node: ASTNode, isIndex: boolean, inMacro: boolean): void => {
    const tree = node as unknown as TreeNode;
    const below = inMacro || isListMacro(node);
    const indexed = node.op === "[]" || node.op === "[?]" ? node.args[1] : undefined;
    for (const child of childrenOf(node)) visit(child, child === indexed, below);
    if (node.op === "value" && typeof node.args === "bigint" && !isIndex) tree.args = Number(node.args);
    if (node.op === "call" || node.op === "rcall") {
      const [name] = node.args;
      const renamed = node.op === "call" ? RENAMED[name] : undefined;
      if (renamed !== undefined) (tree.args as unknown[])[0] = renamed;
      if (isListMacro(node) && node.op === "rcall") wrapInCall(node.args[1] as unknown as TreeNode, "_counted");
      if (RETURNS_INTEGER.has(name)) wrapInCall(tree, "_number");
    } else if (ORDER_OPERATORS.has(node.op) || (inMacro && node.op === "+")) {
      const name = node.op === "+" ? "_counted" : "_orderable";
      for (const side of childrenOf(node)) {
        if (side.op !== "value" || typeof side.args === "string") wrapInCall(side as unknown as TreeNode, name);
      }
    }
  };
  visit(ast, false, false);
}

/** How the library checks and runs a call, taken from a call that it parsed itself. */
const sampleCall = parse("size([])").ast as unknown as TreeNode;
const CALL = { name: "call", check: sampleCall.meta.check, evaluate: sampleCall.meta.evaluate };
