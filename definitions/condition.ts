import * as z from "zod";
import { jsonSchema, type Json } from "./json.ts";

/** A leaf of a condition in the json-rules-engine format. `path` is dotted and resolved by our own resolver. */
export interface ConditionLeaf {
  fact: string;
  path?: string;
  operator: string;
  /** A literal, or `{ fact, path }` to compare with another fact. */
  value: Json;
  name?: string;
}
export type Condition =
  | ConditionLeaf
  | { all: Condition[]; name?: string }
  | { any: Condition[]; name?: string }
  | { not: Condition; name?: string }
  | { condition: string };

const leafSchema = z.strictObject({
  fact: z.string().min(1).max(64),
  path: z.string().max(256).optional(),
  operator: z.string().min(1).max(64),
  value: jsonSchema,
  name: z.string().max(200).optional(),
});

/** Shape only; operators, facts, empty groups, named conditions and types are checked by validate/. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    leafSchema,
    z.strictObject({ all: z.array(conditionSchema).max(200), name: z.string().max(200).optional() }),
    z.strictObject({ any: z.array(conditionSchema).max(200), name: z.string().max(200).optional() }),
    z.strictObject({ not: conditionSchema, name: z.string().max(200).optional() }),
    z.strictObject({ condition: z.string().min(1).max(64) }),
  ]),
);
