import * as z from "zod";
import type { Json } from "../../definitions/json.ts";
import { defineOperation } from "../sdk/define-operation.ts";
import { both, label } from "../sdk/label.ts";
import { listField, pathField, queryField } from "./input-fields.ts";
import { listAt, unusableAnswer } from "./list-at.ts";
import { valueAt } from "./value-at.ts";

/** One page of a JSON list behind a GET: the next by a cursor that the answer gives, by page number, or by offset. */
export const listItems = defineOperation({
  id: "list-items",
  title: both("List items, page by page", "分页列出条目"),
  description: both(
    "One page of a JSON list. A For each step can go through all pages.",
    "JSON 列表的一页。“遍历”步骤可以逐页处理全部条目。",
  ),
  sideEffect: false,
  input: z.strictObject({
    path: pathField({ en: "Below the connection’s base URL.", zh: "相对于连接的基础 URL。" }, "/customers"),
    query: queryField({ active: true }),
    list: listField(),
    by: z
      .enum(["cursor", "page", "offset"])
      .default("cursor")
      .meta(
        label({
          en: "Next page by",
          zh: "翻页方式",
          description: {
            en: "A cursor from the answer, the page's number (from 1), or how many items to pass over.",
            zh: "响应中的游标、页码（从 1 开始），或跳过的条目数。",
          },
        }),
      ),
    nextPath: z
      .string()
      .max(200)
      .default("nextCursor")
      .meta(
        label({
          en: "Where the next cursor is",
          zh: "下一页游标所在位置",
          description: {
            en: "Dotted path in the answer; empty there: that was the last page.",
            zh: "下一页游标在响应中的路径；为空表示已是最后一页。",
          },
          examples: ["meta.next"],
        }),
      ),
    cursorParam: z
      .string()
      .min(1)
      .max(100)
      .default("cursor")
      .meta(
        label({
          en: "Query parameter of the page",
          zh: "翻页查询参数",
          description: { en: "By what name the next page is asked for.", zh: "请求下一页时使用的参数名。" },
          examples: ["cursor", "page", "offset"],
        }),
      ),
    sizeParam: z
      .string()
      .min(1)
      .max(100)
      .default("limit")
      .meta(
        label({
          en: "Query parameter of the size",
          zh: "每页数量查询参数",
          description: { en: "By what name the size of a page is asked for.", zh: "指定每页数量的参数名。" },
          examples: ["limit"],
        }),
      ),
    cursor: z
      .string()
      .max(4_000)
      .optional()
      .meta(
        label({
          en: "Cursor",
          zh: "游标",
          description: { en: "Where to go on; empty: from the start.", zh: "从何处继续；留空则从头开始。" },
          examples: ["2"],
        }),
      ),
    limit: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .meta(
        label({
          en: "Items a page",
          zh: "每页条数",
          description: { en: "How many are asked for at once.", zh: "每次请求的数量。" },
          examples: [50],
        }),
      ),
  }),
  output: z.object({
    items: z.array(z.unknown()).meta(label({ en: "Items", zh: "条目" })),
    nextCursor: z
      .string()
      .nullable()
      .meta(label({ en: "Next cursor", zh: "下一页游标" })),
  }),
  paging: { cursor: "cursor", size: "limit", items: "items", next: "nextCursor" },
  defaultRetry: { maximumAttempts: 8, initialInterval: "PT1S", backoffCoefficient: 2, maximumInterval: "PT5M" },
  defaultTimeout: "PT2M",
  async run({ path, query, list, by, nextPath, cursorParam, sizeParam, cursor, limit }, { http }) {
    const start = cursor ?? (by === "page" ? "1" : by === "offset" ? "0" : undefined);
    const response = await http.request({
      path,
      query: { ...query, [sizeParam]: limit, ...(start === undefined ? {} : { [cursorParam]: start }) },
    });
    const body = response.json();
    const items = listAt(body, list);
    return { items, nextCursor: nextOf(body, items.length) };

    function nextOf(answer: Json, count: number): string | null {
      if (by === "page") return count < limit ? null : String(Number(start) + 1);
      if (by === "offset") return count < limit ? null : String(Number(start) + count);
      const next = valueAt(answer, nextPath);
      if (next === null || next === "" || next === false) return null;
      if (typeof next === "string" || typeof next === "number") return String(next);
      throw unusableAnswer(`the next cursor at "${nextPath}" is no text or number`);
    }
  },
});
