import * as z from "zod";
import { type FieldLabel, label } from "../sdk/label.ts";

/** Where the request goes: a path below the connection's base URL, or a whole URL where the operation lets it. */
export function pathField(description: NonNullable<FieldLabel["description"]>, example: string) {
  return z
    .string()
    .min(1)
    .max(4_000)
    .meta(label({ en: "Path or URL", zh: "路径或 URL", description, widget: "text", examples: [example] }));
}

export function queryField(example: Record<string, unknown>) {
  return z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional()
    .meta(
      label({
        en: "Query",
        zh: "查询参数",
        description: { en: "Goes after the ? of the address.", zh: "附加在地址 ? 之后。" },
        examples: [example],
        widget: "key-value",
      }),
    );
}

/** Where an answer has its list. */
export function listField() {
  return z
    .string()
    .max(200)
    .default("")
    .meta(
      label({
        en: "Where the list is",
        zh: "列表所在位置",
        description: {
          en: "Dotted path in the answer; empty: the answer is the list.",
          zh: "列表在响应中的路径；留空表示响应本身就是列表。",
        },
        examples: ["data.items"],
      }),
    );
}
