import * as z from "zod";
import { conditionSchema } from "../condition.ts";
import { durationSchema } from "../duration.ts";
import { jsonObjectSchema } from "../json.ts";
import { fieldNameSchema, identifierSchema, keySchema, objectNameSchema } from "../names.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { gradesSchema } from "./grade-of.ts";

const pointsSchema = z.number().min(-10_000).max(10_000);

/** Points fade with the time since a date field of the record: by half each `over`, or evenly to nothing at `over`. */
const decaySchema = z.strictObject({
  type: z.enum(["half-life", "linear"]),
  /** A date or instant of the record; while it is empty the rule gives nothing. */
  since: fieldNameSchema,
  over: durationSchema.refine((over) => /[1-9]/.test(over), "write a duration longer than nothing"),
});
export const pointsRuleSchema = z.strictObject({
  id: identifierSchema,
  name: localizedTextSchema.optional(),
  category: identifierSchema,
  /** Negative ones subtract. */
  points: pointsSchema,
  when: conditionSchema,
  decay: decaySchema.optional(),
});
export type PointsRule = z.infer<typeof pointsRuleSchema>;

const boundsShape = { minimum: pointsSchema.optional(), maximum: pointsSchema.optional() };
const areBoundsOrdered = ({ minimum, maximum }: { minimum?: number | undefined; maximum?: number | undefined }) =>
  minimum === undefined || maximum === undefined || minimum <= maximum;

/** Points by rules: each category's sum is kept within its bounds, their sum within the model's, then graded. */
export const pointsModelSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    type: z.literal("points"),
    key: keySchema,
    name: localizedTextSchema,
    description: localizedTextSchema.optional(),
    object: objectNameSchema,
    /** Where every record begins. */
    base: pointsSchema.default(0),
    minimum: pointsSchema.default(0),
    maximum: pointsSchema.default(100),
    categories: z
      .array(
        z
          .strictObject({ id: identifierSchema, name: localizedTextSchema.optional(), ...boundsShape })
          .refine(areBoundsOrdered, "the least is more than the most"),
      )
      .min(1)
      .max(50),
    rules: z.array(pointsRuleSchema).max(500),
    grades: gradesSchema.default([]),
    tests: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(200),
          record: jsonObjectSchema,
          /** When it is asked, for rules about time. */
          now: z.iso.datetime({ offset: true }).optional(),
          expect: z.strictObject({
            score: z.number().optional(),
            grade: z.string().nullable().optional(),
            /** Ids of the rules that held, in any order. */
            rules: z.array(z.string()).optional(),
          }),
        }),
      )
      .max(500)
      .default([]),
  })
  .refine(areBoundsOrdered, "the least is more than the most")
  .superRefine(({ categories, rules }, context) => {
    const known = new Set(categories.map(({ id }) => id));
    if (known.size !== categories.length)
      context.addIssue({ code: "custom", path: ["categories"], message: "a category is there twice" });
    const seen = new Set<string>();
    rules.forEach(({ id, category }, index) => {
      if (seen.has(id))
        context.addIssue({ code: "custom", path: ["rules", index, "id"], message: `${id} is there twice` });
      seen.add(id);
      if (!known.has(category))
        context.addIssue({ code: "custom", path: ["rules", index, "category"], message: `no category ${category}` });
    });
  });
export type PointsModel = z.infer<typeof pointsModelSchema>;
