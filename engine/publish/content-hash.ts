import { createHash } from "node:crypto";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { Plan } from "../interpreter/plan.ts";

/** SHA-256, hex, of what a definition does: layout and notes excluded, keys sorted, so that moving a node changes nothing. */
export function contentHash(definition: WorkflowDefinition): string {
  const { layout: _layout, ...logic } = definition;
  return hashOf({
    ...logic,
    nodes: logic.nodes.map(withoutNote),
    triggers: logic.triggers.map(withoutNote),
    variables: logic.variables.map(withoutNote),
  });
}

/** The name of a plan in the store: the hash of all of it, tables and operations' policies included. */
export function planHash(plan: Plan): string {
  return hashOf(plan);
}

/** JSON with sorted keys and without undefined members. */
function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${stableJson(member)}`);
  return `{${members.join(",")}}`;
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(stableJson(value)).digest("hex");
}

function withoutNote<T extends { note?: unknown }>(part: T): Omit<T, "note"> {
  const { note: _note, ...rest } = part;
  return rest;
}
