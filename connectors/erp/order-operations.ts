import * as z from "zod";
import { defineOperation } from "../sdk/define-operation.ts";
import { both, label } from "../sdk/label.ts";
import { callErp, lineAnswerSchema, listErp, orderAnswerSchema, segment } from "./client.ts";
import { ERP_RETRY, ERP_TIMEOUT, idField } from "./shared-fields.ts";

export const createOrder = defineOperation({
  id: "create-order",
  title: both("Create an order", "创建订单"),
  input: z.strictObject({
    party: idField("Customer", "客户", "=steps.customer.output.id"),
    reference: z
      .string()
      .min(1)
      .max(200)
      .meta(
        label({
          en: "Our reference",
          zh: "我方参考号",
          description: { en: "Stands on the order; found again by it.", zh: "显示在订单上，可据此查找。" },
          examples: ["=record.id"],
          widget: "expression",
        }),
      ),
    currency: z
      .string()
      .length(3)
      .nullish()
      .meta(
        label({
          en: "Currency",
          zh: "币种",
          description: { en: "Three letters (ISO 4217).", zh: "三位币种代码（ISO 4217）。" },
          examples: ["EUR"],
        }),
      ),
    date: z.iso
      .date()
      .nullish()
      .meta(
        label({
          en: "Date",
          zh: "日期",
          description: { en: "Of the order; empty: today.", zh: "订单日期；留空为今天。" },
          examples: ["2026-03-02"],
          widget: "expression",
        }),
      ),
    note: z
      .string()
      .max(4_000)
      .nullish()
      .meta(
        label({
          en: "Note",
          zh: "备注",
          description: { en: "For whoever works on the order.", zh: "给处理订单的人的备注。" },
          examples: ["Won by {{ record.owner }}"],
          widget: "text",
        }),
      ),
  }),
  output: z.object({
    id: z.string().meta(label({ en: "Order id", zh: "订单 ID" })),
    number: z.string().meta(label({ en: "Order number", zh: "订单号" })),
  }),
  defaultRetry: ERP_RETRY,
  defaultTimeout: ERP_TIMEOUT,
  options: { party: async ({ search }, { http }) => listErp(http, "/parties", search) },
  async run(input, { http }) {
    const json = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
    const { id, number } = await callErp(http, { method: "POST", path: "/orders", json }, orderAnswerSchema);
    return { id, number: number ?? id };
  },
});

export const cancelOrder = defineOperation({
  id: "cancel-order",
  title: both("Cancel an order", "取消订单"),
  description: both("The undo of creating an order.", "用于撤销创建订单。"),
  input: z.strictObject({ id: idField("Order", "订单", "=steps.order.output.id") }),
  output: z.object({ cancelled: z.boolean().meta(label({ en: "Was cancelled", zh: "是否已取消" })) }),
  defaultRetry: ERP_RETRY,
  defaultTimeout: ERP_TIMEOUT,
  async run({ id }, { http }) {
    await callErp(http, { method: "POST", path: `/orders/${segment(id)}/cancel`, json: {} }, z.object({}));
    return { cancelled: true };
  },
});

export const addLine = defineOperation({
  id: "add-line",
  title: both("Add an order line", "添加订单行"),
  input: z.strictObject({
    order: idField("Order", "订单", "=steps.order.output.id"),
    product: z
      .string()
      .min(1)
      .max(200)
      .meta(
        label({
          en: "Product",
          zh: "产品",
          description: { en: "The product’s number in the ERP.", zh: "产品在 ERP 中的编号。" },
          examples: ["=item.product"],
          widget: "expression",
        }),
      ),
    quantity: z.number().meta(
      label({
        en: "Quantity",
        zh: "数量",
        description: { en: "In the unit of the product.", zh: "以产品单位计。" },
        examples: ["=item.quantity"],
        widget: "expression",
      }),
    ),
    unitPrice: z.number().meta(
      label({
        en: "Unit price",
        zh: "单价",
        description: { en: "In the order’s currency, without tax.", zh: "以订单币种计，不含税。" },
        examples: ["=item.price"],
        widget: "expression",
      }),
    ),
    description: z
      .string()
      .max(1_000)
      .nullish()
      .meta(
        label({
          en: "Description",
          zh: "说明",
          description: {
            en: "What stands on the line instead of the product’s name.",
            zh: "显示在订单行上，替代产品名称。",
          },
          examples: ["{{ item.name }}"],
          widget: "text",
        }),
      ),
  }),
  output: z.object({ lineId: z.string().meta(label({ en: "Line id", zh: "订单行 ID" })) }),
  defaultRetry: ERP_RETRY,
  defaultTimeout: ERP_TIMEOUT,
  options: { product: async ({ search }, { http }) => listErp(http, "/products", search) },
  async run({ order, product, quantity, unitPrice, description }, { http }) {
    const json = { product, quantity, unitPrice, ...(typeof description === "string" ? { description } : {}) };
    const line = await callErp(
      http,
      { method: "POST", path: `/orders/${segment(order)}/lines`, json },
      lineAnswerSchema,
    );
    return { lineId: line.id };
  },
});
