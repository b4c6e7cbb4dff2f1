import * as z from "zod";
import { defineOperation } from "../../connectors/sdk/define-operation.ts";
import { both, label } from "../../connectors/sdk/label.ts";
import { userError } from "../../definitions/errors.ts";
import { instantSchema } from "../../definitions/duration.ts";
import type { ActivityPorts } from "../ports.ts";
import { remind } from "../reminders/remind.ts";
import { objectField, userField } from "./fields.ts";
import { PORTS, writeContextOf } from "./ports-token.ts";

const textField = z
  .string()
  .min(1)
  .max(4_000)
  .meta(
    label({
      en: "Text",
      zh: "内容",
      description: {
        en: "What the person reads; {{ }} puts values in.",
        zh: "接收人看到的内容，可用 {{ }} 插入数据。",
      },
      examples: ["{{ record.name }} has not been contacted"],
      widget: "text",
    }),
  );
const recordField = z
  .string()
  .min(1)
  .max(64)
  .meta(
    label({
      en: "Record id",
      zh: "记录 ID",
      description: { en: "The record that it is about; it is linked.", zh: "相关记录，会附上链接。" },
      widget: "expression",
      examples: ["=record.id"],
    }),
  );

const remindOperation = defineOperation({
  id: "remind",
  title: both("Remind somebody", "发送提醒"),
  description: both(
    "Reminds a user of a record. A lead that was contacted, or a record that is closed, is not reminded of any more.",
    "提醒用户处理记录。已联系的线索或已关闭的记录不再提醒。",
  ),
  internal: true,
  input: z.strictObject({ user: userField, record: recordField, text: textField, object: objectField.optional() }),
  output: z.object({
    sent: z.boolean().meta(label({ en: "Sent", zh: "已发送" })),
    reason: z
      .string()
      .nullable()
      .meta(label({ en: "Why not", zh: "未发送原因" })),
    noticeId: z
      .string()
      .nullable()
      .meta(label({ en: "Notice id", zh: "通知 ID" })),
  }),
  run: async (input, context) =>
    remind(
      context.use(PORTS),
      { user: input.user, recordId: input.record, object: input.object, text: input.text },
      writeContextOf(context),
    ),
});

const notify = defineOperation({
  id: "notify",
  title: both("Notify somebody", "发送站内通知"),
  description: both("Puts a notice in a user's inbox.", "向用户的收件箱发送通知。"),
  internal: true,
  input: z.strictObject({
    user: userField,
    text: textField,
    object: objectField.optional(),
    record: recordField.optional(),
  }),
  output: z.object({ noticeId: z.string().meta(label({ en: "Notice id", zh: "通知 ID" })) }),
  async run({ user, text, object, record }, context) {
    const ports = context.use(PORTS);
    await requireUser(ports, context.origin.workspaceId, user);
    const { id } = await ports.notices.notify(writeContextOf(context), {
      userId: user,
      text,
      kind: "info",
      ...(object === undefined || record === undefined ? {} : { record: { object, id: record } }),
    });
    return { noticeId: id };
  },
});

const assigneeField = z
  .union([
    z.strictObject({ user: z.string().min(1).max(64) }),
    z.strictObject({ role: z.string().min(1).max(64) }),
    z.strictObject({ team: z.string().min(1).max(64) }),
  ])
  .meta(
    label({
      en: "For whom",
      zh: "指派给",
      description: { en: "A user’s id or e-mail, or a list of them.", zh: "用户 ID 或邮箱，也可以是列表。" },
      examples: ["=record.owner"],
      widget: "expression",
    }),
  );

const createTask = defineOperation({
  id: "create-task",
  title: both("Create a task", "创建任务"),
  description: both("Puts a task in the inbox of a user, a role or a team.", "为用户、角色或团队创建任务。"),
  internal: true,
  input: z.strictObject({
    assignee: assigneeField,
    title: z
      .string()
      .min(1)
      .max(500)
      .meta(
        label({
          en: "Title",
          zh: "标题",
          description: { en: "What stands in the inbox.", zh: "待办列表中显示的标题。" },
          examples: ["Call {{ record.name }}"],
          widget: "text",
        }),
      ),
    description: z
      .string()
      .max(4_000)
      .optional()
      .meta(
        label({
          en: "Description",
          zh: "说明",
          description: { en: "More words for whoever does it.", zh: "给处理人的补充说明。" },
          examples: ["Score {{ steps.score.output.points }}"],
          widget: "text",
        }),
      ),
    dueAt: instantSchema.optional().meta(
      label({
        en: "Due at",
        zh: "截止时间",
        description: {
          en: "When it should be done: an instant, or an expression that gives one.",
          zh: "应完成的时间：时间点，或得出时间点的表达式。",
        },
        examples: [`=run.now + duration("24h")`],
        widget: "expression",
      }),
    ),
    object: objectField.optional(),
    record: recordField.optional(),
  }),
  output: z.object({
    taskId: z.string().meta(label({ en: "Task id", zh: "任务 ID" })),
    assignees: z.array(z.string()).meta(label({ en: "People", zh: "人员" })),
  }),
  async run({ assignee, title, description, dueAt, object, record }, context) {
    const ports = context.use(PORTS);
    const assignees = await findAssignees(ports, context.origin.workspaceId, assignee);
    const { id } = await ports.notices.createTask(writeContextOf(context), {
      assignees,
      title,
      ...(description === undefined ? {} : { description }),
      ...(dueAt === undefined ? {} : { dueAt }),
      ...(object === undefined || record === undefined ? {} : { record: { object, id: record } }),
    });
    return { taskId: id, assignees };
  },
});

async function findAssignees(
  ports: ActivityPorts,
  workspaceId: string,
  assignee: z.output<typeof assigneeField>,
): Promise<string[]> {
  if ("user" in assignee) return [(await requireUser(ports, workspaceId, assignee.user)).id];
  const users =
    "role" in assignee
      ? await ports.people.findUsersByRole(workspaceId, assignee.role)
      : await findTeamUsers(ports, workspaceId, assignee.team);
  const active = users.filter((user) => user.active).map(({ id }) => id);
  if (active.length > 0) return active;
  const who = "role" in assignee ? assignee.role : assignee.team;
  throw userError("ASSIGNEE_NONE", `Nobody active has the role or is in the team ${who}.`, { who });
}

async function findTeamUsers(ports: ActivityPorts, workspaceId: string, key: string) {
  const team = await ports.people.getTeam(workspaceId, key);
  if (team === null) throw userError("TEAM_UNKNOWN", `There is no team ${key}.`, { team: key });
  return ports.people.getUsers(workspaceId, team.members);
}

async function requireUser(ports: ActivityPorts, workspaceId: string, id: string) {
  const user = await ports.people.getUser(workspaceId, id);
  if (user === null) throw userError("USER_UNKNOWN", `There is no user ${id}.`, { user: id });
  return user;
}

export const NOTICE_OPERATIONS = [remindOperation, notify, createTask];
