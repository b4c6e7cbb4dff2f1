import * as z from "zod";
import { type Condition, conditionSchema } from "../condition.ts";
import { keySchema, objectNameSchema } from "../names.ts";
import { localizedTextSchema } from "../text-schema.ts";

/** A condition with a name, which workflows, rule sets and points models refer to by `{ "condition": key }`. */
export const sharedConditionSchema = z.strictObject({
  key: keySchema,
  name: localizedTextSchema,
  description: localizedTextSchema.optional(),
  /** The kind of record that it asks about; its fields are checked. */
  object: objectNameSchema.optional(),
  when: conditionSchema,
});
export type SharedCondition = z.infer<typeof sharedConditionSchema>;

/** What each shared condition asks, by its key: as rules, conditions and points models look it up. */
export function conditionsByKey(shared: readonly Pick<SharedCondition, "key" | "when">[]): Record<string, Condition> {
  return Object.fromEntries(shared.map(({ key, when }) => [key, when]));
}
