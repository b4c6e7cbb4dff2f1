import { createContext, useContext } from "react";
import type { Condition } from "../../../../../definitions/condition.ts";
import type { Scope } from "../../../../../definitions/expression/index.ts";
import { fieldAt } from "../../../../../definitions/field-path.ts";
import type { Json } from "../../../../../definitions/json.ts";
import type { ScopePath } from "../view/scope-paths.ts";

/** Values that the expressions of a step would see: of the last simulation or run, or made up. */
export interface SampleData {
  scope: Scope;
  /** Shared conditions by key. */
  conditions: Readonly<Record<string, Condition>>;
  from: "simulation" | "run" | "made";
  /** When the run or simulation was, ISO. */
  at: string;
}
/** The sample data of the step in the inspector; null where there is none. */
export const SampleContext = createContext<SampleData | null>(null);

export function useSampleData(): SampleData | null {
  return useContext(SampleContext);
}

const MAX_LENGTH = 160;
/** A value in one line, shortened. */
export function shortValue(value: Json, max: number = MAX_LENGTH): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > max ? `${text.slice(0, max)} …` : text;
}

/** What kind of value this is, in the words of expressions. */
function kindOf(value: Json): ScopePath["kind"] {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "object";
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "string";
}

const MAX_DEPTH = 4;
const MAX_MEMBERS = 60;
/** Paths whose members no schema tells, with the members that the sample has. */
export function withSamplePaths(paths: readonly ScopePath[], scope: Scope): ScopePath[] {
  const membersOf = (path: string, value: Json | undefined, depth: number): ScopePath[] => {
    if (typeof value !== "object" || value === null || Array.isArray(value) || depth > MAX_DEPTH) return [];
    return Object.entries(value)
      .filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
      .slice(0, MAX_MEMBERS)
      .flatMap(([name, member]) => {
        const own = { path: `${path}.${name}`, kind: kindOf(member) };
        return own.kind === "object" ? membersOf(own.path, member, depth + 1) : [own];
      });
  };
  return paths.flatMap((entry) =>
    entry.kind === "any" ? [entry, ...membersOf(entry.path, fieldAt(scope, entry.path), 1)] : [entry],
  );
}
