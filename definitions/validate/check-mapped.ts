import type { Issue } from "../api.ts";
import { inferExpression, type ExpressionProblem } from "../expression/check.ts";
import { parseMapped } from "../expression/mapped.ts";
import { listStepIds } from "../expression/references.ts";
import {
  ANY,
  describeType,
  listOf,
  objectOf,
  STRING,
  type ScopeTypes,
  typeOfLiteral,
  type ValueType,
} from "../expression/types.ts";
import { FlowrightError } from "../errors.ts";
import { isJsonObject } from "../is-json-object.ts";
import type { Json } from "../json.ts";
import { makeIssue, placeIn, type Place } from "./issue.ts";
import { asSchema, followReference, typeOfSchema } from "./json-schema-type.ts";

/** How a mapped value's expressions are judged: the scope for the steps that they name, and a word on names not in it. */
export interface MappedContext {
  scopeFor(stepIds: ReadonlySet<string>): ScopeTypes;
  /** A better issue for a path that the scope does not hold: the step exists, but runs elsewhere. */
  explainPath(path: string, place: Place): Issue | null;
}

function problemIssue(problem: ExpressionProblem, place: Place, offset: number, context: MappedContext): Issue {
  const range = { start: problem.range.start + offset, end: problem.range.end + offset };
  const path = problem.details?.["path"];
  const better = typeof path === "string" ? context.explainPath(path, place) : null;
  if (better !== null) return { ...better, range };
  return {
    code: problem.code,
    severity: problem.severity ?? "error",
    message: problem.message,
    ...(place.nodeId === undefined ? {} : { nodeId: place.nodeId }),
    ...(place.path === undefined ? {} : { path: place.path }),
    range,
    ...(problem.details === undefined ? {} : { details: problem.details }),
  };
}

interface Checked {
  issues: Issue[];
  type: ValueType;
}

function checkSource(source: string, offset: number, place: Place, context: MappedContext): Checked {
  const { problems, type } = inferExpression(source, context.scopeFor(listStepIds(source)));
  return { issues: problems.map((problem) => problemIssue(problem, place, offset, context)), type };
}

/** Checks one mapped string; the type is that of its value. */
export function checkMappedString(text: string, place: Place, context: MappedContext): Checked {
  try {
    const mapped = parseMapped(text);
    if (mapped.kind === "literal") return { issues: [], type: STRING };
    if (mapped.kind === "expression") return checkSource(mapped.source, mapped.start, place, context);
    const issues = mapped.parts.flatMap((part) =>
      "source" in part ? checkSource(part.source, part.start, place, context).issues : [],
    );
    return { issues, type: STRING };
  } catch (thrown) {
    if (!(thrown instanceof FlowrightError)) throw thrown;
    const range = (thrown.details?.["range"] as ExpressionProblem["range"] | undefined) ?? {
      start: 0,
      end: text.length,
    };
    return {
      issues: [problemIssue({ code: thrown.code, message: thrown.message, range }, place, 0, context)],
      type: ANY,
    };
  }
}

/** Checks every expression of a mapped value, at any depth. */
export function checkMapped(value: Json, place: Place, context: MappedContext): Issue[] {
  if (typeof value === "string") return checkMappedString(value, place, context).issues;
  if (Array.isArray(value)) return value.flatMap((entry, index) => checkMapped(entry, placeIn(place, index), context));
  if (value !== null && typeof value === "object") {
    return Object.entries(value).flatMap(([key, entry]) => checkMapped(entry, placeIn(place, key), context));
  }
  return [];
}

const TEXTS: ReadonlySet<string> = new Set(["string", "instant", "date", "duration"]);

/** Whether a value of one type can stand where another is wanted. Texts stand for instants and dates. */
export function fits(actual: ValueType, wanted: ValueType): boolean {
  if (actual.kind === "any" || wanted.kind === "any" || actual.kind === "null" || actual.kind === wanted.kind) {
    return actual.kind === "list" && wanted.kind === "list" ? fits(actual.item, wanted.item) : true;
  }
  return TEXTS.has(actual.kind) && TEXTS.has(wanted.kind);
}

