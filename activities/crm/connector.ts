import { defineConnector } from "../../connectors/sdk/define-connector.ts";
import { both } from "../../connectors/sdk/label.ts";
import { ASSIGNMENT_OPERATIONS } from "./assignment-operations.ts";
import { NOTICE_OPERATIONS } from "./notice-operations.ts";
import { RECORD_OPERATIONS } from "./record-operations.ts";

/** The built-in CRM as a connector: all its operations are internal and work through ActivityPorts. */
export const crmConnector = defineConnector({
  id: "crm",
  name: both("CRM", "客户管理"),
  description: both("Records, assignment, reminders, notices and tasks.", "记录、分配、提醒、通知与任务。"),
  version: "1.0.0",
  group: "crm",
  icon: "users",
  operations: [...ASSIGNMENT_OPERATIONS, ...RECORD_OPERATIONS, ...NOTICE_OPERATIONS],
  permissions: { hosts: [] },
});
