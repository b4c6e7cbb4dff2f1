import * as z from "zod";
import { defineOperation } from "../../connectors/sdk/define-operation.ts";
import { both, label } from "../../connectors/sdk/label.ts";
import type { OperationContext } from "../../connectors/sdk/operation-context.ts";
import { assignRecord } from "../assignment/assign-record.ts";
import { routeTicket } from "../routing/route-ticket.ts";
import { idField, objectField, ownerOutput, policyField } from "./fields.ts";
import { PORTS, writeContextOf } from "./ports-token.ts";

const assignmentOutput = z.object({
  owner: ownerOutput,
  queue: z
    .string()
    .nullable()
    .meta(label({ en: "Queue", zh: "队列" })),
  policy: z.string().meta(label({ en: "Assignment policy", zh: "分配策略" })),
  rule: z
    .string()
    .nullable()
    .meta(label({ en: "Rule that decided", zh: "生效的规则" })),
  alreadyAssigned: z.boolean().meta(label({ en: "Was assigned already", zh: "此前已分配" })),
});
const times = ({ origin }: OperationContext) => ({ now: origin.now, timeZone: origin.timeZone ?? "UTC" });

const assign = defineOperation({
  id: "assign",
  title: both("Assign a record", "分配记录"),
  description: both(
    "Chooses an owner by an assignment policy. A record that has an owner keeps it.",
    "按分配策略选择负责人。已有负责人的记录保持不变。",
  ),
  internal: true,
  input: z.strictObject({ object: objectField, id: idField, policy: policyField }),
  output: assignmentOutput,
  run: async (input, context) =>
    assignRecord(
      context.use(PORTS),
      { ...input, ...times(context), exclude: [], isReassignment: false },
      writeContextOf(context),
    ),
});

const reassign = defineOperation({
  id: "reassign",
  title: both("Reassign a record", "重新分配记录"),
  description: both(
    "Chooses another owner by an assignment policy; the owner of now is left out.",
    "按分配策略选择另一位负责人，当前负责人除外。",
  ),
  internal: true,
  input: z.strictObject({
    object: objectField,
    id: idField,
    policy: policyField,
    exclude: z
      .array(z.string().nullable())
      .max(1_000)
      .default([])
      .meta(
        label({
          en: "Not these people",
          zh: "排除的人员",
          description: {
            en: "Ids of people who do not get the record, for example its owner until now.",
            zh: "不参与分配的用户 ID，例如当前负责人。",
          },
          examples: ["=[record.owner]"],
          widget: "expression",
        }),
      ),
  }),
  output: assignmentOutput,
  run: async (input, context) =>
    assignRecord(
      context.use(PORTS),
      {
        ...input,
        ...times(context),
        exclude: input.exclude.filter((id) => id !== null),
        isReassignment: true,
      },
      writeContextOf(context),
    ),
});

const route = defineOperation({
  id: "route-ticket",
  title: both("Route a ticket", "分派工单"),
  description: both(
    "Puts a ticket in a queue and chooses an agent by priority, skills and load.",
    "根据优先级、技能和负载将工单放入队列并选择处理人。",
  ),
  internal: true,
  input: z.strictObject({ id: idField, policy: policyField }),
  output: assignmentOutput,
  run: async (input, context) =>
    routeTicket(context.use(PORTS), { ...input, ...times(context) }, writeContextOf(context)),
});

export const ASSIGNMENT_OPERATIONS = [assign, reassign, route];
