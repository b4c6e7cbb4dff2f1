import { defineConnector } from "../sdk/define-connector.ts";
import { both } from "../sdk/label.ts";
import { verifyServer } from "./client.ts";
import { sendOperation } from "./send.ts";
import { smtpSettingsSchema } from "./settings.ts";

/** E-mail over SMTP. The connection `default` is the mail server that the installation is configured with. */
export const smtpConnector = defineConnector({
  id: "smtp",
  name: both("E-mail", "电子邮件"),
  description: both("Sends e-mail through a mail server.", "通过邮件服务器发送邮件。"),
  version: "1.0.0",
  group: "messages",
  icon: "mail",
  auth: {
    settings: smtpSettingsSchema,
    fallbackKey: "default",
    test: async (context) => verifyServer(context.connection?.settings ?? {}),
  },
  operations: [sendOperation],
  permissions: { hosts: ["connection"] },
});
