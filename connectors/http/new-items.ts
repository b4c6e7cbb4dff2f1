import * as z from "zod";
import type { ConnectorTrigger } from "../sdk/define-connector.ts";
import { both, label } from "../sdk/label.ts";
import { listField, pathField } from "./input-fields.ts";
import { listAt, unusableAnswer } from "./list-at.ts";
import { isJsonObject } from "../../definitions/is-json-object.ts";

const inputSchema = z.strictObject({
  path: pathField(
    { en: "Asked regularly; below the connection’s base URL.", zh: "会定期查询，相对于连接的基础 URL。" },
    "/orders?sort=-updatedAt",
  ),
  list: listField(),
  idField: z
    .string()
    .max(100)
    .default("id")
    .meta(
      label({
        en: "Field with the id",
        zh: "ID 字段",
        description: {
          en: "What tells one item from another; each starts one run.",
          zh: "用于区分条目的字段，每个条目启动一次运行。",
        },
        examples: ["id"],
      }),
    ),
  atField: z
    .string()
    .max(100)
    .meta(
      label({
        en: "Field with the time of change",
        zh: "变更时间字段",
        description: { en: "ISO 8601 with offset.", zh: "带时区的 ISO 8601 时间。" },
        examples: ["updatedAt"],
      }),
    ),
});

/** New or changed items of a JSON list behind a GET. */
export const newItemsTrigger: ConnectorTrigger = {
  id: "new-items",
  title: both("New items in a list", "列表中的新条目"),
  description: both(
    "Looks at a JSON list at intervals; each item that is new or changed starts a run.",
    "定期查看 JSON 列表；每个新增或变更的条目启动一次运行。",
  ),
  input: inputSchema,
  output: z.record(z.string(), z.unknown()),
  async poll(given, { http }) {
    const { path, list, idField, atField } = inputSchema.parse(given);
    const items = listAt((await http.request({ path })).json(), list);
    return items.map((item) => {
      if (!isJsonObject(item)) throw unusableAnswer("an item is no object");
      const id = item[idField];
      const at = item[atField];
      if ((typeof id !== "string" && typeof id !== "number") || typeof at !== "string" || Number.isNaN(Date.parse(at)))
        throw unusableAnswer(`an item has no ${idField}, or no time in ${atField}`);
      return { id: String(id), at: new Date(at).toISOString(), data: item };
    });
  },
};