function isMappedText(value: Json): value is string {
  if (typeof value !== "string") return false;
  return value.startsWith("=") || value.includes("{{");
}

function literalTypeOf(value: Json): ValueType {
  if (Array.isArray(value)) return listOf(ANY);
  return isJsonObject(value) ? objectOf({}, true) : typeOfLiteral(value);
}

function mismatch(place: Place, field: string, wanted: ValueType, actual: ValueType): Issue {
  return makeIssue("INPUT_TYPE_MISMATCH", place, {
    field,
    expected: describeType(wanted),
    actual: describeType(actual),
  });
}

/** Checks a mapped value against the JSON Schema of what takes it: required and unknown fields, types, allowed values. */
export function checkMappedInput(
  value: Json,
  schema: Record<string, unknown>,
  root: Record<string, unknown>,
  place: Place,
  context: MappedContext,
): Issue[] {
  const target = followReference(schema, root) ?? {};
  const wanted = typeOfSchema(target, root);
  const field = place.path?.split(".").at(-1) ?? "";
  if (isMappedText(value)) {
    const checked = checkMappedString(value, place, context);
    const isBroken = checked.issues.some((issue) => issue.severity === "error");
    if (isBroken || fits(checked.type, wanted)) return checked.issues;
    return [...checked.issues, mismatch(place, field, wanted, checked.type)];
  }
  const options = target["anyOf"] ?? target["oneOf"];
  if (Array.isArray(options)) return checkOptions(value, options, root, place, context);
  const allowed = Array.isArray(target["enum"]) ? target["enum"] : null;
  if (allowed !== null && value !== null && typeof value !== "object" && !allowed.includes(value)) {
    return [makeIssue("INPUT_VALUE_NOT_ALLOWED", place, { field, value: String(value), allowed })];
  }
  const actual = literalTypeOf(value);
  if (!fits(actual, wanted)) return [mismatch(place, field, wanted, actual)];
  if (Array.isArray(value)) {
    const items = asSchema(target["items"]) ?? {};
    return value.flatMap((entry, index) => checkMappedInput(entry, items, root, placeIn(place, index), context));
  }
  if (value === null || typeof value !== "object") return [];
  return checkMappedObject(value, target, root, place, context);
}

/** A value fits a choice of schemas when it fits one; else the problems of the option that it comes nearest to. */
function checkOptions(
  value: Json,
  options: readonly unknown[],
  root: Record<string, unknown>,
  place: Place,
  context: MappedContext,
): Issue[] {
  let fewest: Issue[] | null = null;
  for (const option of options) {
    const issues = checkMappedInput(value, asSchema(option) ?? {}, root, place, context);
    if (issues.length === 0) return [];
    if (fewest === null || issues.length < fewest.length) fewest = issues;
  }
  return fewest ?? [];
}

function checkMappedObject(
  value: Record<string, Json>,
  schema: Record<string, unknown>,
  root: Record<string, unknown>,
  place: Place,
  context: MappedContext,
): Issue[] {
  const properties = asSchema(schema["properties"]);
  const more = schema["additionalProperties"];
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const issues = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => makeIssue("INPUT_MISSING", placeIn(place, name), { field: name }));
  for (const [name, entry] of Object.entries(value)) {
    const property = asSchema(properties?.[name]);
    const inner = placeIn(place, name);
    if (property !== null) issues.push(...checkMappedInput(entry, property, root, inner, context));
    else if (properties !== null && more === false) issues.push(makeIssue("INPUT_UNKNOWN", inner, { field: name }));
    else if (asSchema(more) !== null)
      issues.push(...checkMappedInput(entry, asSchema(more) ?? {}, root, inner, context));
    else issues.push(...checkMapped(entry, inner, context));
  }
  return issues;
}
