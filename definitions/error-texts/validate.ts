/** Texts of what can be wrong with a workflow definition. */
export const ValidateTexts = {
  DEFINITION_INVALID: { en: "This is not as the language wants it: {problem}.", zh: "不符合语言规范：{problem}。" },
  NODE_ID_DUPLICATE: {
    en: "The id {id} is used more than once. Give each step and trigger its own.",
    zh: "标识 {id} 重复。请为每个步骤和触发器使用不同的标识。",
  },
  NODE_CYCLE: {
    en: "The steps {nodes} form a circle. Use a loop or for-each to repeat.",
    zh: "步骤 {nodes} 构成循环。请使用循环容器来重复。",
  },
  NODE_UNREACHABLE: {
    en: "No trigger leads to this step. Connect it or remove it.",
    zh: "没有触发器可以到达此步骤。请连接或删除它。",
  },
  NODE_PARENT_UNKNOWN: { en: "The container {parent} does not exist.", zh: "容器 {parent} 不存在。" },
  NODE_PARENT_INVALID: {
    en: "{parent} is not a container. Only for-each, loop and scope hold steps.",
    zh: "{parent} 不是容器。只有遍历、循环和范围可以包含步骤。",
  },
  NODE_PARENT_CYCLE: { en: "The containers {nodes} hold each other.", zh: "容器 {nodes} 相互包含。" },
  NODE_JOIN_INVALID: {
    en: "The join waits for {count} edges, only {edges} come in.",
    zh: "汇合等待 {count} 条连线，但只有 {edges} 条。",
  },
  CONTAINER_EMPTY: { en: "The container has no steps. Put one into it.", zh: "容器内没有步骤。请放入一个步骤。" },
  CONTAINER_ENTRIES_SEVERAL: {
    en: "The container begins with {nodes}. Exactly one step may begin it; connect the others.",
    zh: "容器有多个起始步骤 {nodes}。只能有一个，请连接其余步骤。",
  },
  CONTAINER_ENTRY_MISSING: { en: "The container has no first step.", zh: "容器没有起始步骤。" },
  EDGE_ID_DUPLICATE: { en: "The edge id {id} is used more than once.", zh: "连线标识 {id} 重复。" },
  EDGE_NODE_UNKNOWN: {
    en: "The edge {id} ends at {node}, which does not exist. Remove the edge.",
    zh: "连线 {id} 指向不存在的 {node}。请删除该连线。",
  },
  EDGE_PORT_UNKNOWN: {
    en: "{node} has no port {port}. Its ports are {ports}.",
    zh: "{node} 没有端口 {port}。可用端口：{ports}。",
  },
  EDGE_TARGET_INVALID: {
    en: "The edge {id} leads into the trigger {node}. Triggers only start.",
    zh: "连线 {id} 指向触发器 {node}。触发器只能作为起点。",
  },
  EDGE_CROSSES_BODY: {
    en: "The edge {id} crosses the border of a container. Connect the container itself.",
    zh: "连线 {id} 跨越了容器边界。请连接容器本身。",
  },
  EDGE_REPEATED: { en: "The edge {id} repeats the edge {other}.", zh: "连线 {id} 与 {other} 重复。" },
  PORT_UNCONNECTED: { en: "The branch ends at port {port}.", zh: "分支在端口 {port} 结束。" },
  TRIGGER_MISSING: {
    en: "The workflow has no trigger. Add one before publishing.",
    zh: "工作流没有触发器。发布前请添加一个。",
  },
  TRIGGER_SCHEDULE_INVALID: {
    en: "Give a schedule either a cron line or an interval.",
    zh: "请为定时触发器指定 cron 表达式或间隔其中之一。",
  },
  TRIGGER_CRON_INVALID: { en: "{cron} is not a five-field cron line.", zh: "{cron} 不是五段式 cron 表达式。" },
  OBJECT_UNKNOWN: { en: "There is no kind of record {object}.", zh: "没有记录类型 {object}。" },
  FIELD_UNKNOWN: { en: "{object} has no field {field}.", zh: "{object} 没有字段 {field}。" },
  OPERATION_UNKNOWN: {
    en: "There is no operation {operation}. Choose one, or install its connector.",
    zh: "没有操作 {operation}。请选择其他操作或安装其连接器。",
  },
  OPERATION_KIND_INVALID: {
    en: "{operation} is a {kind} and cannot be used here.",
    zh: "{operation} 属于 {kind}，不能在此使用。",
  },
  OPERATION_DEPRECATED: { en: "The operation {operation} is outdated.", zh: "操作 {operation} 已过时。" },
  CONNECTION_UNKNOWN: {
    en: "There is no connection {connection} to {connector}. Create it or choose another one.",
    zh: "没有到 {connector} 的连接 {connection}。请创建或选择其他连接。",
  },
  CONNECTION_MISSING: { en: "{connector} needs a connection. Choose one.", zh: "{connector} 需要一个连接。请选择。" },
  TABLE_UNKNOWN: {
    en: "There is no decision table {table}. Create it or choose another one.",
    zh: "没有决策表 {table}。请创建或选择其他决策表。",
  },
  TABLE_COLUMN_UNKNOWN: {
    en: "The decision table {table} has no column {column}.",
    zh: "决策表 {table} 没有列 {column}。",
  },
  TABLE_COLUMN_UNMAPPED: {
    en: "The input {column} of the decision table {table} has no value. Map one.",
    zh: "决策表 {table} 的输入 {column} 未映射。请映射一个值。",
  },
  TABLE_PORTS_MISSING: {
    en: "Name the ports that the column {column} chooses from.",
    zh: "请列出由列 {column} 选择的端口。",
  },
  RULE_SET_KEY_UNKNOWN: {
    en: "There is no rule set {ruleSet}. Choose one that exists.",
    zh: "没有规则集 {ruleSet}。请选择存在的规则集。",
  },
  SCORING_MODEL_KEY_UNKNOWN: {
    en: "There is no scoring model {model}. Choose one that exists.",
    zh: "没有评分模型 {model}。请选择存在的模型。",
  },
  POLICY_UNKNOWN: {
    en: "There is no policy {policy}. Create it or choose another one.",
    zh: "没有策略 {policy}。请创建或选择其他策略。",
  },
  MAIL_TEMPLATE_UNKNOWN: {
    en: "There is no mail template {template}. Create it or choose another one.",
    zh: "没有邮件模板 {template}。请创建或选择其他模板。",
  },
  TRIGGER_DELIVERY_MISMATCH: {
    en: "{operation} does not fit this kind of trigger: systems are asked by a poll, and tell by an app event. Choose another.",
    zh: "{operation} 与此类触发器不符：轮询用于主动查询，应用事件用于接收推送。请另选。",
  },
  CALL_INLINE_CYCLE: {
    en: "{node} runs {workflow} within this run, and that leads back to {caller}. Run it as a run of its own.",
    zh: "{node} 在本次运行内执行 {workflow}，而它又会回到 {caller}。请将其作为独立的运行来调用。",
  },
  CALL_INLINE_LATEST: {
    en: "A workflow that runs within this run is fixed when you publish. Choose the published version.",
    zh: "在本次运行内执行的工作流在发布时即固定版本。请选择已发布的版本。",
  },
  CALL_INLINE_NOT_WAITED: {
    en: "A workflow that runs within this run is always waited for. Switch waiting on, or run it as a run of its own.",
    zh: "在本次运行内执行的工作流总是需要等待。请打开等待，或将其作为独立的运行来调用。",
  },
  FOR_EACH_ITEMS_AMBIGUOUS: {
    en: "Say what to go through: a list, or an operation that gives one page by page. One of the two.",
    zh: "请指定要遍历的内容：列表，或逐页给出列表的操作，二者选一。",
  },
  FOR_EACH_SOURCE_NOT_PAGED: {
    en: "{operation} gives no list page by page. Choose another operation, or go through its output as a list.",
    zh: "{operation} 不支持分页。请选择其他操作，或将其输出作为列表遍历。",
  },
  CALENDAR_KEY_UNKNOWN: {
    en: "There is no calendar {calendar}. Create it or choose another one.",
    zh: "没有日历 {calendar}。请创建或选择其他日历。",
  },
  CALENDAR_KEY_MISSING: {
    en: "Choose a calendar here or in the workflow's settings.",
    zh: "请在此处或工作流设置中选择日历。",
  },
  DURATION_UNSUPPORTED: {
    en: "{duration} cannot be counted in working time. Use days, hours and below.",
    zh: "{duration} 无法按工作时间计算。请使用天、小时及以下单位。",
  },
  WORKFLOW_UNKNOWN: { en: "There is no workflow {workflow}.", zh: "没有工作流 {workflow}。" },
  WORKFLOW_UNPUBLISHED: {
    en: "The workflow {workflow} has not been published yet.",
    zh: "工作流 {workflow} 尚未发布。",
  },
  USER_UNKNOWN: { en: "There is no user {user}.", zh: "没有用户 {user}。" },
  TEAM_UNKNOWN: { en: "There is no team {team}.", zh: "没有团队 {team}。" },
  ROLE_UNKNOWN: { en: "Nobody has the role {role} yet.", zh: "目前没有人拥有角色 {role}。" },
  TIME_ZONE_UNKNOWN: {
    en: "{timeZone} is not a time zone. Choose one such as Asia/Shanghai.",
    zh: "{timeZone} 不是有效时区。请选择例如 Asia/Shanghai 的时区。",
  },
  VARIABLE_DUPLICATE: { en: "The variable {name} is declared twice.", zh: "变量 {name} 重复声明。" },
  VARIABLE_TYPE_MISMATCH: {
    en: "The variable {name} holds {type}, its value here is {actual}.",
    zh: "变量 {name} 的类型为 {type}，此处的值为 {actual}。",
  },
  INPUT_MISSING: { en: "{field} is needed. Give it a value.", zh: "{field} 为必填项。请填写。" },
  INPUT_UNKNOWN: { en: "There is no input {field}.", zh: "没有输入 {field}。" },
  INPUT_TYPE_MISMATCH: {
    en: "{field} must be {expected}, this gives {actual}.",
    zh: "{field} 应为 {expected}，此处为 {actual}。",
  },
  INPUT_VALUE_NOT_ALLOWED: {
    en: "{value} is not allowed for {field}. Allowed: {allowed}.",
    zh: "{field} 不允许 {value}。允许的值：{allowed}。",
  },
  EXPRESSION_NEEDED: { en: "Write an expression that begins with =.", zh: "请填写以 = 开头的表达式。" },
  INSTANT_INVALID: {
    en: "{value} is neither an expression nor a point in time in ISO 8601.",
    zh: "{value} 既不是表达式，也不是 ISO 8601 时刻。",
  },
  STEP_UNKNOWN: { en: "There is no step {step}.", zh: "没有步骤 {step}。" },
  STEP_NOT_BEFORE: {
    en: "The step {step} does not run before this one, so its result is not known here.",
    zh: "步骤 {step} 不在此步骤之前执行，因此这里无法使用其结果。",
  },
  CONDITION_CALENDAR_UNAVAILABLE: {
    en: "A rule here is asked without calendars, so it cannot count in {calendar}. Give a duration alone (P2D): it counts Monday to Friday.",
    zh: "此处的规则没有日历可用，无法按 {calendar} 计算。请只填写时长（P2D），按周一至周五计算。",
  },
  CONDITION_VALUE_INVALID: {
    en: "The operator {operator} needs {expected} as its value.",
    zh: "运算符 {operator} 的值应为 {expected}。",
  },
  CONDITION_TYPE_MISMATCH: {
    en: "{path} holds {type}: the operator {operator} cannot compare it with {value}.",
    zh: "{path} 的类型为 {type}：运算符 {operator} 无法将其与 {value} 比较。",
  },
  CONDITION_OPERATOR_UNFIT: {
    en: "The operator {operator} does not work on {path}, which holds {type}.",
    zh: "运算符 {operator} 不适用于类型为 {type} 的 {path}。",
  },
  CONDITION_NAME_UNKNOWN: { en: "There is no shared condition {name}.", zh: "没有共享条件 {name}。" },
  CONDITION_PATTERN_INVALID: { en: "{pattern} is not a pattern in RE2 syntax.", zh: "{pattern} 不是 RE2 语法的模式。" },
} as const;
