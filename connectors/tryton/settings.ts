import * as z from "zod";
import { label } from "../sdk/label.ts";

/** Where a Tryton server is, and the user whom Flowright works as. */
export const trytonSettingsSchema = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/u })
    .max(2_000)
    .meta(label({ en: "Server", zh: "服务器", examples: ["https://erp.example.com"] })),
  database: z
    .string()
    .regex(/^[A-Za-z0-9_.-]+$/u)
    .max(100)
    .meta(label({ en: "Database", zh: "数据库" })),
  user: z
    .string()
    .min(1)
    .max(320)
    .meta(label({ en: "User", zh: "用户名" })),
  password: z
    .string()
    .min(1)
    .max(500)
    .meta(label({ en: "Password", zh: "密码", widget: "secret" })),
});
export type TrytonSettings = z.infer<typeof trytonSettingsSchema>;
