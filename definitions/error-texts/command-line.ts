/** Texts of what can go wrong at the command line, in tests, back-tests and deployments. */
export const CommandLineTexts = {
  RECORD_ID_REPEATED: {
    en: "Two of the records are {object} {id}. Give each record its own id.",
    zh: "有两条记录都是 {object} {id}。请为每条记录使用不同的标识。",
  },
  RECORD_OBJECT_MISSING: {
    en: "Record {record} names no object, and the policy {policy} is for none. Give one of them an object.",
    zh: "第 {record} 条记录未指定对象，策略 {policy} 也未限定对象。请为其中之一指定对象。",
  },
  TABLE_INPUT_SHAPE: {
    en: "An input of a decision table is an object with one value a column.",
    zh: "决策表的输入必须是对象，每列对应一个值。",
  },
} as const;
