/** Texts of what the HTTP API refuses. */
export const ApiTexts = {
  REQUEST_INVALID: {
    en: "The request has {count} problem(s): {first}. Correct the fields that are named and send it again.",
    zh: "请求有 {count} 处问题：{first}。请更正指出的字段后重新发送。",
  },
  REQUEST_JSON_MALFORMED: {
    en: "The body is not valid JSON: {problem}. Correct it and send it again.",
    zh: "请求体不是有效的 JSON：{problem}。请更正后重新发送。",
  },
  REQUEST_MEDIA_UNSUPPORTED: {
    en: "The content type {given} is not accepted here. Send {accepted}.",
    zh: "此处不接受内容类型 {given}。请使用 {accepted}。",
  },
  REQUEST_TOO_LARGE: {
    en: "The body is larger than the limit of {limit}. Send less at once.",
    zh: "请求体超过上限 {limit}。请减少一次发送的数据。",
  },
  REQUEST_RATE_LIMITED: {
    en: "Too many requests. Try again in {seconds} seconds.",
    zh: "请求过于频繁，请在 {seconds} 秒后重试。",
  },
  ROUTE_UNKNOWN: { en: "There is nothing at {method} {path}.", zh: "没有 {method} {path} 这个接口。" },
  METHOD_UNSUPPORTED: {
    en: "{path} does not take {method}. It takes {allowed}.",
    zh: "{path} 不支持 {method}，仅支持 {allowed}。",
  },
  REVISION_MISSING: {
    en: "Say which revision you changed: send its number in the header If-Match.",
    zh: "请在 If-Match 请求头中给出所修改的修订号。",
  },
  REVISION_INVALID: {
    en: 'The header If-Match must hold a revision number such as "3".',
    zh: 'If-Match 请求头必须是修订号，例如 "3"。',
  },
  IDEMPOTENCY_KEY_INVALID: {
    en: "The header Idempotency-Key must hold 1 to 128 visible ASCII characters.",
    zh: "Idempotency-Key 请求头必须为 1 至 128 个可见 ASCII 字符。",
  },
  IDEMPOTENCY_KEY_UNSUPPORTED: {
    en: "{route} cannot be repeated, because its answer is shown once. Send it without Idempotency-Key.",
    zh: "{route} 的响应只显示一次，不能重放。请去掉 Idempotency-Key 后发送。",
  },
  WORKFLOW_INVALID: {
    en: "The workflow has {errors} error(s) and was not published. Correct what the problem list shows.",
    zh: "工作流有 {errors} 个错误，未能发布。请更正问题列表中的项目。",
  },
  WORKFLOW_KEY_MISMATCH: {
    en: "The definition says key {given}, the address says {key}. They must be the same.",
    zh: "定义中的键为 {given}，地址中的键为 {key}，两者必须一致。",
  },
  WORKFLOW_CREATION_AMBIGUOUS: {
    en: "Give either a definition or a template, not both.",
    zh: "请只提供定义或模板之一。",
  },
  VERSION_UNKNOWN: { en: "The workflow {key} has no version {version}.", zh: "工作流 {key} 没有版本 {version}。" },
  WORKFLOW_DISABLED: {
    en: "The workflow {key} is switched off. Switch it on, then run it.",
    zh: "工作流 {key} 已停用，请先启用再运行。",
  },
  TEMPLATE_UNKNOWN: { en: "There is no template {id}.", zh: "没有模板 {id}。" },
  RUN_CLOSED: {
    en: "The run {id} has ended, so this cannot be done any more.",
    zh: "运行 {id} 已结束，无法执行此操作。",
  },
  RUN_NOT_STARTED: {
    en: "The run {id} has not started yet. Try again in a moment.",
    zh: "运行 {id} 尚未开始，请稍后重试。",
  },
  RUN_OPERATION_UNKNOWN: {
    en: "A run cannot be told to “{operation}”. Use pause, resume, cancel or terminate.",
    zh: "不支持对运行执行“{operation}”。可用：pause、resume、cancel、terminate。",
  },
  RUN_OPERATION_REFUSED: { en: "The run refused: {problem}.", zh: "运行拒绝了该操作：{problem}。" },
  INCIDENT_STEPS_DIFFER: {
    en: "A field is changed in incidents of one step only, and these are of several: {steps}. Choose those of one.",
    zh: "一次只能修改同一步骤的异常的字段，而这些异常属于多个步骤：{steps}。请只选择同一步骤的异常。",
  },
  INCIDENT_INPUT_UNFIT: {
    en: "The step's input has no place for {field}. Try this run again by itself.",
    zh: "该步骤的输入中没有 {field} 的位置。请单独重试此运行。",
  },
  RESOURCE_KIND_UNKNOWN: { en: "There is no kind of resource named {kind}.", zh: "没有名为 {kind} 的资源类型。" },
  RESOURCE_KEY_MISMATCH: {
    en: "The value says key {given}, the address says {key}. They must be the same.",
    zh: "内容中的键为 {given}，地址中的键为 {key}，两者必须一致。",
  },
  RESOURCE_IN_USE: {
    en: "{key} is used by the published workflow(s) {workflows}. Change them first.",
    zh: "{key} 正被已发布的工作流 {workflows} 使用，请先修改这些工作流。",
  },
  CONNECTOR_UNKNOWN: { en: "There is no connector {connector}.", zh: "没有连接器 {connector}。" },
  CONNECTION_IN_USE: {
    en: "The connection {key} is used by the published workflow(s) {workflows}. Change them first.",
    zh: "连接 {key} 正被已发布的工作流 {workflows} 使用，请先修改这些工作流。",
  },
  CONNECTION_TEST_UNSUPPORTED: {
    en: "The connector {connector} has no test. The settings were checked by their schema.",
    zh: "连接器 {connector} 不支持测试，仅按结构检查了设置。",
  },
  MAILBOX_OFF: {
    en: "There is no built-in mailbox here: mail leaves by the configured SMTP server.",
    zh: "此处没有内置邮箱：邮件由已配置的 SMTP 服务器发出。",
  },
  DATABASE_UNAVAILABLE: {
    en: "The database does not answer right now. Nothing was lost; try again in a moment.",
    zh: "数据库暂时没有响应。数据没有丢失，请稍后重试。",
  },
  TEMPORAL_UNAVAILABLE: {
    en: "The workflow server does not answer right now. Nothing was lost; try again in a moment.",
    zh: "工作流服务器暂时没有响应。数据没有丢失，请稍后重试。",
  },
  RESPONSE_INVALID: {
    en: "The answer of {route} does not have the promised form. This is a fault of ours.",
    zh: "{route} 的响应不符合约定格式，这是系统故障。",
  },
  SYSTEM_UNEXPECTED: {
    en: "Something unexpected went wrong. Try again; if it stays, give the request id {requestId} to an administrator.",
    zh: "发生意外错误。请重试；若仍然出现，请将请求编号 {requestId} 提供给管理员。",
  },
} as const;
