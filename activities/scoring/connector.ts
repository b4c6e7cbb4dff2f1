import * as z from "zod";
import { defineConnector } from "../../connectors/sdk/define-connector.ts";
import { defineOperation } from "../../connectors/sdk/define-operation.ts";
import { both, label } from "../../connectors/sdk/label.ts";
import { userError } from "../../definitions/errors.ts";
import { fieldNameSchema, keySchema } from "../../definitions/names.ts";
import { requireRecord } from "../assignment/assign-record.ts";
import { idField, objectField } from "../crm/fields.ts";
import { PORTS, writeContextOf } from "../crm/ports-token.ts";
import { readScoringModel, scoreFields } from "./score-record.ts";
import { trainModel } from "./train-model.ts";

const modelField = keySchema.meta(
  label({
    en: "Scoring model",
    zh: "评分模型",
    description: {
      en: "The model that gives the points. Models are made under Rules and scores.",
      zh: "用于计算分数的模型，在“规则与评分”中维护。",
    },
    widget: "scoring-model",
  }),
);

const record = defineOperation({
  id: "record",
  title: both("Score a record", "为记录评分"),
  description: both(
    "The record's score, grade and the strongest reasons, by points or by a learned model. Can write them to the record.",
    "按积分或学习模型给出记录的分数、等级和主要原因，可写回记录。",
  ),
  internal: true,
  input: z.strictObject({
    scoringModel: modelField,
    object: objectField,
    id: idField,
    scoreField: fieldNameSchema.optional().meta(
      label({
        en: "Write the score to this field",
        zh: "将分数写入字段",
        description: {
          en: "A number field of the record; empty: the score is only the step’s output.",
          zh: "记录中的数字字段；留空则仅作为步骤输出。",
        },
        examples: ["score"],
      }),
    ),
    gradeField: fieldNameSchema.optional().meta(
      label({
        en: "Write the grade to this field",
        zh: "将等级写入字段",
        description: {
          en: "A text field of the record, for example A, B or C.",
          zh: "记录中的文本字段，例如 A、B、C。",
        },
        examples: ["grade"],
      }),
    ),
  }),
  output: z.object({
    score: z.number().meta(label({ en: "Score", zh: "分数" })),
    grade: z
      .string()
      .nullable()
      .meta(label({ en: "Grade", zh: "等级" })),
    probability: z
      .number()
      .nullable()
      .meta(label({ en: "Probability", zh: "概率" })),
    reasons: z
      .array(z.object({ field: z.string(), effect: z.number(), text: z.object({ en: z.string(), zh: z.string() }) }))
      .meta(label({ en: "Reasons", zh: "原因" })),
    categories: z.array(z.unknown()).meta(label({ en: "Points by category", zh: "各类别积分" })),
    rules: z.array(z.unknown()).meta(label({ en: "Every rule, explained", zh: "各规则的说明" })),
  }),
  async run(input, context) {
    const ports = context.use(PORTS);
    const { workspaceId, now } = context.origin;
    const { model, conditions } = await readScoringModel(ports, workspaceId, input.scoringModel);
    if (model.object !== input.object)
      throw userError("SCORE_OBJECT_MISMATCH", `${model.key} scores ${model.object}, not ${input.object}.`, {
        model: model.key,
        expected: model.object,
        object: input.object,
      });
    const found = await requireRecord(ports, workspaceId, input.object, input.id);
    const result = scoreFields(model, found, now, conditions);
    const changes = {
      ...(input.scoreField === undefined ? {} : { [input.scoreField]: result.score }),
      ...(input.gradeField === undefined ? {} : { [input.gradeField]: result.grade }),
    };
    if (Object.keys(changes).length > 0)
      await ports.records.update(input.object, input.id, changes, writeContextOf(context));
    return result;
  },
});

const train = defineOperation({
  id: "train",
  title: both("Train a learned score", "训练评分模型"),
  description: both(
    "Learns the score anew from the closed records. A model that does not pass its gate is refused, and the one before stays.",
    "根据已关闭的记录重新学习评分。未达到质量要求的模型会被拒绝，继续使用之前的模型。",
  ),
  internal: false,
  defaultRetry: { maximumAttempts: 3, initialInterval: "PT10S", backoffCoefficient: 2, maximumInterval: "PT5M" },
  defaultTimeout: "PT30M",
  input: z.strictObject({ scoringModel: modelField }),
  output: z.object({
    accepted: z.boolean().meta(label({ en: "Is used from now on", zh: "是否启用" })),
    problems: z.array(z.string()).meta(label({ en: "Why not", zh: "未启用原因" })),
    trainedAt: z.string().meta(label({ en: "Trained at", zh: "训练时间" })),
    rows: z.int().meta(label({ en: "Closed records", zh: "已关闭记录数" })),
    baseRate: z.number().meta(label({ en: "Share with the outcome", zh: "达成比例" })),
    auc: z.number().meta(label({ en: "AUC on rows held out", zh: "留出集 AUC" })),
    logLoss: z.number().meta(label({ en: "Log loss on rows held out", zh: "留出集对数损失" })),
    calibrationError: z.number().meta(label({ en: "Calibration error", zh: "校准误差" })),
  }),
  async run({ scoringModel }, context) {
    const { workspaceId, now, idempotencyKey } = context.origin;
    const request = { workspaceId, model: scoringModel, now, idempotencyKey, signal: context.signal };
    const { report, ...summary } = await trainModel(context.use(PORTS), request);
    const { rows, baseRate, holdOut } = report;
    const { auc, logLoss, calibrationError } = holdOut;
    return { ...summary, rows, baseRate, auc, logLoss, calibrationError };
  },
});

/** Scores as steps of workflows. */
export const scoreConnector = defineConnector({
  id: "score",
  name: both("Scores", "评分"),
  description: both("Scores records, and learns scores from closed ones.", "为记录评分，并从已关闭的记录中学习评分。"),
  version: "1.0.0",
  group: "crm",
  icon: "gauge",
  operations: [record, train],
  permissions: { hosts: [] },
});
