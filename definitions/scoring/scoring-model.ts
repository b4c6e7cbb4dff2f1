import * as z from "zod";
import { instantSchema } from "../duration.ts";
import { jsonSchema } from "../json.ts";
import { fieldNameSchema, keySchema, objectNameSchema } from "../names.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { gradesSchema } from "./grade-of.ts";
import { type LearnedModel, learnedModelSchema } from "./learned-model.ts";
import { pointsModelSchema } from "./points-model.ts";
import { scoreReportSchema } from "./score-report.ts";

/** What a trained model must show on rows that it has not seen before it may be used. */
export const qualityGateSchema = z.strictObject({
  minimumAuc: z.number().min(0.5).max(1).default(0.6),
  minimumHoldOutRows: z.int().min(10).max(1_000_000).default(50),
});
export type QualityGate = z.infer<typeof qualityGateSchema>;

/** Why a trained model may not be used; empty where it may. */
export function gateProblems({ report }: Pick<LearnedModel, "report">, gate: QualityGate): string[] {
  const { auc, rows } = report.holdOut;
  const problems: string[] = [];
  if (auc < gate.minimumAuc) problems.push(`its AUC ${auc.toFixed(3)} is below ${gate.minimumAuc}`);
  if (rows < gate.minimumHoldOutRows)
    problems.push(`it was tried on ${rows} rows, fewer than ${gate.minimumHoldOutRows}`);
  return problems;
}

/** A score that is learned from closed records. `model` is what steps use; it is there only with a report that passes. */
export const learnedScoreSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    type: z.literal("learned"),
    key: keySchema,
    name: localizedTextSchema,
    description: localizedTextSchema.optional(),
    object: objectNameSchema,
    target: z.strictObject({
      field: fieldNameSchema,
      positive: z.array(jsonSchema).min(1).max(50),
      negative: z.array(jsonSchema).min(1).max(50).optional(),
    }),
    leaveOut: z.array(fieldNameSchema).max(300).default([]),
    keep: z.array(fieldNameSchema).max(300).default([]),
    /** Newest closed records that are learned from. */
    maximumRows: z.int().min(50).max(500_000).default(100_000),
    gate: qualityGateSchema.default({ minimumAuc: 0.6, minimumHoldOutRows: 50 }),
    grades: gradesSchema.default([]),
    model: learnedModelSchema.nullable().default(null),
    /** The last training, also one whose model was refused: why, and its report. */
    lastTraining: z
      .strictObject({
        at: instantSchema,
        accepted: z.boolean(),
        problems: z.array(z.string().max(500)).max(10),
        report: scoreReportSchema,
        /** The step that trained: a repeat of it gives the same answer. */
        trainedBy: z.string().max(500).optional(),
      })
      .nullable()
      .default(null),
  })
  .superRefine(({ model, gate }, context) => {
    for (const problem of model === null ? [] : gateProblems(model, gate))
      context.addIssue({ code: "custom", path: ["model"], message: `the model may not be used: ${problem}` });
  });
export type LearnedScore = z.infer<typeof learnedScoreSchema>;

/** A scoring model of either kind, kept by key. */
export const scoringModelSchema = z.discriminatedUnion("type", [pointsModelSchema, learnedScoreSchema]);
export type ScoringModel = z.infer<typeof scoringModelSchema>;
