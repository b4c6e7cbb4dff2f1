/** Texts of what can go wrong at the command line, in tests, back-tests and deployments. */
export const CommandLineTexts = {
  DEPLOY_DRAFT_CHANGED: {
    en: "The draft of {workflow} has changes by {by} that are neither published nor in the file. Export them, or deploy with --force to overwrite them.",
    zh: "{workflow} 的草稿含有 {by} 的改动，既未发布也不在文件中。请先导出这些改动，或使用 --force 覆盖。",
  },
  DEPLOY_FILE_UNKNOWN: {
    en: "{file} is neither a workflow nor a resource. Name workflows, calendars, decision tables, policies, mail templates or teams.",
    zh: "{file} 既不是工作流也不是资源。请指定工作流、日历、决策表、策略、邮件模板或团队文件。",
  },
  DEPLOY_KEY_REPEATED: {
    en: "{file} and {other} have the same key {key}. Keep one of them.",
    zh: "{file} 与 {other} 使用了相同的键 {key}。请只保留其中一个。",
  },
  RECORD_ID_REPEATED: {
    en: "Two of the records are {object} {id}. Give each record its own id.",
    zh: "有两条记录都是 {object} {id}。请为每条记录使用不同的标识。",
  },
  RECORD_OBJECT_MISSING: {
    en: "Record {record} names no object, and the policy {policy} is for none. Give one of them an object.",
    zh: "第 {record} 条记录未指定对象，策略 {policy} 也未限定对象。请为其中之一指定对象。",
  },
  SERVER_ANSWER_INVALID: {
    en: "{server} does not answer as a Flowright server: {problem}. Check the address, and that command and server are of one version.",
    zh: "{server} 的响应不像 Flowright 服务器：{problem}。请检查地址，并确认命令与服务器版本一致。",
  },
  SERVER_KEY_MISSING: {
    en: "The server needs an API key. Create one under Settings and set FLOWRIGHT_API_KEY.",
    zh: "服务器需要 API 密钥。请在设置中创建，并设置环境变量 FLOWRIGHT_API_KEY。",
  },
  SERVER_UNREACHABLE: {
    en: "{server} does not answer: {problem}. Check the address and the network, then try again.",
    zh: "{server} 没有响应：{problem}。请检查地址和网络后重试。",
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
