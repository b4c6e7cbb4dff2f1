import type { Issue } from "../api.ts";
import { isJsonObject } from "../is-json-object.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../workflow.ts";
import { makeIssue } from "./issue.ts";

/** What could be read: the definition without its broken parts, and the ids of the broken nodes and triggers. */
export interface ParsedDefinition {
  definition: WorkflowDefinition | null;
  brokenIds: ReadonlySet<string>;
  issues: Issue[];
}

const PARTS = ["nodes", "triggers", "edges", "variables"] as const;
type Part = (typeof PARTS)[number];
const isPart = (key: unknown): key is Part => PARTS.includes(key as Part);

interface SchemaProblem {
  path: PropertyKey[];
  message: string;
}

function idOf(part: unknown): string | undefined {
  if (typeof part !== "object" || part === null) return undefined;
  const { id } = part as { id?: unknown };
  return typeof id === "string" ? id : undefined;
}

/** A schema problem as an issue: within a node, trigger or edge the path is relative to it. */
function schemaIssue(raw: Record<string, unknown>, problem: SchemaProblem): Issue {
  const [first, index, ...rest] = problem.path;
  const list = isPart(first) ? raw[first] : undefined;
  const nodeId = Array.isArray(list) && typeof index === "number" ? idOf(list[index]) : undefined;
  const path = (nodeId === undefined ? problem.path : rest).map(String).join(".");
  return makeIssue(
    "DEFINITION_INVALID",
    { ...(nodeId === undefined ? {} : { nodeId }), ...(path === "" ? {} : { path }) },
    { problem: problem.message },
  );
}

/** Takes the broken elements out, so that the rest can still be checked while somebody edits. */
function withoutBroken(raw: Record<string, unknown>, problems: readonly SchemaProblem[]): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...raw };
  const broken = new Set(problems.map((problem) => `${String(problem.path[0])}.${String(problem.path[1])}`));
  for (const part of PARTS) {
    const list = raw[part];
    if (Array.isArray(list)) rest[part] = list.filter((_, index) => !broken.has(`${part}.${index}`));
  }
  return rest;
}

/** Reads a definition of any shape; what the schema refuses becomes issues. */
export function parseDefinition(input: unknown): ParsedDefinition {
  const whole = workflowDefinitionSchema.safeParse(input);
  if (whole.success) return { definition: whole.data, brokenIds: new Set(), issues: [] };
  const problems: SchemaProblem[] = whole.error.issues;
  if (!isJsonObject(input)) {
    return {
      definition: null,
      brokenIds: new Set(),
      issues: [makeIssue("DEFINITION_INVALID", {}, { problem: "it is not an object" })],
    };
  }
  const raw = input as Record<string, unknown>;
  const issues = problems.map((problem) => schemaIssue(raw, problem));
  const reduced = workflowDefinitionSchema.safeParse(withoutBroken(raw, problems));
  if (!reduced.success) return { definition: null, brokenIds: new Set(), issues };
  const kept = new Set([...reduced.data.nodes, ...reduced.data.triggers].map((part) => part.id));
  const all = [raw["nodes"], raw["triggers"]].flatMap((list) => (Array.isArray(list) ? list.map(idOf) : []));
  const brokenIds = new Set(all.filter((id): id is string => id !== undefined && !kept.has(id)));
  return { definition: reduced.data, brokenIds, issues };
}
