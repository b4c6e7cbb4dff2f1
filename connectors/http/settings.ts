import * as z from "zod";
import { label } from "../sdk/label.ts";
import type { JsonObject } from "../../definitions/json.ts";

const SIGN_IN_KINDS = ["none", "bearer", "basic", "header"] as const;

/** A base URL and one of the usual ways to sign in. */
export const httpSettingsSchema = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/u })
    .max(2_000)
    .meta(label({ en: "Base URL", zh: "基础 URL", examples: ["https://api.example.com/v1"] })),
  signIn: z
    .enum(SIGN_IN_KINDS)
    .default("none")
    .meta(label({ en: "Sign-in", zh: "登录方式" })),
  user: z
    .string()
    .max(320)
    .optional()
    .meta(label({ en: "User", zh: "用户名" })),
  password: z
    .string()
    .max(2_000)
    .optional()
    .meta(label({ en: "Password", zh: "密码", widget: "secret" })),
  token: z
    .string()
    .max(8_000)
    .optional()
    .meta(label({ en: "Token", zh: "令牌", widget: "secret" })),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/u)
    .max(100)
    .optional()
    .meta(label({ en: "Name of the header", zh: "请求头名称", examples: ["X-Api-Key"] })),
});

/** The base URL of a connection, for `auth.baseUrl`. */
export function baseUrlOf(settings: JsonObject): string | undefined {
  const { baseUrl } = settings;
  return typeof baseUrl === "string" ? baseUrl : undefined;
}

/** The headers that sign a request in. */
export function signInHeaders(settings: JsonObject): Record<string, string> {
  const text = (name: string) => {
    const value = settings[name];
    return typeof value === "string" ? value : "";
  };
  switch (settings["signIn"]) {
    case "bearer":
      return { authorization: `Bearer ${text("token")}` };
    case "basic":
      return { authorization: `Basic ${Buffer.from(`${text("user")}:${text("password")}`).toString("base64")}` };
    case "header":
      return { [(text("header") || "X-Api-Key").toLowerCase()]: text("token") };
    default:
      return {};
  }
}
