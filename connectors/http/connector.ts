import { defineConnector } from "../sdk/define-connector.ts";
import { both } from "../sdk/label.ts";
import { listItems } from "./list-items.ts";
import { newItemsTrigger } from "./new-items.ts";
import { requestOperation } from "./request.ts";
import { baseUrlOf, httpSettingsSchema, signInHeaders } from "./settings.ts";

/** Any HTTP system. Which hosts are reached is in the author's hands; private networks stay closed unless allowed. */
export const httpConnector = defineConnector({
  id: "http",
  name: both("HTTP", "HTTP"),
  description: both("Calls any HTTP API.", "调用任意 HTTP 接口。"),
  version: "1.0.0",
  group: "systems",
  icon: "globe",
  auth: {
    settings: httpSettingsSchema,
    isOptional: true,
    baseUrl: baseUrlOf,
    headers: signInHeaders,
    async test({ http }) {
      await http.request({ path: "", acceptStatus: [400, 404, 405] });
    },
  },
  operations: [requestOperation, listItems],
  triggers: [newItemsTrigger],
  permissions: { hosts: ["*"] },
});
