import * as z from "zod";
import { jsonSchema } from "../json.ts";

const shareSchema = z.number().min(0).max(1);

/** Why a field was not used, or is used with a warning. */
export const FIELD_REASONS = [
  "asked",
  "target",
  "constant",
  "empty",
  "id",
  "free-text",
  "date",
  "reference",
  "structure",
  "leak",
  "afterwards",
  "strong",
] as const;
export type FieldReason = (typeof FIELD_REASONS)[number];

/** A field and what is to be said of it; `auc` is how well it alone tells the outcomes apart. */
export const fieldNoteSchema = z.strictObject({
  field: z.string(),
  reason: z.enum(FIELD_REASONS),
  auc: shareSchema.optional(),
});
export type FieldNote = z.infer<typeof fieldNoteSchema>;

const levelWeightSchema = z.strictObject({
  /** A category's value; `null` stands for empty, absent for all rarer values together, and for a number's own weight. */
  value: z.string().nullable().optional(),
  weight: z.number(),
  rows: z.int().min(0),
});
/** What a field does to the score: weights in log-odds (a number's is per standard deviation). */
export const fieldWeightSchema = z.strictObject({
  field: z.string(),
  type: z.enum(["number", "category"]),
  /** How far the field moves the log-odds from record to record (standard deviation over the training rows). */
  importance: z.number().min(0),
  /** How well it alone tells the outcomes apart, over the training rows. */
  auc: shareSchema,
  levels: z.array(levelWeightSchema),
});
export type FieldWeight = z.infer<typeof fieldWeightSchema>;

const binSchema = z.strictObject({
  from: z.number(),
  to: z.number(),
  rows: z.int().min(0),
  /** Mean predicted probability, and the share that really had the outcome; null in an empty bin. */
  predicted: z.number().nullable(),
  observed: z.number().nullable(),
});
const decileSchema = z.strictObject({
  decile: z.int().min(1).max(10),
  rows: z.int().min(0),
  positives: z.int().min(0),
  /** Share with the outcome in this tenth, and how many times the base rate that is. */
  rate: z.number(),
  lift: z.number(),
  /** Share of all positives found in this tenth and those above it. */
  captured: z.number(),
});
/** How the model does on rows that it was not trained on. */
export const holdOutSchema = z.strictObject({
  rows: z.int().min(1),
  positives: z.int().min(0),
  auc: shareSchema,
  /** 95 % interval of the AUC (Hanley and McNeil 1982). */
  aucInterval: z.tuple([z.number(), z.number()]),
  logLoss: z.number().min(0),
  /** Log loss of telling everybody the base rate. */
  baseLogLoss: z.number().min(0),
  brier: z.number().min(0),
  /** Expected calibration error: mean distance of predicted and observed over the bins, weighted by rows. */
  calibrationError: z.number().min(0),
  calibration: z.array(binSchema),
  lift: z.array(decileSchema),
});
export type HoldOut = z.infer<typeof holdOutSchema>;

/** The report that every learned model carries. */
export const scoreReportSchema = z.strictObject({
  rows: z.int().min(1),
  trainingRows: z.int().min(1),
  /** Rows whose outcome is neither positive nor negative: not used. */
  openRows: z.int().min(0),
  positives: z.int().min(0),
  baseRate: shareSchema,
  seed: z.int(),
  lambda: z.number().min(0),
  iterations: z.int().min(0),
  holdOut: holdOutSchema,
  fields: z.array(fieldWeightSchema),
  leftOut: z.array(fieldNoteSchema),
  suspects: z.array(fieldNoteSchema),
});
export type ScoreReport = z.infer<typeof scoreReportSchema>;

/** A target as it is asked for: which values of which field are the outcome; others are its opposite or still open. */
export const scoreTargetSchema = z.strictObject({
  field: z.string().min(1).max(200),
  positive: z.array(jsonSchema).min(1).max(50),
  /** Absent: every other value that is not empty. */
  negative: z.array(jsonSchema).min(1).max(50).optional(),
});
export type ScoreTarget = z.infer<typeof scoreTargetSchema>;
