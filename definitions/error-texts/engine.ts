/** Texts of what can go wrong while a workflow is compiled, walked and simulated. */
export const EngineTexts = {
  RERUN_STEP_UNKNOWN: {
    en: "That version has no step {step}. Choose another step, or begin at the start.",
    zh: "该版本没有步骤 {step}。请选择其他步骤，或从头开始。",
  },
  CALL_INLINE_SETTING: {
    en: "{workflow} has rules that end it early, so {node} cannot run it within this run. Run it as a run of its own.",
    zh: "{workflow} 设有提前结束的规则，因此 {node} 无法在本次运行内执行它。请将其作为独立的运行来调用。",
  },
  CALL_INLINE_TOO_LARGE: {
    en: "With the workflows that run within it, this workflow has {nodes} steps; the limit is {limit}. Run some as runs of their own.",
    zh: "连同在其内部执行的工作流，此工作流共有 {nodes} 个步骤，上限为 {limit}。请将其中一些作为独立的运行来调用。",
  },
  CONTAINER_TIMED_OUT: {
    en: "{node} was not done in time. Give it more time, or connect its timeout port.",
    zh: "{node} 未能在规定时间内完成。请延长时限，或连接它的超时端口。",
  },
  FOR_EACH_COLLECTED_TOO_LARGE: {
    en: "What {node} collects from its items has more than {limit} bytes. Collect less, or write it into records.",
    zh: "{node} 从各条目收集的结果超过 {limit} 字节。请减少收集的内容，或写入记录。",
  },
  FOR_EACH_PAGE_INVALID: {
    en: "What {node} asked for its next page answered something else: {problem}. Check the operation's settings.",
    zh: "{node} 请求下一页时得到了无效的响应：{problem}。请检查该操作的设置。",
  },
  FOR_EACH_NOT_A_LIST: {
    en: "The items of {node} are not a list. Change the expression so that it gives one.",
    zh: "{node} 的条目不是列表。请修改表达式，使其结果为列表。",
  },
  INCIDENT_UNKNOWN: {
    en: "Step {step} has no open incident. It may have been resolved already; reload the run.",
    zh: "步骤 {step} 没有未处理的异常，可能已被处理。请刷新运行页面。",
  },
  MIGRATION_PENDING: {
    en: "The run is being moved to another version already. Wait until it has moved.",
    zh: "该运行正在迁移到另一个版本。请等待迁移完成。",
  },
  MIGRATION_REFUSED: {
    en: "The run stays on its version: steps under way have no place in the other one: {steps}. Map them to other steps, or wait until they end.",
    zh: "该运行保留在原版本：以下进行中的步骤在目标版本中没有对应位置：{steps}。请将其映射到其他步骤，或等待其结束。",
  },
  OPERATION_TIMED_OUT: {
    en: "The other system did not answer in time. Try again, or give the step a longer timeout.",
    zh: "对方系统未在规定时间内响应。请重试，或延长该步骤的时限。",
  },
  OPERATION_WORKER_LOST: {
    en: "The process that ran the step was lost, so it is not known whether the other system had done it. Try again: the repeat carries the same key.",
    zh: "执行该步骤的进程已丢失，无法确定对方系统是否已完成。请重试：重试会携带相同的键。",
  },
  PAYLOAD_KEY_UNKNOWN: {
    en: "Run data was encrypted with a key that is not configured. Put that key back into the key ring.",
    zh: "运行数据所用的加密密钥未配置。请将该密钥加回密钥环。",
  },
  PAYLOAD_LOST: {
    en: "A large value of the run is not in the database any more. Restore the backup that belongs to this run.",
    zh: "该运行的一个大数据值已不在数据库中。请恢复与此运行对应的备份。",
  },
  PAYLOAD_TOO_LARGE: {
    en: "A value of {bytes} bytes (compressed) is too large for a run; the limit is {limit}. Fetch less, or in pages.",
    zh: "数据值压缩后为 {bytes} 字节，超出运行的上限 {limit} 字节。请减少获取的数据量，或分页获取。",
  },
  STEP_OUTPUT_TOO_LARGE: {
    en: "The step's output has {bytes} bytes; the limit is {limit}. Fetch less, or in pages.",
    zh: "步骤输出为 {bytes} 字节，超出上限 {limit} 字节。请减少获取的数据量，或分页获取。",
  },
  PAYLOAD_UNREADABLE: {
    en: "Run data does not belong to this run or was damaged.",
    zh: "运行数据不属于此次运行，或已损坏。",
  },
  PLAN_CONTAINER_ENTRY: {
    en: "The body of {node} must have exactly one entry: one step without an incoming edge. It has: {entries}.",
    zh: "{node} 的内部必须恰好有一个入口（没有连入线的步骤）。当前为：{entries}。",
  },
  PLAN_CYCLE: {
    en: "The steps {nodes} form a cycle. Use a loop instead.",
    zh: "步骤 {nodes} 构成循环。请改用循环容器。",
  },
  PLAN_DURATION_INVALID: {
    en: "{duration} cannot be used here: write weeks, days, hours, minutes or seconds.",
    zh: "此处不能使用 {duration}：请使用周、天、小时、分钟或秒。",
  },
  PLAN_EDGE_INVALID: {
    en: "The edge {edge} leads from or to nothing, or across the border of a container. Draw it anew.",
    zh: "连线 {edge} 的起点或终点不存在，或跨越了容器边界。请重新连线。",
  },
  RUN_CLOSED: { en: "The run has ended.", zh: "该运行已结束。" },
  RUN_ENDED_FAILED: {
    en: "The workflow ended as failed, as it was drawn.",
    zh: "工作流按其设计以失败结束。",
  },
  RUN_NOT_PAUSED: { en: "The run is not paused.", zh: "该运行未暂停。" },
  RUN_NOT_READY: { en: "The run is just starting. Try again in a moment.", zh: "该运行正在启动，请稍后重试。" },
  RUN_OPERATION_UNKNOWN: {
    en: "A run cannot {operation}. It can be paused, resumed and cancelled.",
    zh: "运行不支持操作 {operation}。可以暂停、恢复和取消。",
  },
  RUN_PAUSED: { en: "The run is paused already.", zh: "该运行已处于暂停状态。" },
  RUN_TIMED_OUT: {
    en: "The run was not done within the workflow's time limit.",
    zh: "运行未能在工作流的时限内完成。",
  },
  SIMULATION_MOCK_MISSING: {
    en: "The step {node} reaches outside ({operation}) and has no mock. Give it one.",
    zh: "步骤 {node} 会访问外部（{operation}），但没有模拟结果。请为它提供一个。",
  },
  SIMULATION_RECORD_INVALID: {
    en: "A record of a simulation needs id and object.",
    zh: "模拟中的记录必须包含 id 和 object。",
  },
  SIMULATION_START_INVALID: {
    en: "{at} is not an instant. Write ISO 8601.",
    zh: "{at} 不是时间点。请使用 ISO 8601 格式。",
  },
  SIMULATION_TOO_LONG: {
    en: "The simulation did not end. Look for a loop that only waits, or retries without limit.",
    zh: "模拟没有结束。请检查是否有只等待的循环或无限重试。",
  },
  STEP_VALUE_NOT_OBJECT: { en: "{what} must be an object.", zh: "{what} 必须是对象。" },
  SYSTEM_UNEXPECTED: {
    en: "Something unexpected happened. The log has the details.",
    zh: "发生了意外错误。详情请查看日志。",
  },
  TABLE_PORT_UNKNOWN: {
    en: "The table answered {port}, which is no port of {node}. Add the port, or change the table.",
    zh: "决策表返回了 {port}，但 {node} 没有这个端口。请添加端口或修改决策表。",
  },
  TABLE_UNKNOWN: { en: "There is no decision table {table}.", zh: "没有决策表 {table}。" },
  TASK_ASSIGNEE_INVALID: {
    en: "The assignee expression gave no user id: {value}.",
    zh: "负责人表达式未得到用户 ID：{value}。",
  },
  TASK_NOT_OPEN: { en: "Step {step} waits for no answer.", zh: "步骤 {step} 并未在等待答复。" },
  TASK_OUTCOME_UNKNOWN: { en: "{outcome} is no outcome of {node}.", zh: "{outcome} 不是 {node} 的可选结果。" },
  TEST_FILE_INVALID: {
    en: "{file} is no workflow test: {problem}.",
    zh: "{file} 不是有效的工作流测试：{problem}。",
  },
  TRIGGER_UNKNOWN: { en: "The workflow has no trigger {trigger}.", zh: "工作流没有触发器 {trigger}。" },
  WAIT_UNTIL_INVALID: {
    en: "{value} is not an instant. The wait needs one in ISO 8601.",
    zh: "{value} 不是时间点。等待步骤需要 ISO 8601 格式的时间点。",
  },
  WORKFLOW_FILE_INVALID: {
    en: "{file} cannot be read as a {what}: {problem}.",
    zh: "无法将 {file} 读取为{what}：{problem}。",
  },
} as const;
