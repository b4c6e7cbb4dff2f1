import * as z from "zod";
import { instantSchema } from "../duration.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { scoreReportSchema, scoreTargetSchema } from "./score-report.ts";

const numberFieldSchema = z.strictObject({
  field: z.string().min(1).max(200),
  title: localizedTextSchema.optional(),
  type: z.literal("number"),
  /** Values beyond these are taken as these: the training rows' first and last percent. */
  low: z.number(),
  high: z.number(),
  mean: z.number(),
  deviation: z.number().positive(),
  /** Per standard deviation. */
  weight: z.number(),
  /** Of an empty value; it counts as the mean beside this. */
  emptyWeight: z.number(),
  /** Mean contribution over the training rows: reasons are told against it. */
  usual: z.number(),
});
const categoryFieldSchema = z.strictObject({
  field: z.string().min(1).max(200),
  title: localizedTextSchema.optional(),
  type: z.literal("category"),
  levels: z.array(z.strictObject({ value: z.string().max(1_000), weight: z.number() })).max(200),
  /** Of all values that are not among the levels: rare ones, and such as were never seen. */
  otherWeight: z.number(),
  emptyWeight: z.number(),
  usual: z.number(),
});
export const modelFieldSchema = z.discriminatedUnion("type", [numberFieldSchema, categoryFieldSchema]);
export type ModelField = z.infer<typeof modelFieldSchema>;

/** A trained model: plain JSON, complete with what it was trained on and its hold-out report. */
export const learnedModelSchema = z.strictObject({
  schemaVersion: z.literal(1),
  algorithm: z.literal("logistic-regression"),
  trainedAt: instantSchema,
  /** SHA-256 of the rows as they were trained on. */
  dataHash: z.string().regex(/^[0-9a-f]{64}$/),
  target: scoreTargetSchema,
  intercept: z.number(),
  fields: z.array(modelFieldSchema).min(1).max(500),
  /** Texts that stand for an empty value in this data, for example `Select`. */
  emptyValues: z.array(z.string().max(200)).max(50),
  report: scoreReportSchema,
});
export type LearnedModel = z.infer<typeof learnedModelSchema>;
