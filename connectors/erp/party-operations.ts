import * as z from "zod";
import type { JsonObject } from "../../definitions/json.ts";
import { defineOperation } from "../sdk/define-operation.ts";
import { both, label } from "../sdk/label.ts";
import { SYNC } from "../sdk/services.ts";
import { callErp, listErp, partyAnswerSchema, segment } from "./client.ts";
import { ERP_RETRY, ERP_TIMEOUT, idField } from "./shared-fields.ts";

export const upsertParty = defineOperation({
  id: "upsert-party",
  title: both("Create or change a customer", "新建或更新客户"),
  description: both(
    "Pushes a customer to the ERP under its key. What was sent before and did not change is not sent again.",
    "按外部编号将客户写入 ERP。内容未变化时不会重复发送。",
  ),
  input: z.strictObject({
    externalKey: z
      .string()
      .min(1)
      .max(200)
      .meta(
        label({
          en: "Our key of the customer",
          zh: "客户外部编号",
          widget: "expression",
          description: {
            en: "A second call with the same key finds the first customer instead of making another.",
            zh: "相同编号再次调用时会找到已有客户，不会重复创建。",
          },
          examples: ["=record.accountId"],
        }),
      ),
    name: z
      .string()
      .min(1)
      .max(300)
      .meta(
        label({
          en: "Name",
          zh: "名称",
          description: { en: "The customer’s name in the ERP.", zh: "客户在 ERP 中的名称。" },
          examples: ["{{ record.name }}"],
          widget: "text",
        }),
      ),
    email: z
      .string()
      .max(320)
      .nullish()
      .meta(
        label({
          en: "E-mail",
          zh: "邮箱",
          description: { en: "Changed when it is given.", zh: "填写后会更新。" },
          examples: ["=record.email"],
          widget: "expression",
        }),
      ),
    phone: z
      .string()
      .max(64)
      .nullish()
      .meta(
        label({
          en: "Phone",
          zh: "电话",
          description: { en: "Changed when it is given.", zh: "填写后会更新。" },
          examples: ["=record.phone"],
          widget: "expression",
        }),
      ),
    country: z
      .string()
      .max(100)
      .nullish()
      .meta(
        label({
          en: "Country",
          zh: "国家",
          description: { en: "Two letters (ISO 3166).", zh: "两位国家代码（ISO 3166）。" },
          examples: ["DE"],
          widget: "expression",
        }),
      ),
    fields: z
      .record(z.string(), z.unknown())
      .optional()
      .meta(
        label({
          en: "More fields",
          zh: "更多字段",
          description: { en: "Fields of the ERP’s own, by their names there.", zh: "ERP 自有字段，按其字段名填写。" },
          examples: [{ segment: "B2B" }],
          widget: "key-value",
        }),
      ),
  }),
  output: z.object({
    id: z.string().meta(label({ en: "ERP id", zh: "ERP 编号" })),
    created: z.boolean().meta(label({ en: "Was created", zh: "是否新建" })),
    unchanged: z.boolean().meta(label({ en: "Nothing to send", zh: "无需发送" })),
  }),
  defaultRetry: ERP_RETRY,
  defaultTimeout: ERP_TIMEOUT,
  async run({ externalKey, fields, ...named }, context) {
    const payload: JsonObject = { ...(fields as JsonObject | undefined) };
    for (const [name, value] of Object.entries(named)) if (value !== undefined) payload[name] = value;
    const { externalId, created, unchanged } = await context
      .use(SYNC)
      .pushOnce({ object: "party", id: externalKey, payload }, async () => {
        const path = `/parties/${segment(externalKey)}`;
        const party = await callErp(context.http, { method: "PUT", path, json: payload }, partyAnswerSchema);
        return { externalId: party.id, created: party.created ?? party.status === 201 };
      });
    return { id: externalId, created, unchanged };
  },
});

export const archiveParty = defineOperation({
  id: "archive-party",
  title: both("Archive a customer", "归档客户"),
  description: both("The undo of creating a customer.", "用于撤销新建客户。"),
  input: z.strictObject({
    id: idField("Customer", "客户", "=steps.customer.output.id"),
    onlyIfCreated: z
      .boolean()
      .default(false)
      .meta(
        label({
          en: "Only if this run created it",
          zh: "仅当由本次运行新建时",
          description: { en: "A customer that was there before is left alone.", zh: "此前已存在的客户保持不变。" },
          examples: ["=steps.party.output.created"],
        }),
      ),
  }),
  output: z.object({ archived: z.boolean().meta(label({ en: "Was archived", zh: "是否已归档" })) }),
  defaultRetry: ERP_RETRY,
  defaultTimeout: ERP_TIMEOUT,
  options: { id: async ({ search }, { http }) => listErp(http, "/parties", search) },
  async run({ id, onlyIfCreated }, context) {
    const sync = context.use(SYNC);
    if (onlyIfCreated && !(await sync.createdByThisRun("party", id))) return { archived: false };
    // Before the call: an archived customer whose link still holds the old hash would never be pushed again.
    await sync.forget("party", id);
    await callErp(context.http, { method: "POST", path: `/parties/${segment(id)}/archive`, json: {} }, z.object({}));
    return { archived: true };
  },
});
