import * as z from "zod";
import type { ConnectorTrigger } from "../sdk/define-connector.ts";
import { both, label } from "../sdk/label.ts";

const EVENTS = [
  "party.created",
  "party.updated",
  "order.created",
  "order.updated",
  "order.paid",
  "order.shipped",
  "order.cancelled",
] as const;

const inputSchema = z.strictObject({
  events: z
    .array(z.string().min(1).max(100))
    .max(50)
    .default([])
    .meta(
      label({
        en: "Only these events",
        zh: "仅限这些事件",
        description: { en: "None: every event starts a run.", zh: "留空：每个事件都会启动运行。" },
        examples: [["order.paid"]],
      }),
    ),
});
const pushedSchema = z.object({
  id: z.string().min(1).max(200),
  event: z.string().min(1).max(100),
  at: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
});

/** The ERP tells of a change, signed with the secret of the trigger's address; one run for each event's id. */
export const changedTrigger: ConnectorTrigger = {
  id: "changed",
  title: both("Something changed in the ERP", "ERP 中有变更"),
  description: both(
    "The ERP sends an event for each change of a customer or order; each starts one run.",
    "客户或订单每次变更时，ERP 会发送一个事件；每个事件启动一次运行。",
  ),
  input: inputSchema,
  output: z.object({
    id: z.string().meta(label({ en: "Event id", zh: "事件 ID" })),
    event: z.string().meta(label({ en: "Event", zh: "事件", examples: [...EVENTS] })),
    at: z.string().meta(label({ en: "Time", zh: "时间" })),
    data: z.record(z.string(), z.unknown()).meta(label({ en: "Data", zh: "数据" })),
  }),
  push: {
    signature: { header: "x-erp-signature", encoding: "hex", prefix: "sha256=", timeHeader: "x-erp-time" },
    read(given, { body }) {
      const { events } = inputSchema.parse(given);
      const pushed = pushedSchema.parse(body);
      if (events.length > 0 && !events.includes(pushed.event)) return [];
      return [{ id: pushed.id, data: pushed }];
    },
  },
};
