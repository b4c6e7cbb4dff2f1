import { baseUrlOf, httpSettingsSchema, signInHeaders } from "../http/settings.ts";
import { defineConnector } from "../sdk/define-connector.ts";
import { both } from "../sdk/label.ts";
import { changedTrigger } from "./changed.ts";
import { addLine, cancelOrder, createOrder } from "./order-operations.ts";
import { archiveParty, upsertParty } from "./party-operations.ts";

/** An ERP behind the small REST shape of README.md: its own API, or a gateway in front of one. */
export const erpConnector = defineConnector({
  id: "erp",
  name: both("ERP (HTTP)", "ERP（HTTP）"),
  description: both("Customers and orders in an ERP with an HTTP API.", "通过 HTTP 接口读写 ERP 中的客户与订单。"),
  version: "1.0.0",
  group: "systems",
  icon: "factory",
  auth: {
    settings: httpSettingsSchema,
    baseUrl: baseUrlOf,
    headers: signInHeaders,
    async test({ http }) {
      await http.request({ path: "/parties", acceptStatus: [404, 405] });
    },
  },
  operations: [upsertParty, archiveParty, createOrder, cancelOrder, addLine],
  triggers: [changedTrigger],
  permissions: { hosts: ["connection"] },
});
