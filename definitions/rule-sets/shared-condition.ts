import * as z from "zod";
import { conditionSchema } from "../condition.ts";
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
