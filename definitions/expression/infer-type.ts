import type { ASTNode } from "@marcbachmann/cel-js";
import type { ExpressionProblem } from "./check.ts";
import { pathOf } from "./evaluate.ts";
import { inferBinary } from "./infer-operator.ts";
import { expect, report, unify, type Inference } from "./inference.ts";
import { findFunctions } from "./function-table.ts";
import { childrenOf, isListMacro } from "./prepare-tree.ts";
import {
  ANY,
  BOOLEAN,
  describeType,
  listOf,
  NULL,
  NUMBER,
  objectOf,
  STRING,
  type ScopeTypes,
  typeOfLiteral,
  type ValueType,
} from "./types.ts";

/** The type of a tree's value; what is wrong is added to `problems`. */
export function inferType(ast: ASTNode, types: ScopeTypes, problems: ExpressionProblem[]): ValueType {
  return infer(ast, { names: types.names, problems, guarded: new Set(guardedPaths(ast)) });
}

function infer(node: ASTNode, at: Inference): ValueType {
  switch (node.op) {
    case "value":
      return typeOfLiteral(node.args);
    case "id":
      return inferName(node, node.args, at);
    case ".":
      return inferField(node, node.args[0], node.args[1], at);
    case ".?":
      return { kind: "optional", value: inferOptionalField(node.args[0], node.args[1], at) };
    case "[]":
      return inferIndex(node, node.args[0], node.args[1], at);
    case "[?]":
      infer(node.args[0], at);
      infer(node.args[1], at);
      return { kind: "optional", value: ANY };
    case "call":
      return inferCall(node, node.args[0], node.args[1], at);
    case "rcall":
      return inferMethod(node, node.args[0], node.args[1], node.args[2], at);
    case "list":
      return listOf(node.args.map((entry) => infer(entry, at)).reduce<ValueType>((a, b) => unify(a, b), NULL));
    case "map":
      return inferMap(node.args, at);
    case "?:":
      return inferTernary(node.args, at);
    case "!_":
      expect(node.args, infer(node.args, at), ["boolean"], at);
      return BOOLEAN;
    case "-_":
      expect(node.args, infer(node.args, at), ["number", "duration"], at);
      return NUMBER;
    case "&&":
    case "||":
      for (const side of node.args) expect(side, infer(side, at), ["boolean"], at);
      return BOOLEAN;
    default:
      return inferBinary(node, infer(node.args[0], at), infer(node.args[1], at), at);
  }
}

function inferName(node: ASTNode, name: string, at: Inference): ValueType {
  const type = Object.hasOwn(at.names, name) ? at.names[name] : undefined;
  if (type !== undefined) return type;
  if (name === "optional" || name === "google") return ANY;
  report(at, node, "EXPRESSION_NAME_UNKNOWN", `there is no "${name}" here`, { name });
  return ANY;
}

function inferField(node: ASTNode, left: ASTNode, field: string, at: Inference): ValueType {
  const type = infer(left, at);
  if (type.kind === "any") return ANY;
  if (type.kind === "optional") return { kind: "optional", value: ANY };
  if (type.kind !== "object") {
    report(at, node, "EXPRESSION_PATH_UNKNOWN", `${describeType(type)} has no field "${field}"`, {
      path: pathOf(node) ?? field,
    });
    return ANY;
  }
  const found = Object.hasOwn(type.fields, field) ? type.fields[field] : undefined;
  if (found !== undefined) {
    if (type.optional?.includes(field) === true) warnOfOptional(node, at);
    return found;
  }
  if (!type.open) {
    const path = pathOf(node) ?? field;
    report(at, node, "EXPRESSION_PATH_UNKNOWN", `nothing declares "${path}"`, {
      path,
      known: Object.keys(type.fields).slice(0, 50),
    });
  }
  return ANY;
}

/** What a sender may leave out is missing in that run: the author is told, unless the expression asks with `has`. */
function warnOfOptional(node: ASTNode, at: Inference): void {
  const path = pathOf(node);
  if (path === null || !path.startsWith("trigger.") || at.guarded.has(path)) return;
  at.problems.push({
    code: "EXPRESSION_PATH_OPTIONAL",
    severity: "warning",
    message: `${path} may be left out; guard it with .?…orValue(…) or has(…)`,
    range: { start: node.range.start, end: node.range.end },
    details: { path },
  });
}

/** The paths that an expression asks for with `has`, anywhere in it. */
function guardedPaths(node: ASTNode): string[] {
  const path =
    node.op === "call" && node.args[0] === "has" && node.args[1][0] !== undefined ? pathOf(node.args[1][0]) : null;
  return [...(path === null ? [] : [path]), ...childrenOf(node).flatMap(guardedPaths)];
}

function inferOptionalField(left: ASTNode, field: string, at: Inference): ValueType {
  const type = infer(left, at);
  const inner = type.kind === "optional" ? type.value : type;
  return inner.kind === "object" && Object.hasOwn(inner.fields, field) ? (inner.fields[field] ?? ANY) : ANY;
}

