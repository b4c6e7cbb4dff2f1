/** Texts of what can go wrong in the CRM's own work. */
export const ActivityTexts = {
  RECORD_CHANGED: {
    en: "The {object} {id} was changed meanwhile. Read it again, then decide.",
    zh: "{object} {id} 已被其他人修改。请重新读取后再处理。",
  },
  POLICY_UNKNOWN: {
    en: "There is no assignment policy {policy}. Create it, or choose another one in the step.",
    zh: "没有分配策略 {policy}。请创建该策略，或在步骤中选择其他策略。",
  },
  POLICY_OBJECT_MISMATCH: {
    en: "The policy {policy} is for {expected} records, not for {object}. Choose another policy.",
    zh: "策略 {policy} 适用于 {expected}，不适用于 {object}。请选择其他策略。",
  },
  TEAM_UNKNOWN: {
    en: "There is no team {team}. Create it, or choose another one.",
    zh: "没有团队 {team}。请创建该团队，或选择其他团队。",
  },
  USER_UNKNOWN: {
    en: "There is no user {user}. Choose somebody who exists.",
    zh: "没有用户 {user}。请选择存在的用户。",
  },
  ASSIGNEE_NONE: {
    en: "Nobody active has the role or is in the team {who}. Add somebody, or choose another one.",
    zh: "角色或团队 {who} 中没有可用人员。请添加人员，或选择其他角色或团队。",
  },
  MAIL_INVALID: {
    en: "The mail cannot be sent: {problem}. Complete the step's fields.",
    zh: "邮件无法发送：{problem}。请补全步骤字段。",
  },
  MAIL_TEMPLATE_UNKNOWN: {
    en: "There is no mail template {template}. Create it, or choose another one in the step.",
    zh: "没有邮件模板 {template}。请创建该模板，或在步骤中选择其他模板。",
  },
  MAIL_TEMPLATE_INVALID: {
    en: "The mail template {template} cannot be used: {problem}. Correct the template.",
    zh: "邮件模板 {template} 无法使用：{problem}。请更正模板。",
  },
  MAIL_TEMPLATE_VALUE_MISSING: {
    en: "The mail template {template} needs the value {name}. Give it in the step's values.",
    zh: "邮件模板 {template} 需要值 {name}。请在步骤的值中提供。",
  },
  DELIVERY_UNKNOWN: {
    en: "It is not known whether this mail left. Look into the recipient's mailbox, then retry or skip the step.",
    zh: "无法确定此邮件是否已发出。请查看收件人邮箱，然后重试或跳过该步骤。",
  },
  DELIVERY_IN_PROGRESS: {
    en: "An earlier attempt may still be sending this mail. It is looked at again.",
    zh: "先前的尝试可能仍在发送此邮件。系统稍后会再次检查。",
  },
} as const;
