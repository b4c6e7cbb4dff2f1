import * as z from "zod";
import type { Json } from "../../definitions/json.ts";
import { userError } from "../../definitions/errors.ts";
import { defineOperation } from "../sdk/define-operation.ts";
import { HTTP_METHODS } from "../sdk/http-client.ts";
import { both, label } from "../sdk/label.ts";
import { pathField, queryField } from "./input-fields.ts";

/** Set by the host; a step may not forge them. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "idempotency-key",
]);

/** Calls any HTTP API: the connection's, or a whole URL. */
export const requestOperation = defineOperation({
  id: "request",
  title: both("Call an HTTP API", "调用 HTTP 接口"),
  description: both(
    "Sends a request and gives status and body. Writing requests carry the step's idempotency key.",
    "发送请求并返回状态码和正文。写操作会携带步骤的幂等键。",
  ),
  input: z.strictObject({
    method: z
      .enum(HTTP_METHODS)
      .default("GET")
      .meta(
        label({
          en: "Method",
          zh: "方法",
          description: {
            en: "What is done at the address: GET reads, POST creates, PUT and PATCH change, DELETE removes.",
            zh: "请求方式：GET 读取，POST 新建，PUT/PATCH 修改，DELETE 删除。",
          },
        }),
      ),
    path: pathField(
      { en: "A path under the connection's base URL, or a whole URL.", zh: "基础 URL 下的路径，或完整 URL。" },
      "/customers/{{ record.accountId }}",
    ),
    query: queryField({ limit: 10 }),
    headers: z
      .record(z.string(), z.string())
      .optional()
      .meta(
        label({
          en: "Headers",
          zh: "请求头",
          description: { en: "Besides those that the connection sets.", zh: "在连接自带的请求头之外追加。" },
          examples: [{ "Accept-Language": "en" }],
          widget: "key-value",
        }),
      ),
    body: z
      .unknown()
      .optional()
      .meta(
        label({
          en: "Body (JSON)",
          zh: "正文（JSON）",
          description: { en: "Sent as JSON; values may be computed.", zh: "以 JSON 发送，值可以是表达式。" },
          examples: [{ name: "=record.name" }],
          widget: "code",
        }),
      ),
    acceptStatus: z
      .array(z.int().min(100).max(599))
      .max(20)
      .optional()
      .meta(
        label({
          en: "Other statuses that are answers",
          zh: "视为成功的其他状态码",
          description: {
            en: "They do not fail the step, for example 404 for “not found”.",
            zh: "这些状态码不视为失败，例如 404 表示未找到。",
          },
          examples: [[404]],
        }),
      ),
  }),
  output: z.object({
    status: z.int().meta(label({ en: "Status", zh: "状态码" })),
    headers: z.record(z.string(), z.string()).meta(label({ en: "Headers", zh: "响应头" })),
    body: z.unknown().meta(label({ en: "Body", zh: "正文" })),
  }),
  defaultRetry: { maximumAttempts: 5, initialInterval: "PT1S", backoffCoefficient: 2, maximumInterval: "PT5M" },
  defaultTimeout: "PT1M",
  async run({ method, path, query, headers, body, acceptStatus }, { http }) {
    for (const name of Object.keys(headers ?? {})) {
      if (!RESERVED_HEADERS.has(name.toLowerCase())) continue;
      throw userError(
        "OPERATION_INPUT_INVALID",
        `http.request cannot use its input: the header ${name} is set by the host.`,
        {
          operation: "http.request",
          problem: `the header ${name} is set by the host`,
        },
      );
    }
    const response = await http.request({
      method,
      path,
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { json: body as Json }),
      ...(acceptStatus === undefined ? {} : { acceptStatus }),
    });
    const isJson = /\bjson\b/u.test(response.headers["content-type"] ?? "");
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && response.text !== "" ? response.json() : response.text,
    };
  },
});
