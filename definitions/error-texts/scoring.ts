/** Texts of what can go wrong with scores and their training. */
export const ScoringTexts = {
  SCORE_TARGET_MISSING: {
    en: "There is no field {field} to learn. Name the field that holds the outcome.",
    zh: "没有可学习的字段 {field}。请指定存放结果的字段。",
  },
  SCORE_FIELD_UNKNOWN: {
    en: "There is no field {field} to leave out. Check its spelling.",
    zh: "没有要排除的字段 {field}。请检查拼写。",
  },
  SCORE_ROWS_TOO_FEW: {
    en: "{rows} closed records, {positives} of them with the outcome, are too few: at least {needed} are needed, {neededOfAKind} with and {neededOfAKind} without it.",
    zh: "已关闭的记录有 {rows} 条，其中 {positives} 条达成结果，数量过少：至少需要 {needed} 条，且达成与未达成各至少 {neededOfAKind} 条。",
  },
  SCORE_FIELDS_NONE: {
    en: "No field is left to learn from. Leave out fewer fields or choose another object.",
    zh: "没有可用于学习的字段。请减少排除的字段或选择其他对象。",
  },
  SCORE_DATA_TOO_LARGE: {
    en: "The data has more than {limit} {what}. Use fewer.",
    zh: "数据超出上限（{what}：{limit}）。请减少数据。",
  },
  SCORE_FIELD_MISSING: {
    en: "The record has no field {field}, which the scoring model asks about. Give it a value; null is allowed.",
    zh: "记录没有评分模型需要的字段 {field}。请提供该字段，可以为空。",
  },
  SCORE_FIELD_TYPE: {
    en: "The field {field} has a value that the scoring model cannot use: it needs a {expected}.",
    zh: "字段 {field} 的值无法用于评分模型：需要 {expected} 类型。",
  },
  SCORE_MODEL_UNKNOWN: {
    en: "There is no scoring model {model}. Choose one that exists.",
    zh: "没有评分模型 {model}。请选择存在的模型。",
  },
  SCORE_MODEL_UNTRAINED: {
    en: "The scoring model {model} has no trained model that may be used. Train it, and see its report for why one was refused.",
    zh: "评分模型 {model} 没有可用的训练结果。请先训练，并在报告中查看被拒绝的原因。",
  },
  SCORE_MODEL_NOT_LEARNED: {
    en: "{model} is a points model: it has rules and is not trained.",
    zh: "{model} 是积分模型，由规则计算，无需训练。",
  },
  SCORE_OBJECT_MISMATCH: {
    en: "The scoring model {model} scores records of the kind {expected}, not {object}.",
    zh: "评分模型 {model} 用于 {expected}，不能用于 {object}。",
  },
} as const;
