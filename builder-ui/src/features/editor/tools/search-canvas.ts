import { variableUses } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { flowOrder } from "../view/flow-order.ts";

export interface SearchHit {
  id: string;
  /** The place in its configuration; empty for its name or sentence. */
  where: string;
  /** Of a variable: whether the step reads or sets it. */
  access?: "reads" | "sets";
}

/** The first place in a configuration that holds the words. */
function placeOf(value: unknown, wanted: string, path: string): string | null {
  if (typeof value === "string" || typeof value === "number")
    return String(value).toLowerCase().includes(wanted) ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = placeOf(inner, wanted, path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Steps and triggers in the order of the flow that have the words in their name, their sentence, their id or anywhere in
 * their settings. `vars.name` finds the uses of a variable.
 */
export function searchCanvas(
  definition: WorkflowDefinition,
  cards: ReadonlyMap<string, { title: string; line: string }>,
  query: string,
): SearchHit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const order = flowOrder(definition).map(({ id }) => id);
  const variable = definition.variables.find(({ name }) => `vars.${name}`.toLowerCase() === wanted);
  if (variable !== undefined) {
    const places = new Map(order.map((id, index) => [id, index]));
    return variableUses(definition, variable.name)
      .map(({ id, path, access }) => ({ id, where: path, access }))
      .toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  }
  const items = new Map([...definition.nodes, ...definition.triggers].map((item) => [item.id, item]));
  return order.flatMap((id): SearchHit[] => {
    const card = cards.get(id);
    if (card === undefined) return [];
    if (`${card.title} ${card.line} ${id}`.toLowerCase().includes(wanted)) return [{ id, where: "" }];
    const place = placeOf(items.get(id), wanted, "");
    return place === null ? [] : [{ id, where: place }];
  });
}
