/** Texts of what can go wrong at the command line, in tests, back-tests and deployments. */
export const CommandLineTexts = {
  CONNECTOR_EXISTS: {
    en: "There is a folder {folder} already. Choose another name, or remove it first.",
    zh: "文件夹 {folder} 已存在。请换一个名称，或先删除它。",
  },
  CONNECTOR_EXPORT_MISSING: {
    en: "connectors/{connector}/connector.ts exports no connector. Export what defineConnector gives.",
    zh: "connectors/{connector}/connector.ts 没有导出连接器。请导出 defineConnector 的返回值。",
  },
  CONNECTOR_NAME_INVALID: {
    en: "{name} cannot be a connector's name. Use lower-case letters, digits and single hyphens, at most 40.",
    zh: "{name} 不能作为连接器名称。请使用小写字母、数字和单个连字符，最多 40 个字符。",
  },
  CONNECTOR_RECIPE_MISSING: {
    en: "connectors/README.md has no recipe to start from. Restore it from the product.",
    zh: "connectors/README.md 中没有可用的示例。请从产品中恢复该文件。",
  },
  CONNECTOR_TESTS_BROKEN: {
    en: "The connector's tests could not be run. The message shows what the test runner said.",
    zh: "无法运行连接器的测试。消息中含有测试工具的输出。",
  },
  CONNECTOR_TOOLS_MISSING: {
    en: "The test runner is not installed. Run npm install in the project, or use --conformance-only.",
    zh: "未安装测试工具。请在项目中运行 npm install，或使用 --conformance-only。",
  },
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
