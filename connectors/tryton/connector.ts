import { defineConnector } from "../sdk/define-connector.ts";
import { both } from "../sdk/label.ts";
import { baseUrlOf } from "../http/settings.ts";
import { withTryton } from "./client.ts";
import { createOpportunity } from "./create-opportunity.ts";
import { trytonSettingsSchema } from "./settings.ts";
import { upsertParty } from "./upsert-party.ts";

/** Tryton, the open-source ERP, over its JSON-RPC. */
export const trytonConnector = defineConnector({
  id: "tryton",
  name: both("Tryton ERP", "Tryton ERP"),
  description: both("Parties and sale opportunities in Tryton.", "Tryton 中的业务伙伴与销售商机。"),
  version: "1.0.0",
  group: "systems",
  icon: "building-2",
  auth: {
    settings: trytonSettingsSchema,
    baseUrl: baseUrlOf,
    test: async (context) => withTryton(context, async () => {}),
  },
  operations: [upsertParty, createOpportunity],
  permissions: { hosts: ["connection"] },
});
