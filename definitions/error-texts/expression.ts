/** Texts of what can be wrong with an expression. */
export const ExpressionTexts = {
  EXPRESSION_SYNTAX_INVALID: { en: "The expression cannot be read: {problem}.", zh: "无法读取表达式：{problem}。" },
  EXPRESSION_LIMIT_EXCEEDED: {
    en: "The expression is too large, nested too deep or takes too many turns (limit {limit}). Split it over several steps.",
    zh: "表达式过大、嵌套过深或循环次数过多（上限 {limit}）。请拆分到多个步骤。",
  },
  EXPRESSION_FUNCTION_REFUSED: {
    en: "{name} may not be used in an expression. For patterns use matchesRe2(text, pattern).",
    zh: "表达式中不能使用 {name}。模式匹配请使用 matchesRe2(文本, 模式)。",
  },
  EXPRESSION_FUNCTION_UNKNOWN: {
    en: "There is no function {name}. Choose one from the list of functions.",
    zh: "没有函数 {name}。请从函数列表中选择。",
  },
  EXPRESSION_ARGUMENTS_INVALID: { en: "{name} takes {count} values.", zh: "{name} 需要 {count} 个参数。" },
  EXPRESSION_NAME_UNKNOWN: {
    en: "There is no {name} here. Use trigger, record, steps, vars or run, and item inside a for-each.",
    zh: "此处没有 {name}。可使用 trigger、record、steps、vars、run，在循环内可使用 item。",
  },
  EXPRESSION_PATH_UNKNOWN: {
    en: "Nothing declares {path}. Choose a field from the data picker.",
    zh: "没有声明 {path}。请从数据选择器中选择字段。",
  },
  EXPRESSION_PATH_OPTIONAL: {
    en: "{path} may be left out by the sender; the run would stop here. Guard it with .?…orValue(…) or has(…), or make the field required.",
    zh: "发送方可能省略 {path}，运行会在此停止。请用 .?…orValue(…) 或 has(…) 保护，或将该字段设为必填。",
  },
  EXPRESSION_PATH_MISSING: {
    en: "{path} has no value in this run. Guard it with has(…) or .?…orValue(…), or make sure that the step before gives it.",
    zh: "本次运行中 {path} 没有值。请用 has(…) 或 .?…orValue(…) 保护，或确保前面的步骤会提供它。",
  },
  EXPRESSION_VALUE_EMPTY: {
    en: "An empty value (null) cannot be computed with: {problem}. Use default(value, other).",
    zh: "空值（null）不能参与计算：{problem}。请使用 default(值, 默认值)。",
  },
  EXPRESSION_TYPE_MISMATCH: {
    en: "The types do not fit: expected {expected}, found {actual}.",
    zh: "类型不匹配：期望 {expected}，实际为 {actual}。",
  },
  EXPRESSION_VALUE_INVALID: { en: "A function cannot work with its value {value}.", zh: "函数无法处理该值 {value}。" },
  EXPRESSION_RESULT_INVALID: {
    en: "The result cannot be kept as data: {problem}.",
    zh: "结果无法作为数据保存：{problem}。",
  },
} as const;
