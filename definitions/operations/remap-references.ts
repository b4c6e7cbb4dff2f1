import type { Json } from "../json.ts";

const STEP_REFERENCE = /\bsteps\s*\.\s*([a-z][A-Za-z0-9]*)/g;

function remapText(text: string, ids: ReadonlyMap<string, string>): string {
  const inExpression = (source: string) =>
    source.replace(STEP_REFERENCE, (whole, id: string) => {
      const to = ids.get(id);
      return to === undefined ? whole : `steps.${to}`;
    });
  if (text.startsWith("=")) return inExpression(text);
  return text.replace(/\{\{[\s\S]*?\}\}/g, inExpression);
}

function remapPath(path: string, ids: ReadonlyMap<string, string>): string {
  const [head = "", ...rest] = path.split(".");
  return [ids.get(head) ?? head, ...rest].join(".");
}

/**
 * Renames steps wherever a configuration refers to them: `=steps.a.output`, `{{ steps.a.output }}` and
 * condition leaves over the fact `steps`. `ids` maps old ids to new ones; all else stays as it is.
 */
export function remapReferences<T>(value: T, ids: ReadonlyMap<string, string>): T {
  return remapValue(value as Json, ids) as T;
}

function remapValue(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") return remapText(value, ids);
  if (Array.isArray(value)) return value.map((item) => remapValue(item, ids));
  if (value === null || typeof value !== "object") return value;
  const result: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) result[key] = remapValue(inner, ids);
  if (value["fact"] === "steps" && typeof value["path"] === "string") result["path"] = remapPath(value["path"], ids);
  return result;
}
