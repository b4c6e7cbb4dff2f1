import * as z from "zod";
import { label } from "../sdk/label.ts";

const SECURITY = ["none", "starttls", "tls"] as const;

/** How to reach a mail server: a URL, or host, port and sign-in one by one. */
export const smtpSettingsSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^smtps?:\/\//u, "write smtp://user:password@host:port or smtps://…")
      .max(1_000)
      .optional()
      .meta(label({ en: "URL", zh: "URL", widget: "secret" })),
    host: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .meta(label({ en: "Host", zh: "主机" })),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .meta(label({ en: "Port", zh: "端口" })),
    security: z
      .enum(SECURITY)
      .optional()
      .meta(label({ en: "Encryption", zh: "加密方式" })),
    user: z
      .string()
      .max(320)
      .optional()
      .meta(label({ en: "User", zh: "用户名" })),
    password: z
      .string()
      .max(500)
      .optional()
      .meta(label({ en: "Password", zh: "密码", widget: "secret" })),
    from: z
      .string()
      .min(3)
      .max(500)
      .optional()
      .meta(label({ en: "Sender", zh: "发件人", examples: ["Sales <sales@example.com>"] })),
  })
  .refine((settings) => settings.url !== undefined || settings.host !== undefined, "give a URL or a host");
export type SmtpSettings = z.infer<typeof smtpSettingsSchema>;

export const DEFAULT_SENDER = "Flowright <no-reply@flowright.local>";
