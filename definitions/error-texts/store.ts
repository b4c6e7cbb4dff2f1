/** Texts of what the store refuses. */
export const StoreTexts = {
  API_KEY_UNKNOWN: {
    en: "There is no API key {id}. It may have been revoked.",
    zh: "没有 API 密钥 {id}，它可能已被撤销。",
  },
  CONNECTION_UNKNOWN: {
    en: "There is no connection {key}. Create it under Connections, or choose another one in the step.",
    zh: "没有连接 {key}。请在“连接”中创建，或在步骤中选择其他连接。",
  },
  CURSOR_BUSY: {
    en: "Too many assignments wanted a turn at the same moment. It is tried again by itself.",
    zh: "同一时刻请求分配的任务过多，系统会自动重试。",
  },
  CURSOR_INVALID: {
    en: "The cursor {cursor} does not come from a list. Start again without it.",
    zh: "游标 {cursor} 无效。请不带游标重新查询。",
  },
  DELIVERY_MISSING: {
    en: "The record of a mail delivery is gone. Tell the operator.",
    zh: "邮件投递记录丢失，请联系运维人员。",
  },
  FIELD_CHOICE_UNKNOWN: { en: "Choose one of the values that the field offers.", zh: "请选择该字段提供的值之一。" },
  FIELD_CONFLICT: {
    en: "The object {object} already has a field {field}. Choose another name.",
    zh: "对象 {object} 已有字段 {field}，请换一个名称。",
  },
  FIELD_READ_ONLY: { en: "This field is set by the system. Leave it out.", zh: "该字段由系统设置，请不要填写。" },
  FIELD_REQUIRED: { en: "This field must not be empty.", zh: "该字段不能为空。" },
  FIELD_TOO_LONG: { en: "The text is too long for this field.", zh: "文本超过该字段的长度限制。" },
  FIELD_TYPE_WRONG: { en: "The value has the wrong type for this field.", zh: "该字段的值类型不正确。" },
  IMPORT_EMPTY: {
    en: "The file is empty. Choose a CSV file with a header line.",
    zh: "文件为空。请选择带有标题行的 CSV 文件。",
  },
  IMPORT_MATCH_UNMAPPED: {
    en: "Rows are to be matched by {field}, but no column is mapped to it. Map one.",
    zh: "需要按 {field} 匹配行，但没有列映射到它。请先映射。",
  },
  IMPORT_TOO_LARGE: {
    en: "The file has more than 64 MB. Split it and import the parts.",
    zh: "文件超过 64 MB，请拆分后分别导入。",
  },
  IMPORT_UNKNOWN: { en: "There is no import {id}.", zh: "没有导入任务 {id}。" },
  LINK_CONFLICT: {
    en: "The {object} {id} is already known in {connection} under another id than {externalId}. Check which one is right.",
    zh: "{object} {id} 在 {connection} 中已关联到其他编号（不是 {externalId}），请核对。",
  },
  NOTICE_UNKNOWN: { en: "There is no notice {id} in your inbox.", zh: "您的收件箱中没有通知 {id}。" },
  OBJECT_UNKNOWN: { en: "There is no object {object}. Check the name.", zh: "没有对象 {object}，请检查名称。" },
  PLAN_UNKNOWN: {
    en: "The compiled plan {planHash} is gone. Publish the workflow again.",
    zh: "编译后的计划 {planHash} 不存在，请重新发布流程。",
  },
  RECORD_FIELD_UNKNOWN: {
    en: "The object {object} has no field {field}. Correct the name, or add the field.",
    zh: "对象 {object} 没有字段 {field}。请更正名称或添加该字段。",
  },
  RECORD_INVALID: { en: "The {object} is not valid: {problem}.", zh: "{object} 无效：{problem}。" },
  RECORD_MATCH_EMPTY: {
    en: "The field {field} is empty, so no {object} can be matched by it. Fill it, or match by another field.",
    zh: "字段 {field} 为空，无法据此匹配 {object}。请填写该字段或改用其他字段匹配。",
  },
  RECORD_UNKNOWN: {
    en: "There is no {object} {id}. It may have been deleted.",
    zh: "没有 {object} {id}，它可能已被删除。",
  },
  REQUEST_IN_PROGRESS: {
    en: "The first request under this Idempotency-Key still runs. Ask again in a moment.",
    zh: "使用该 Idempotency-Key 的首个请求仍在处理，请稍后重试。",
  },
  REQUEST_KEY_REUSED: {
    en: "The Idempotency-Key was used for another request. Use a new key.",
    zh: "该 Idempotency-Key 已用于其他请求，请使用新的键。",
  },
  RESOURCE_INVALID: { en: "This is not valid: {problem}.", zh: "内容无效：{problem}。" },
  RESOURCE_UNKNOWN: { en: "There is no {key} among the {kind}.", zh: "{kind} 中没有 {key}。" },
  RESOURCE_VERSION_UNKNOWN: {
    en: "{key} among the {kind} has no version {version}.",
    zh: "{kind} 中的 {key} 没有版本 {version}。",
  },
  STORE_SLOW: { en: "The database did not answer in time.", zh: "数据库没有及时响应。" },
  RUN_UNKNOWN: { en: "There is no run {id}.", zh: "没有运行 {id}。" },
  SECRET_KEY_MISSING: {
    en: "No encryption key is configured. Set FLOWRIGHT_SECRET_KEYS.",
    zh: "未配置加密密钥，请设置 FLOWRIGHT_SECRET_KEYS。",
  },
  SECRET_UNREADABLE: {
    en: "The secret of {place} cannot be decrypted with the configured keys. Bring the old key back into FLOWRIGHT_SECRET_KEYS, or enter the secret again.",
    zh: "无法用当前密钥解密 {place} 的机密。请将旧密钥加回 FLOWRIGHT_SECRET_KEYS，或重新输入机密。",
  },
  TASK_CLOSED: { en: "The task {id} was completed or cancelled before.", zh: "任务 {id} 已完成或已取消。" },
  TASK_UNKNOWN: { en: "There is no task {id}.", zh: "没有任务 {id}。" },
  USER_EXISTS: { en: "There is a person with {email} already.", zh: "已存在使用 {email} 的人员。" },
  USER_UNKNOWN: { en: "There is no person {id}.", zh: "没有人员 {id}。" },
  VERSION_UNKNOWN: { en: "The workflow {key} has no version {version}.", zh: "流程 {key} 没有版本 {version}。" },
  WORKFLOW_CONFLICT: {
    en: "Somebody else saved this workflow meanwhile. Load it again and repeat your change.",
    zh: "其他人已保存了此流程。请重新加载后再修改。",
  },
  WORKFLOW_EXISTS: {
    en: "There is a workflow {key} already. Choose another key.",
    zh: "流程 {key} 已存在，请换一个标识。",
  },
  WORKFLOW_HAS_RUNS: {
    en: "The workflow {key} has open runs. Cancel them or wait for their end, then delete it.",
    zh: "流程 {key} 还有未结束的运行。请取消或等待其结束后再删除。",
  },
  WORKFLOW_KEY_FIXED: {
    en: "A workflow's key cannot change. Keep {key}, or create a new workflow.",
    zh: "流程标识不能更改。请保留 {key} 或新建流程。",
  },
  WORKFLOW_UNKNOWN: { en: "There is no workflow {key}.", zh: "没有流程 {key}。" },
} as const;
