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
  WORKFLOW_TEST_TOO_LARGE: {
    en: "The test {test} is larger than 256 KB. Give it less sample data.",
    zh: "测试 {test} 超过 256 KB。请减少示例数据。",
  },
  WORKFLOW_TEST_UNKNOWN: {
    en: "The workflow has no test {id}. It may have been deleted; reload the list.",
    zh: "工作流没有测试 {id}，可能已被删除。请刷新列表。",
  },
  WORKFLOW_TESTS_FULL: {
    en: "The workflow {key} has {limit} tests already. Delete one first.",
    zh: "工作流 {key} 已有 {limit} 个测试。请先删除一个。",
  },
} as const;
