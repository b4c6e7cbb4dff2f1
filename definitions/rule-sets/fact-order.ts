import { listReferences } from "../expression/index.ts";
import { FlowrightError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { RuleFact } from "./rule-set.ts";

/** What a fact is asked with, as the author wrote it. */
export function mappedInputOf(fact: RuleFact): Json {
  return fact.type === "record" ? fact.recordId : fact.input;
}

/** Ids of the facts that a fact's input reads (`=facts.lead.accountId`). Throws as listReferences. */
export function factsNeededBy(fact: RuleFact): string[] {
  const paths = listReferences(mappedInputOf(fact)).filter((path) => path.startsWith("facts."));
  return [...new Set(paths.map((path) => path.split(".")[1] ?? ""))];
}

/** A way in which facts need each other in a circle, as ids; null where there is none. */
export function factCircle(facts: readonly RuleFact[]): string[] | null {
  const needs = new Map(facts.map((fact) => [fact.id, neededOrNone(fact)]));
  const done = new Set<string>();
  const walk = (id: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(id)) return [...trail.slice(trail.indexOf(id)), id];
    if (done.has(id)) return null;
    for (const next of needs.get(id) ?? []) {
      const circle = walk(next, [...trail, id]);
      if (circle !== null) return circle;
    }
    done.add(id);
    return null;
  };
  for (const { id } of facts) {
    const circle = walk(id, []);
    if (circle !== null) return circle;
  }
  return null;
}

/** An expression that cannot be read is another check's business. */
function neededOrNone(fact: RuleFact): string[] {
  try {
    return factsNeededBy(fact);
  } catch (error) {
    if (error instanceof FlowrightError) return [];
    throw error;
  }
}