function inferIndex(node: ASTNode, left: ASTNode, index: ASTNode, at: Inference): ValueType {
  const type = infer(left, at);
  const key = infer(index, at);
  if (type.kind === "list") {
    expect(index, key, ["number"], at);
    return type.item;
  }
  if (type.kind === "object") {
    expect(index, key, ["string"], at);
    return index.op === "value" && typeof index.args === "string"
      ? inferField(node, left, index.args, { ...at, problems: [] })
      : ANY;
  }
  expect(left, type, ["list", "object"], at);
  return ANY;
}

function inferMap(entries: [ASTNode, ASTNode][], at: Inference): ValueType {
  const fields: Record<string, ValueType> = {};
  let open = false;
  for (const [key, value] of entries) {
    infer(key, at);
    const type = infer(value, at);
    if (key.op === "value" && typeof key.args === "string") fields[key.args] = type;
    else open = true;
  }
  return objectOf(fields, open);
}

function inferTernary([condition, yes, no]: [ASTNode, ASTNode, ASTNode], at: Inference): ValueType {
  expect(condition, infer(condition, at), ["boolean"], at);
  return unify(infer(yes, at), infer(no, at));
}

function inferHas(node: ASTNode, args: ASTNode[], at: Inference): ValueType {
  const [path] = args;
  if (args.length !== 1 || path === undefined || path.op !== ".") {
    report(at, node, "EXPRESSION_TYPE_MISMATCH", "has takes a path, for example has(steps.assign)", {
      expected: "path",
    });
    return BOOLEAN;
  }
  // A guard may name what is not declared only where the holder is open; the holder itself must be declared.
  infer(path, at);
  return BOOLEAN;
}

function inferCall(node: ASTNode, name: string, args: ASTNode[], at: Inference): ValueType {
  const plain = name === "_timestamp" || name === "_duration" ? name.slice(1) : name;
  if (plain === "has") return inferHas(node, args, at);
  const types = args.map((arg) => infer(arg, at));
  if (plain === "default" && types.length === 2) return unify(types[0] ?? ANY, types[1] ?? ANY);
  return matchFunction(node, plain, false, args, types, at);
}

function matchFunction(
  node: ASTNode,
  name: string,
  isMethod: boolean,
  args: ASTNode[],
  types: ValueType[],
  at: Inference,
): ValueType {
  const candidates = findFunctions(name, isMethod);
  const [first] = candidates;
  if (first === undefined) {
    report(at, node, "EXPRESSION_FUNCTION_UNKNOWN", `there is no function "${name}"`, { name });
    return ANY;
  }
  const fitting = candidates.find(
    (entry) => args.length >= (entry.required ?? entry.args.length) && args.length <= entry.args.length,
  );
  if (fitting === undefined) {
    report(at, node, "EXPRESSION_ARGUMENTS_INVALID", `${name} takes ${first.args.length} arguments`, {
      name,
      count: first.args.length,
    });
    return first.result;
  }
  args.forEach((arg, index) => expect(arg, types[index] ?? ANY, fitting.args[index] ?? [], at));
  return fitting.result;
}

function inferMacro(node: ASTNode, name: string, receiver: ASTNode, args: ASTNode[], at: Inference): ValueType {
  const source = infer(receiver, at);
  expect(receiver, source, ["list", "object"], at);
  const item = source.kind === "list" ? source.item : source.kind === "object" ? STRING : ANY;
  const [variable, ...bodies] = args;
  const inner: Inference = variable?.op === "id" ? { ...at, names: { ...at.names, [variable.args]: item } } : at;
  const types = bodies.map((body) => infer(body, inner));
  if (name === "map") return listOf(types.at(-1) ?? ANY);
  const [predicate] = bodies;
  if (predicate !== undefined) expect(predicate, types[0] ?? ANY, ["boolean"], at);
  return name === "filter" ? listOf(item) : BOOLEAN;
}

function inferMethod(node: ASTNode, name: string, receiver: ASTNode, args: ASTNode[], at: Inference): ValueType {
  if (isListMacro(node)) return inferMacro(node, name, receiver, args, at);
  const type = infer(receiver, at);
  const types = args.map((arg) => infer(arg, at));
  if (name === "orValue" || name === "or") {
    expect(receiver, type, ["optional"], at);
    const held = type.kind === "optional" ? type.value : ANY;
    return name === "orValue" ? unify(held, types[0] ?? ANY) : type;
  }
  if (receiver.op === "id" && receiver.args === "optional") return { kind: "optional", value: types[0] ?? ANY };
  const result = matchFunction(node, name, true, args, types, at);
  const kinds = findFunctions(name, true).flatMap((entry) => entry.on ?? []);
  if (kinds.length > 0) expect(receiver, type, kinds, at);
  return name === "value" && type.kind === "optional" ? type.value : result;
}
