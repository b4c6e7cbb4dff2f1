import * as z from "zod";
import { FIELD_TYPES } from "../catalogue.ts";
import { conditionSchema } from "../condition.ts";
import { jsonObjectSchema, jsonSchema } from "../json.ts";
import { fieldNameSchema, identifierSchema, keySchema, objectNameSchema, operationNameSchema } from "../names.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { mappedObjectSchema } from "../nodes/base.ts";

const factShape = {
  id: identifierSchema,
  name: localizedTextSchema.optional(),
  /** One try's limit. */
  timeoutSeconds: z.number().min(0.1).max(60).default(10),
  /** A value fetched this long ago at most is used again, also by other evaluations. 0: only within one. */
  cacheSeconds: z.int().min(0).max(3_600).default(0),
};
/**
 * Where a fact comes from when a rule asks for it. Its input may use `input` (what the set was asked with) and `facts`
 * (other facts by id, fetched first).
 */
export const ruleFactSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...factShape,
    type: z.literal("record"),
    object: objectNameSchema,
    /** Null where there is no such record. */
    recordId: z.string().min(1).max(1_000),
  }),
  z.strictObject({
    ...factShape,
    type: z.literal("operation"),
    operation: operationNameSchema,
    connection: z.string().min(1).max(64).optional(),
    input: mappedObjectSchema.default({}),
  }),
  z.strictObject({
    ...factShape,
    type: z.literal("rule-set"),
    ruleSet: keySchema,
    input: mappedObjectSchema.default({}),
  }),
]);
export type RuleFact = z.infer<typeof ruleFactSchema>;

const eventSchema = z.strictObject({
  type: z.string().min(1).max(128),
  /** Literals, or `{ "fact": "input", "path": "amount" }` for a value of this evaluation. */
  params: z.record(z.string().max(128), jsonSchema).optional(),
});
export const ruleSchema = z.strictObject({
  id: identifierSchema,
  name: localizedTextSchema.optional(),
  /** Higher ones are asked first; rules of one priority in their order. */
  priority: z.int().min(1).max(10_000).default(1),
  when: conditionSchema,
  event: eventSchema,
  disabled: z.boolean().optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

const RULE_SET_MODES = ["all", "first"] as const;
/** Names that a condition of a rule set always has; facts have others. */
const RESERVED_FACTS: ReadonlySet<string> = new Set(["input", "run", "facts"]);

function repeated(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => ids.indexOf(id) !== index);
}

/** Rules that give events, asked with an input; other facts are fetched when a rule needs them. */
export const ruleSetSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    key: keySchema,
    name: localizedTextSchema,
    description: localizedTextSchema.optional(),
    inputs: z
      .array(
        z.strictObject({
          name: fieldNameSchema,
          type: z.enum(FIELD_TYPES),
          title: localizedTextSchema.optional(),
          /** One that is not required is null where it is not given. */
          required: z.boolean().default(false),
        }),
      )
      .max(100),
    facts: z.array(ruleFactSchema).max(50).default([]),
    /** Conditions by name, of this set alone; a shared one of the same name is hidden. */
    conditions: z.record(keySchema, conditionSchema).default({}),
    rules: z.array(ruleSchema).min(1).max(500),
    /** `all`: every rule that holds gives its event; `first`: the first one alone, and no further rule is asked. */
    mode: z.enum(RULE_SET_MODES).default("all"),
    tests: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(200),
          input: jsonObjectSchema,
          /** Fetched facts by id, as the test takes them. */
          facts: jsonObjectSchema.optional(),
          now: z.iso.datetime({ offset: true }).optional(),
          expect: z.strictObject({
            /** Types of the events, in their order. */
            events: z.array(z.string()).optional(),
            /** Ids of the rules that held, in any order. */
            rules: z.array(z.string()).optional(),
          }),
        }),
      )
      .max(500)
      .default([]),
  })
  .superRefine(({ inputs, facts, rules }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const twice = {
      inputs: repeated(inputs.map(({ name }) => name)),
      facts: repeated(facts.map(({ id }) => id)),
      rules: repeated(rules.map(({ id }) => id)),
    };
    for (const [path, id] of Object.entries(twice)) if (id !== undefined) refuse(path, `${id} is there twice`);
    const taken = facts.find(({ id }) => RESERVED_FACTS.has(id));
    if (taken !== undefined) refuse("facts", `no fact may be called ${taken.id}`);
  });
export type RuleSet = z.infer<typeof ruleSetSchema>;
