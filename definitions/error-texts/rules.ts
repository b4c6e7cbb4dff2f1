/** Texts of what can be wrong with a condition. */
export const RulesTexts = {
  CONDITION_FACT_MISSING: {
    en: "There is no {fact} here. A rule may ask about trigger, record, steps, vars, item, index, run and event.",
    zh: "此处没有 {fact}。规则可使用 trigger、record、steps、vars、item、index、run 和 event。",
  },
  CONDITION_PATH_MISSING: {
    en: "Nothing declares {path}. Choose a field that exists, or ask whether it is empty first.",
    zh: "没有声明 {path}。请选择存在的字段，或先判断其是否为空。",
  },
  CONDITION_PATH_INVALID: {
    en: "{path} is not a dotted path such as output.owner.id.",
    zh: "{path} 不是点分路径，例如 output.owner.id。",
  },
  CONDITION_OPERATOR_UNKNOWN: {
    en: "There is no operator {operator}. Choose one from the list.",
    zh: "没有运算符 {operator}。请从列表中选择。",
  },
  CONDITION_UNKNOWN: { en: "There is no named condition {name}.", zh: "没有名为 {name} 的条件。" },
  CONDITION_CYCLE: {
    en: "The named conditions {names} refer to each other in a circle.",
    zh: "命名条件 {names} 循环引用。",
  },
  CONDITION_GROUP_EMPTY: {
    en: "A group of conditions is empty. Add a condition or remove the group.",
    zh: "条件组为空。请添加条件或删除该组。",
  },
  CONDITION_TOO_LARGE: {
    en: "The condition has more than {limit} comparisons. Split it, or use a decision table.",
    zh: "该条件的比较超过 {limit} 个。请拆分条件，或改用决策表。",
  },
  CONDITION_TOO_DEEP: {
    en: "The condition nests more than {limit} groups in one another. Make it flatter.",
    zh: "该条件的嵌套超过 {limit} 层。请减少嵌套。",
  },
  CONDITION_NOW_MISSING: {
    en: "A rule relative to the present was asked without the run's time.",
    zh: "相对当前时间的规则缺少运行时间。",
  },
} as const;
