/** Texts of what can go wrong with tasks of people, calls of other workflows, and polls. */
export const PeopleTexts = {
  CALL_FAILED: {
    en: "The called workflow {workflow} ended as {reason}. Open its run to see why.",
    zh: "被调用的工作流 {workflow} 未成功结束：{reason}。请打开其运行记录查看原因。",
  },
  CALL_LOOP: {
    en: "The calls form a loop: {way}. Take one of them out.",
    zh: "调用形成了循环：{way}。请移除其中一个调用。",
  },
  CALL_REFUSED: {
    en: "The workflow {workflow} could not be started: {reason}.",
    zh: "无法启动工作流 {workflow}：{reason}。",
  },
  CALL_TIMED_OUT: {
    en: "The called workflow {workflow} was not done in time and was asked to stop. Give the step more time.",
    zh: "被调用的工作流 {workflow} 未能按时完成，已要求其停止。请延长该步骤的时限。",
  },
  CALL_TOO_DEEP: {
    en: "Workflows call each other more than {limit} deep: {way}. Bring some of them together.",
    zh: "工作流之间的调用超过 {limit} 层：{way}。请合并其中一部分。",
  },
  CALL_WITHOUT_TRIGGER: {
    en: "The workflow {key} has no trigger to begin at. Give it a manual one.",
    zh: "工作流 {key} 没有可作为起点的触发器。请为它添加一个手动触发器。",
  },
  CALL_WORKFLOW_UNPUBLISHED: {
    en: "The step {node} calls {workflow}, which is not published. Publish that workflow first.",
    zh: "步骤 {node} 调用的工作流 {workflow} 尚未发布。请先发布它。",
  },
  POLL_ANSWER_INVALID: {
    en: "The polled list cannot be used: {problem}. Check the trigger's path and field names.",
    zh: "轮询到的列表无法使用：{problem}。请检查触发器的路径和字段名。",
  },
  QUEUE_UNKNOWN: { en: "There is no queue {queue}.", zh: "没有队列 {queue}。" },
  TASK_ANSWERED: {
    en: "This has been answered by you already. Each person's answer counts once.",
    zh: "您已答复过此任务。每人只计一次。",
  },
  TASK_ASSIGNEES_NONE: {
    en: "Nobody active is meant by {assignees}. Name somebody, then try again.",
    zh: "{assignees} 没有对应的在职人员。请指定人员后重试。",
  },
  TASK_ASSIGNEES_TOO_FEW: {
    en: "{required} approvals are needed, but only {people} people are asked. Ask more people, then try again.",
    zh: "需要 {required} 人批准，但只有 {people} 人可审批。请增加审批人后重试。",
  },
  TASK_ASSIGNEE_UNKNOWN: {
    en: "There is no person {value}. The assignee expression must give ids or e-mail addresses of people.",
    zh: "没有人员 {value}。负责人表达式的结果必须是人员 ID 或邮箱。",
  },
  TASK_BUSY: {
    en: "Many people are changing this task at once. Try again.",
    zh: "多人正在同时修改此任务，请重试。",
  },
  TASK_COMMENTS_FULL: {
    en: "The task has {limit} comments, which is the most.",
    zh: "该任务的评论已达上限 {limit} 条。",
  },
  TASK_DELEGATE_INVALID: {
    en: "The task cannot be handed to {to}: choose somebody active who is not asked already.",
    zh: "无法将任务转交给 {to}：请选择尚未参与的在职人员。",
  },
  TASK_FORM_INVALID: {
    en: "The form is not filled in right: {problems}.",
    zh: "表单填写有误：{problems}。",
  },
  TASK_FORM_UNASKED: {
    en: "The task asks for no form. Answer without one.",
    zh: "该任务不需要填写表单，请直接答复。",
  },
  TASK_LINK_EXPIRED: {
    en: "This link has expired. Answer in your inbox instead.",
    zh: "此链接已过期。请在待办中处理。",
  },
  TASK_LINK_INVALID: {
    en: "This link cannot be used. Open your inbox to answer.",
    zh: "此链接无法使用。请打开待办进行处理。",
  },
  TASK_NOT_YOURS: {
    en: "Only people who are asked may do this. Have the task handed to you first.",
    zh: "只有被指定的人员可以执行此操作。请先让任务转交给您。",
  },
} as const;
