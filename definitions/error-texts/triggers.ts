/** Texts of what public addresses, the dispatcher and imports refuse. */
export const TriggerTexts = {
  BODY_INVALID: {
    en: "The body does not fit what this address expects: {problem}. Correct it and send it again.",
    zh: "请求内容不符合该地址的要求：{problem}。请更正后重新发送。",
  },
  BODY_MALFORMED: {
    en: "The body cannot be read: {problem}. Check how it is encoded.",
    zh: "无法读取请求内容：{problem}。请检查编码。",
  },
  BODY_TOO_LARGE: {
    en: "The body is larger than {limit} bytes. Send less.",
    zh: "请求内容超过 {limit} 字节，请减小后重试。",
  },
  BODY_TYPE_UNSUPPORTED: {
    en: "The content type {type} is not accepted. Send application/json or application/x-www-form-urlencoded in UTF-8.",
    zh: "不支持内容类型 {type}。请使用 UTF-8 编码的 application/json 或 application/x-www-form-urlencoded。",
  },
  CALENDAR_UNKNOWN: {
    en: "The workflow counts time in the calendar {calendar}, which does not exist. Create it, then run again.",
    zh: "流程使用的日历 {calendar} 不存在。请创建后重新运行。",
  },
  CHAIN_LOOP: {
    en: "Not started: the workflow itself led to this event.",
    zh: "未启动：该事件由此流程自身引起。",
  },
  CHAIN_TOO_LONG: {
    en: "Not started: too many workflows in a row led to this event.",
    zh: "未启动：引起该事件的流程链过长。",
  },
  CONDITION_NOT_HELD: { en: "Not started: the trigger's condition did not hold.", zh: "未启动：不满足触发条件。" },
  DEDUPE_KEY_INVALID: {
    en: "The key that tells repeats apart cannot be worked out of this body: {problem}.",
    zh: "无法从请求内容计算去重键：{problem}。",
  },
  IMPORT_COLUMN_UNKNOWN: {
    en: "The column {column} fits no field of {object}; its values were left out. Map it to import it.",
    zh: "列 {column} 与 {object} 的任何字段都不匹配，其值未导入。如需导入请设置映射。",
  },
  IMPORT_COLUMN_MISSING: {
    en: "The mapping names the column {column}, which the file does not have. Correct the mapping.",
    zh: "映射中的列 {column} 在文件中不存在，请更正映射。",
  },
  IMPORT_COLUMN_TWICE: {
    en: "Two columns go to the field {field}. Map one of them only.",
    zh: "有两列映射到字段 {field}，请只保留一列。",
  },
  IMPORT_CSV_MALFORMED: {
    en: "The line cannot be read as CSV: {problem}.",
    zh: "该行无法按 CSV 读取：{problem}。",
  },
  IMPORT_HEADER_MISSING: {
    en: "The file has no header line that can be read. The first line must name the columns.",
    zh: "文件没有可读取的标题行。第一行必须是列名。",
  },
  IMPORT_NO_COLUMNS: {
    en: "No column of the file fits a field of {object}. Map the columns.",
    zh: "文件中没有列与 {object} 的字段匹配，请设置映射。",
  },
  REENTRY_BUSY: {
    en: "Not started: a run for this record is still open.",
    zh: "未启动：该记录已有未结束的运行。",
  },
  RUN_DROPPED: {
    en: "Not started: {limit} runs of {key} were open already, and the workflow drops what is above.",
    zh: "未启动：{key} 已有 {limit} 个未结束的运行，超出部分被丢弃。",
  },
  SIGNATURE_EXPIRED: {
    en: "The time in {header} is more than five minutes off. Sign each request when it is sent, and set the clock.",
    zh: "{header} 中的时间与当前时间相差超过五分钟。请在发送时对请求签名，并校准时钟。",
  },
  SIGNATURE_INVALID: {
    en: "The signature in {header} does not fit the body. Check the secret and sign the raw body.",
    zh: "{header} 中的签名与请求内容不符。请检查密钥，并对原始内容签名。",
  },
  SIGNATURE_MISSING: {
    en: "The header {header} is missing. Sign the body with the address's secret.",
    zh: "缺少请求头 {header}。请使用该地址的密钥对内容签名。",
  },
  TRIGGER_ADDRESS_UNKNOWN: {
    en: "There is nothing at this address. The workflow may be switched off, or the address mistyped.",
    zh: "该地址不存在。流程可能已停用，或地址有误。",
  },
  TRIGGER_SCHEMA_INVALID: {
    en: "The trigger's JSON Schema cannot be used: {problem}. Correct it and publish again.",
    zh: "触发器的 JSON Schema 无法使用：{problem}。请更正后重新发布。",
  },
  TRIGGER_UNKNOWN: {
    en: "The published version of {key} has no trigger {trigger}.",
    zh: "{key} 的已发布版本没有触发器 {trigger}。",
  },
  WORKFLOW_NOT_PUBLISHED: {
    en: "The workflow {key} has no published version. Publish it, then run it.",
    zh: "流程 {key} 尚未发布，请先发布再运行。",
  },
} as const;
