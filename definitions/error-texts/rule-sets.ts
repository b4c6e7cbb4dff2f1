/** Texts of what can be wrong with a rule set or its evaluation. */
export const RuleSetTexts = {
  RULE_SET_UNKNOWN: { en: "There is no rule set {ruleSet}.", zh: "没有规则集 {ruleSet}。" },
  RULE_SET_INVALID: {
    en: "The rule set cannot be used: {problem}. Correct it and save again.",
    zh: "规则集不可用：{problem}。请更正后重新保存。",
  },
  RULE_SET_INPUT_UNKNOWN: {
    en: "The rule set {ruleSet} has no input {name}. Declare it or leave it out.",
    zh: "规则集 {ruleSet} 没有输入 {name}。请声明该输入或去掉它。",
  },
  RULE_SET_INPUT_MISSING: {
    en: "The rule set {ruleSet} needs the input {name}.",
    zh: "规则集 {ruleSet} 需要输入 {name}。",
  },
  RULE_SET_INPUT_TYPE: {
    en: "The input {name} of the rule set {ruleSet} must be of the type {type}.",
    zh: "规则集 {ruleSet} 的输入 {name} 必须是 {type} 类型。",
  },
  RULE_SET_FACT_FAILED: {
    en: "The fact {fact} could not be fetched: {problem}.",
    zh: "无法获取事实 {fact}：{problem}。",
  },
  RULE_SET_FACT_TIMEOUT: {
    en: "The fact {fact} was not there within {seconds} seconds.",
    zh: "事实 {fact} 未能在 {seconds} 秒内获取。",
  },
  RULE_SET_FACT_UNREACHABLE: {
    en: "The fact {fact} cannot be fetched here. Give its value with the question.",
    zh: "此处无法获取事实 {fact}。请在请求中直接提供其值。",
  },
  RULE_SET_FACT_UNKNOWN: {
    en: "There is no fact {fact} in this rule set.",
    zh: "此规则集中没有事实 {fact}。",
  },
  RULE_SET_FACT_WRITES: {
    en: "{operation} changes something, so it cannot be a fact. Choose an operation that only reads.",
    zh: "{operation} 会修改数据，不能用作事实。请选择只读操作。",
  },
  RULE_SET_FACT_CYCLE: {
    en: "The facts {facts} need each other in a circle.",
    zh: "事实 {facts} 相互依赖，形成循环。",
  },
  RULE_SET_CYCLE: {
    en: "The rule sets {ruleSets} ask each other in a circle.",
    zh: "规则集 {ruleSets} 相互引用，形成循环。",
  },
  RULE_SET_TOO_DEEP: {
    en: "Rule sets ask each other more than {limit} deep.",
    zh: "规则集嵌套超过 {limit} 层。",
  },
  CONDITION_SHARED_INVALID: {
    en: "The shared condition cannot be used: {problem}. Correct it and save again.",
    zh: "共享条件不可用：{problem}。请更正后重新保存。",
  },
  SCORE_MODEL_INVALID: {
    en: "The points model cannot be used: {problem}. Correct it and save again.",
    zh: "积分模型不可用：{problem}。请更正后重新保存。",
  },
} as const;
